/** Criteria as JSON: from anything at all to the tree, or a sentence about what is wrong and where. */
import type { AttachmentRule, Criteria, Match, MatchRule, SizeRule, TimeRule, Wanted } from '../contract/criteria.ts'
import { CriteriaError } from './error.ts'
import { ATTACHMENT_KEYS, isField, KEYS, LIMITS, RULE_KEYS, SIZE_KEYS, TIME_KEYS } from './fields.ts'
import { didYouMean, shown } from './suggest.ts'
import {
  checkFlags,
  checkHeaderName,
  checkListener,
  checkPattern,
  checkSize,
  checkSizeRule,
  checkText,
  checkTime,
  checkTimeRule,
} from './values.ts'

/** Where in the tree a value stands, and what all of it have in common. */
interface Place {
  readonly path: string
  readonly depth: number
  readonly seen: { conditions: number }
}

/**
 * Reads criteria that came as JSON, or were written in JavaScript without the help of types.
 *
 * The tree is a copy; times in it are normalised to ISO 8601 in UTC with milliseconds, sizes (`10k` is allowed) to
 * numbers, all else is as it was given. At most 200 conditions, 20 levels, and 1,000 characters in a string. Throws
 * CriteriaError, which names the place by its path (`any[1].subject`), what is wrong, and the nearest right name.
 */
export function readCriteria(value: unknown): Criteria {
  return readGroup({ path: '', depth: 0, seen: { conditions: 0 } }, value)
}

function readGroup(place: Place, value: unknown): Criteria {
  const entries = entriesOf(place, value, 'an object such as { "to": "ann@example.com" }')
  if (entries.length === 0) count(place)
  const criteria: Criteria = {}
  for (const [key, given] of entries) {
    const at = inside(place, key)
    if (isField(key)) criteria[key] = readWanted(at, given, key === 'listener')
    else if (key === 'header') criteria.header = readHeader(at, given)
    else if (key === 'attachment')
      criteria.attachment = typeof given === 'boolean' ? counted(at, given) : readAttachment(at, given)
    else if (key === 'size') criteria.size = readSize(at, given)
    else if (key === 'time') criteria.time = readTimes(at, given)
    else if (key === 'not') criteria.not = readGroup(at, given)
    else if (key === 'any' || key === 'all') criteria[key] = readGroups(at, given)
    else throw unknown(place, 'criterion', key, KEYS)
  }
  return criteria
}

function readGroups(place: Place, value: unknown): Criteria[] {
  if (!Array.isArray(value)) throw wrong(place, value, 'a list of criteria')
  if (value.length === 0)
    throw new CriteriaError(`${named(place)} is an empty list. Leave it off, or put criteria into it.`)
  return value.map((item, index) => readGroup({ ...place, path: `${place.path}[${index}]` }, item))
}

function readHeader(place: Place, value: unknown): Record<string, Wanted> {
  const entries = filled(place, entriesOf(place, value, 'an object such as { "X-Run": "7" }'))
  // Not by assignment: `__proto__` would be a name like any other.
  return Object.fromEntries(
    entries.map(([name, given]) => [
      checkHeaderName(named(place), name),
      readWanted(inside(place, name), given, false),
    ]),
  )
}

function readAttachment(place: Place, value: unknown): AttachmentRule {
  const rule: AttachmentRule = {}
  for (const [key, given] of filled(
    place,
    entriesOf(place, value, 'true, false, or an object with filename or type'),
  )) {
    if (!isOneOf(ATTACHMENT_KEYS, key)) throw unknown(place, 'key', key, ATTACHMENT_KEYS)
    rule[key] = readMatch(inside(place, key), given, false)
  }
  return rule
}

function readSize(place: Place, value: unknown): SizeRule {
  const rule: SizeRule = {}
  for (const [key, given] of filled(place, entriesOf(place, value, 'an object such as { "above": 10240 }'))) {
    if (!isOneOf(SIZE_KEYS, key)) throw unknown(place, 'key', key, SIZE_KEYS)
    const at = inside(place, key)
    if (typeof given !== 'string' && typeof given !== 'number') throw wrong(at, given, 'a size in bytes, such as 10240')
    rule[key] = counted(at, checkSize(named(at), given))
  }
  checkSizeRule(named(place), rule)
  return rule
}

function readTimes(place: Place, value: unknown): TimeRule {
  const rule: TimeRule = {}
  for (const [key, given] of filled(place, entriesOf(place, value, 'an object such as { "after": "2026-11-01" }'))) {
    if (!isOneOf(TIME_KEYS, key)) throw unknown(place, 'key', key, TIME_KEYS)
    const at = inside(place, key)
    if (typeof given !== 'string') throw wrong(at, given, 'a date such as "2026-11-01"')
    rule[key] = counted(at, checkTime(named(at), given))
  }
  checkTimeRule(named(place), rule)
  return rule
}

function readWanted(place: Place, value: unknown, listener: boolean): Wanted {
  return typeof value === 'boolean' ? counted(place, value) : readMatch(place, value, listener, 'true, false, ')
}

function readMatch(place: Place, value: unknown, listener: boolean, also = ''): Match {
  if (typeof value !== 'string') return readRule(place, value, listener, also)
  const text = checkText(named(place), value)
  return counted(place, listener ? checkListener(named(place), text) : text)
}

function readRule(place: Place, value: unknown, listener: boolean, also: string): MatchRule {
  const rule: MatchRule = {}
  for (const [key, given] of filled(
    place,
    entriesOf(place, value, `a string, ${also}or an object with ${listed(RULE_KEYS)}`),
  )) {
    const at = inside(place, key)
    if (!isOneOf(RULE_KEYS, key)) throw unknown(place, 'operator', key, RULE_KEYS)
    if (key === 'not') rule.not = readMatch(at, given, listener)
    else if (typeof given !== 'string') throw wrong(at, given, 'a string')
    else if (key === 'flags') rule.flags = checkFlags(named(at), given)
    else if (key === 'matches') rule.matches = counted(at, checkPattern(named(at), given))
    else
      rule[key] = counted(at, listener && key === 'is' ? checkListener(named(at), given) : checkText(named(at), given))
  }
  if (rule.flags !== undefined && rule.matches === undefined)
    throw new CriteriaError(`${named(place)} has flags without "matches", which they belong to.`)
  return rule
}

function entriesOf(place: Place, value: unknown, expected: string): [string, unknown][] {
  // By its tag: an object of another realm, such as a test runner's, has another prototype.
  if (Object.prototype.toString.call(value) !== '[object Object]') throw wrong(place, value, expected)
  if (place.depth > LIMITS.depth) throw new CriteriaError(`The criteria are nested deeper than ${LIMITS.depth} levels.`)
  return Object.entries(value as object)
}

function filled<T>(place: Place, entries: T[]): T[] {
  if (entries.length > 0) return entries
  throw new CriteriaError(`${named(place)} is empty. Leave it off, or say what is wanted.`)
}

function counted<T>(place: Place, value: T): T {
  count(place)
  return value
}

function count({ seen }: Place): void {
  seen.conditions += 1
  if (seen.conditions > LIMITS.conditions)
    throw new CriteriaError(`The criteria have more than ${LIMITS.conditions} conditions.`)
}

const inside = (place: Place, key: string): Place => ({
  ...place,
  path: place.path === '' ? key.slice(0, 100) : `${place.path}.${key.slice(0, 100)}`,
  depth: place.depth + 1,
})

const named = ({ path }: Place) => (path === '' ? 'The whole of the criteria' : shown(path))

const isOneOf = <Key extends string>(keys: readonly Key[], key: string): key is Key =>
  (keys as readonly string[]).includes(key)

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

function unknown(place: Place, what: string, key: string, known: readonly string[]): CriteriaError {
  const where = place.path === '' ? '' : ` in ${named(place)}`
  if (what === 'criterion' && /^(q|query|search)$/.test(key))
    return new CriteriaError(
      `${shown(key)}${where} is for URLs and search boxes. In JSON write its parts as criteria: ${known.join(', ')}.`,
    )
  return new CriteriaError(`Unknown ${what} ${shown(key)}${where}. ${didYouMean(key, known)}`)
}

function wrong(place: Place, value: unknown, expected: string): CriteriaError {
  // From a variable that holds nothing: left off in silence, the test would take any mail.
  if (value === undefined)
    return new CriteriaError(`${named(place)} is undefined. Leave it off, or say what is wanted.`)
  const several = Array.isArray(value) && expected.startsWith('a string') ? ' For one of several, use "any".' : ''
  return new CriteriaError(`${named(place)} is ${kindOf(value)}, but has to be ${expected}.${several}`)
}

function kindOf(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'string') return value === '' ? 'an empty string' : `the string ${shown(value)}`
  if (Array.isArray(value)) return 'a list'
  const tag = Object.prototype.toString.call(value).slice(8, -1)
  return tag === 'Object' ? 'an object' : `a ${tag}`
}
