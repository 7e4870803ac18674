/** Criteria as a phrase, for explanations: what was wanted. */
import type { AttachmentRule, Criteria, Match, MatchRule, SizeRule, TimeRule, Wanted } from '../contract/criteria.ts'
import type { Field } from './facts.ts'
import { FIELDS, isField, type FieldKind } from './fields.ts'

/** What there is, or is not, when a field is wanted to be there or not. */
const THINGS: Readonly<Record<Field, string>> = {
  to: 'a recipient',
  from: 'a sender',
  cc: 'a cc',
  bcc: 'a bcc',
  rcpt: 'an envelope recipient',
  mailFrom: 'an envelope sender',
  replyTo: 'a reply-to',
  subject: 'a subject',
  text: 'a text part',
  html: 'an HTML part',
  body: 'a body',
  link: 'a link',
  code: 'a code',
  id: 'an id',
  session: 'a session',
  listener: 'a listener',
  inbox: 'an inbox',
  user: 'a login',
  helo: 'a HELO name',
  address: 'an IP address',
  tls: 'TLS',
}

/**
 * A phrase that tells criteria apart as well as the tree does, but can be read:
 *
 *     to ann@example.com, subject "reset", not from bot@x.test, any of (has a link | has an attachment *.pdf)
 *
 * A comma is an and. What stands in quotes without a word before it is contained; `is like` has a `*` that stands for
 * anything. Criteria that ask for nothing are `anything`.
 */
export function inWords(criteria: Criteria): string {
  return phrases(criteria).join(', ') || 'anything'
}

/** All of them have to hold. */
function phrases(criteria: Criteria): string[] {
  return Object.entries(criteria).flatMap(([key, value]) => {
    if (isField(key)) return [fieldInWords(key, FIELDS[key], THINGS[key], value as Wanted)]
    switch (key as Exclude<keyof Criteria, Field>) {
      case 'header':
        return Object.entries(value as Record<string, Wanted>).map(([name, wanted]) =>
          fieldInWords(`header ${bare(name)}`, 'word', `header ${bare(name)}`, wanted),
        )
      case 'attachment':
        return [attachmentInWords(value as boolean | AttachmentRule)]
      case 'size':
        return sizeInWords(value as SizeRule)
      case 'time':
        return timeInWords(value as TimeRule)
      case 'all':
        return (value as Criteria[]).flatMap(phrases)
      case 'any':
        return [`any of (${(value as Criteria[]).map(inWords).join(' | ')})`]
      case 'not':
        return [negationInWords(value as Criteria)]
    }
  })
}

function negationInWords(criteria: Criteria): string {
  const [only = 'anything', ...more] = phrases(criteria)
  if (more.length > 0) return `not (${inWords(criteria)})`
  const [, thing] = /^has (?:an? )?(?!no )(.*)$/s.exec(only) ?? []
  if (thing !== undefined) return `has no ${thing}`
  return /^(not|has no) /.test(only) ? `not (${only})` : `not ${only}`
}

/** `thing` is what there is when the field is there. */
function fieldInWords(label: string, kind: FieldKind, thing: string, wanted: Wanted): string {
  if (typeof wanted === 'boolean') return has(thing, wanted)
  if (typeof wanted === 'string') {
    if (kind === 'word') return `${label} ${wordInWords(wanted)}`
    return `${label} ${kind === 'text' ? quoted(wanted) : bare(wanted)}`
  }
  const { contains, not } = wanted
  if (contains !== undefined && kind === 'text' && isAlone(wanted)) return `${label} ${quoted(contains)}`
  if (not !== undefined && isAlone(wanted)) {
    const inner = fieldInWords(label, kind, thing, not)
    return inner.startsWith('not ') ? `not (${inner})` : `not ${inner}`
  }
  return `${label} ${ruleInWords(wanted, kind === 'text')}`
}

function attachmentInWords(rule: boolean | AttachmentRule): string {
  if (typeof rule === 'boolean') return has('an attachment', rule)
  const { filename, type } = rule
  if (typeof filename !== 'object' && typeof type !== 'object')
    return `has an attachment${filename ? ` ${bare(filename)}` : ''}${type ? ` of type ${bare(type)}` : ''}`
  const parts = [
    ...(filename === undefined ? [] : [`whose name ${matchInWords(filename, false)}`]),
    ...(type === undefined ? [] : [`whose type ${matchInWords(type, false)}`]),
  ]
  return `has an attachment ${parts.join(' and ')}`
}

const sizeInWords = ({ above, below }: SizeRule): string[] => [
  ...(above === undefined ? [] : [`larger than ${bytes(above)}`]),
  ...(below === undefined ? [] : [`smaller than ${bytes(below)}`]),
]

const timeInWords = ({ after, before }: TimeRule): string[] => [
  ...(after === undefined ? [] : [`received since ${after}`]),
  ...(before === undefined ? [] : [`received before ${before}`]),
]

/** What follows the name of a field: `starts with "Re"`. */
const matchInWords = (match: Match, isText: boolean): string =>
  typeof match === 'object' ? ruleInWords(match, isText) : isText ? `contains ${quoted(match)}` : wordInWords(match)

function ruleInWords({ is, contains, startsWith, matches, flags = 'i', not }: MatchRule, isText: boolean): string {
  return [
    ...(is === undefined ? [] : [`is ${quoted(is)}`]),
    ...(contains === undefined ? [] : [`contains ${quoted(contains)}`]),
    ...(startsWith === undefined ? [] : [`starts with ${quoted(startsWith)}`]),
    ...(matches === undefined ? [] : [`matches ${pattern(matches, flags)}`]),
    ...(not === undefined ? [] : [`not (${matchInWords(not, isText)})`]),
  ].join(' and ')
}

const wordInWords = (word: string) => `${word.includes('*') ? 'is like' : 'is'} ${quoted(word)}`

const has = (thing: string, there: boolean) => (there ? `has ${thing}` : `has no ${thing.replace(/^an? /, '')}`)

const isAlone = (rule: object) => Object.keys(rule).length === 1

/** With control characters and quotes escaped, so that the end of it is where it seems. */
const quoted = (text: string) => JSON.stringify(text)

/** An address or a name as it stands, if nothing in it could be taken for part of the phrase. */
const bare = (text: string) => (/^[^\s"',|()\p{C}]+$/u.test(text) ? text : quoted(text))

/** As a literal of JavaScript shows it. */
function pattern(source: string, flags: string): string {
  const escaped = source.replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found))
  return `/${escaped.replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1))}/${flags}`
}

const bytes = (count: number) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? 'byte' : 'bytes'}`
