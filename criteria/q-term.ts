/** One term of the search language, as a condition. */
import type { Criteria, Match, MatchRule, SizeRule } from '../contract/criteria.ts'
import { anyOf } from './connect.ts'
import { CriteriaError } from './error.ts'
import { FIELDS, HAS } from './fields.ts'
import type { Term, Value } from './q-lexer.ts'
import type { Prefix } from './q-prefixes.ts'
import { didYouMean, insteadOf, shown } from './suggest.ts'
import { timeAgo } from './time.ts'
import { checkFlags, checkHeaderName, checkListener, checkPattern, checkSize, checkText, checkTime } from './values.ts'

/** What makes an address, or a name of a file, one that is meant as a whole. */
const ADDRESS = /[@*]/
const NAME = /\*/
/** No version of TLS is called so. */
const TLS_OR_NOT: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
])

const IS_WORDS: ReadonlyMap<string, Criteria> = new Map([['tls', { tls: true }]])

/** What `has:` may be followed by. */
export const HAS_WORDS: ReadonlyMap<string, Criteria> = new Map<string, Criteria>([
  ...HAS.map((word) => [word, { [word]: true }] as const),
  ['file', { attachment: true }],
  ['ics', { attachment: { type: 'text/calendar' } }],
])

/** `inherited` is the prefix before the parenthesis that the term stands in; `now` is what a time ago is counted from. */
export function conditionOf(term: Term, inherited: Prefix | null, now: Date): Criteria {
  const prefix = term.prefix ?? inherited
  if (prefix === null) return anywhere(term)
  const place = `"${prefix}:" at position ${term.at}`
  const { value } = term
  switch (prefix) {
    case 'header':
      return { header: Object.fromEntries([[headerName(place, term.name), value === null || plain(place, value)]]) }
    case 'attachment':
      return anyOf([
        { attachment: { filename: loose(place, value, NAME) } },
        { attachment: { type: loose(place, value, NAME) } },
      ])
    case 'filename':
    case 'type':
      return { attachment: { [prefix]: loose(place, value, NAME) } }
    case 'has':
      return oneOf(prefix, place, value, HAS_WORDS)
    case 'is':
      return oneOf(prefix, place, value, IS_WORDS)
    case 'larger':
      return { size: { above: checkSize(place, wordOf(place, value)) } }
    case 'smaller':
      return { size: { below: checkSize(place, wordOf(place, value)) } }
    case 'size':
      return { size: boundOf(place, wordOf(place, value)) }
    case 'before':
      return { time: { before: momentOf(place, wordOf(place, value), now) } }
    case 'after':
      return { time: { after: momentOf(place, wordOf(place, value), now) } }
    case 'in':
      return { time: { after: within(place, wordOf(place, value), now) } }
    case 'mailFrom':
      // The null sender, as it stands on the wire.
      if (value?.kind === 'text' && value.text === '<>') return { mailFrom: false }
      return { mailFrom: loose(place, value, ADDRESS) }
    case 'listener':
      return {
        listener: value?.kind === 'text' ? checkListener(place, checkText(place, value.text)) : plain(place, value),
      }
    case 'tls':
      return { tls: (value?.kind === 'text' ? TLS_OR_NOT.get(value.text) : undefined) ?? plain(place, value) }
    default:
      return { [prefix]: FIELDS[prefix] === 'address' ? loose(place, value, ADDRESS) : plain(place, value) }
  }
}

/** A word without a prefix: in the subject, what a reader sees, the sender or a recipient. */
function anywhere({ at, value }: Term): Criteria {
  const place = `The text at position ${at}`
  const text = plain(place, value)
  const address = loose(place, value, NAME)
  return { any: [{ subject: text }, { body: text }, { from: address }, { to: address }] }
}

/** As the field takes a string. */
function plain(place: string, value: Value | null): Match {
  if (value?.kind === 'pattern') return patternOf(place, value)
  return checkText(place, value?.text ?? '')
}

/** People write `to:ann`: it is contained, unless the text looks whole. */
function loose(place: string, value: Value | null, whole: RegExp): Match {
  const match = plain(place, value)
  return typeof match === 'string' && !whole.test(match) ? { contains: match } : match
}

function patternOf(place: string, { pattern, flags }: { pattern: string; flags: string }): MatchRule {
  const matches = checkPattern(place, pattern)
  // As it is written: without an `i` the case counts, which in the tree has to be said.
  return checkFlags(`What follows the pattern of ${place}`, flags) === 'i' ? { matches } : { matches, flags }
}

function wordOf(place: string, value: Value | null): string {
  if (value?.kind === 'text') return checkText(place, value.text)
  throw new CriteriaError(`${place} takes no pattern.`)
}

function oneOf(prefix: Prefix, place: string, value: Value | null, words: ReadonlyMap<string, Criteria>): Criteria {
  const word = wordOf(place, value)
  const found = words.get(word.toLowerCase())
  if (found !== undefined) return found
  throw new CriteriaError(
    `${place} is ${shown(word)}. ${insteadOf(`${prefix}:${word}`) ?? didYouMean(word, [...words.keys()])}`,
  )
}

/** `>100k` and `<5m`. */
function boundOf(place: string, word: string): SizeRule {
  const [, sign, size = ''] = /^([<>]?=?)(.*)$/s.exec(word) ?? []
  const bytes = checkSize(place, size)
  if (sign === '>') return { above: bytes }
  if (sign === '<') return { below: bytes }
  throw new CriteriaError(
    `${place} is ${shown(word)}. Did you mean ">${size}"? Write size:>${size} for more bytes, or size:<${size} for fewer.`,
  )
}

/** A time as it is written everywhere, or so long ago. */
const momentOf = (place: string, word: string, now: Date) => timeAgo(word, now) ?? checkTime(place, word)

function within(place: string, word: string, now: Date): string {
  const since = timeAgo(word, now)
  if (since !== null) return since
  throw new CriteriaError(
    `${place} is ${shown(word)}, but has to be how long ago a mail came at most, such as 30s, 5m or 2h.`,
  )
}

function headerName(place: string, name: string): string {
  if (name.includes(':'))
    throw new CriteriaError(
      `${place} is followed by ${shown(name)}. Write header:${name.slice(0, 100).replace(/:+/, '=')}.`,
    )
  return checkHeaderName(place, name)
}
