/** The criteria of a test: those of the API, with regular expressions of the language allowed wherever a match is. */
import type * as Wire from '../contract/criteria.ts'

/** See `Match` of the API. A RegExp is sent as it is written; it may not look around or refer back. */
export type Match = string | RegExp | MatchRule

export interface MatchRule {
  is?: string
  contains?: string
  startsWith?: string
  matches?: string | RegExp
  not?: Match
}

export type Wanted = Match | boolean

type Spelled<T> = { [Key in keyof T]: Key extends 'header' | 'attachment' | 'size' | 'time' ? T[Key] : Wanted }

/**
 * What a mail has to be like. Address strings are exact, `*` stands for anything; `subject`, `text`, `html`, `body`
 * and `link` contain.
 *
 *     { to: 'ann@example.com', subject: 'reset your password' }
 *     { to: '*@t-42.mailsink.test', subject: /^Re:/, attachment: { filename: '*.pdf' } }
 *
 * All fields that are given have to hold. An unknown one is an error that names the nearest.
 */
export interface Criteria extends Partial<
  Spelled<Omit<Wire.Criteria, 'any' | 'all' | 'not' | 'header' | 'attachment' | 'size' | 'time'>>
> {
  header?: Record<string, Wanted>
  attachment?: boolean | { filename?: Match; type?: Match }
  size?: Wire.SizeRule
  time?: { after?: string | Date; before?: string | Date }
  any?: Criteria[]
  all?: Criteria[]
  not?: Criteria
}
