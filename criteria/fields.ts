/** What can be asked of a message: the fields, how a plain string is held against each, and the operators. */
import type { AttachmentRule, Criteria, MatchRule, SizeRule, TimeRule } from '../contract/criteria.ts'
import type { Field } from './facts.ts'

/**
 * What a string alone means:
 *
 * - `address`: it is this, whatever the case; `*` stands for any characters;
 * - `text`: it contains this, whatever the case, white space folded;
 * - `word`: it is this, whatever the case; `*` stands for any characters.
 */
export type FieldKind = 'address' | 'text' | 'word'

/** In the order in which they are listed. Fields of the header, and name and type of an attachment, are words as well. */
export const FIELDS: Readonly<Record<Field, FieldKind>> = {
  to: 'address',
  from: 'address',
  cc: 'address',
  bcc: 'address',
  rcpt: 'address',
  mailFrom: 'address',
  replyTo: 'address',
  subject: 'text',
  text: 'text',
  html: 'text',
  body: 'text',
  link: 'text',
  code: 'word',
  id: 'word',
  session: 'word',
  listener: 'word',
  inbox: 'word',
  user: 'word',
  helo: 'word',
  address: 'word',
  tls: 'word',
}

export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[]

/** A name that came from outside; `constructor` and its like are no fields. */
export const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name)

/** The operators of a match that take a string; `not` takes another match, `flags` belongs to `matches`. */
export const OPERATORS = ['is', 'contains', 'startsWith', 'matches'] as const
export type Operator = (typeof OPERATORS)[number]

export const RULE_KEYS: readonly (keyof MatchRule)[] = [...OPERATORS, 'flags', 'not']
export const ATTACHMENT_KEYS: readonly (keyof AttachmentRule)[] = ['filename', 'type']
export const SIZE_KEYS: readonly (keyof SizeRule)[] = ['above', 'below']
export const TIME_KEYS: readonly (keyof TimeRule)[] = ['after', 'before']

/** Every key of the criteria. */
export const KEYS: readonly (keyof Criteria)[] = [
  ...FIELD_NAMES,
  'header',
  'attachment',
  'size',
  'time',
  'any',
  'all',
  'not',
]

/** What `has` may name, in the flat query and in `q`. */
export const HAS = ['attachment', 'link', 'code', 'html', 'text'] as const
export type Has = (typeof HAS)[number]

/** What the field `listener` can be: the SMTP listeners by their roles, and `import` for a mail that came over HTTP. */
export const LISTENERS = ['smtp', 'submission', 'submissions', 'import'] as const

/** How far criteria may go: more is a mistake, or an attempt to keep the sink busy. `query`: characters of a `q`. */
export const LIMITS = { depth: 20, conditions: 200, characters: 1000, query: 10_000 } as const
