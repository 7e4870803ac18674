/** Criteria as a flat query string: `to=ann@x.test&subject.startsWith=Re&not.has=link`. Escaping is all the quoting. */
import type { Criteria, MatchRule } from '../contract/criteria.ts'
import { readCriteria } from './check.ts'
import { allOf, negated } from './connect.ts'
import { CriteriaError } from './error.ts'
import { ATTACHMENT_KEYS, FIELD_NAMES, HAS, isField, OPERATORS, SIZE_KEYS, TIME_KEYS, type Operator } from './fields.ts'
import { distance, nearest } from './nearest.ts'
import { parseQuery } from './q.ts'
import { meantBy, shown } from './suggest.ts'
import { checkHeaderName, checkListener, checkPattern, checkSize, checkText, checkTime } from './values.ts'

/**
 * Reads the query parameters that are not the route's own (`others` are the names of these, for suggestions). Null when
 * there are none.
 *
 * - `to=`, `subject=` and so on: a value, or `true` (there is one) or `false` (there is none);
 * - `subject.is=`, `.contains=`, `.startsWith=`, `.matches=`: the value as it stands, also the word `true`;
 * - `header.X-Run=`, `attachment=true`, `attachment.filename=`, `attachment.type=`, `size.above=10k`, `size.below=`,
 *   `time.after=`, `time.before=`, `has=attachment,link`, and `q=` for the search language;
 * - `not.` in front of any of them.
 *
 * All have to hold, also two of the same name. Throws CriteriaError.
 */
export function criteriaOf(
  pairs: readonly (readonly [name: string, value: string])[],
  others: readonly string[],
): Criteria | null {
  if (pairs.length === 0) return null
  return readCriteria(allOf(pairs.flatMap(([name, value]) => conditions(name, value, others))))
}

function conditions(name: string, value: string, others: readonly string[]): Criteria[] {
  const found = name.startsWith('not.')
    ? positive(name, name.slice(4), value)?.map(negated)
    : positive(name, name, value)
  if (!found) throw new CriteriaError(unknownParameter(name, others))
  return found
}

/** What a parameter without its `not.` asks for; null for a name that does not exist. `given` is its whole name. */
function positive(given: string, name: string, value: string): Criteria[] | null {
  const place = shown(given)
  const [, object, key = ''] = /^(size|time|header)\.(.*)$/s.exec(name) ?? []
  if (name === 'q') return [parseQuery(checkGiven(place, value))]
  if (name === 'has')
    return checkGiven(place, value)
      .split(',')
      .map((item) => readHas(place, item.trim()))
  if (name === 'attachment') return [{ attachment: readFlag(place, value) }]
  if (object === 'header') return [headerOf(given, key, value)]
  if (object === 'size' && isOneOf(SIZE_KEYS, key))
    return [{ size: { [key]: checkSize(place, checkGiven(place, value)) } }]
  if (object === 'time' && isOneOf(TIME_KEYS, key))
    return [{ time: { [key]: checkTime(place, checkGiven(place, value)) } }]
  const [field, operator] = split(name)
  const [, part = ''] = /^attachment\.(.*)$/s.exec(field) ?? []
  if (isOneOf(ATTACHMENT_KEYS, part)) return [{ attachment: { [part]: matchOf(place, operator, value) } }]
  if (!isField(field)) return null
  if (field === 'listener' && isName(operator, value)) checkListener(place, value)
  return [{ [field]: operator === null ? wantedOf(given, value) : matchOf(place, operator, value) }]
}

/** The last part of a name, after a dot, is an operator if there is one of that name. */
function split(name: string): [field: string, operator: Operator | null] {
  const dot = name.lastIndexOf('.')
  const last = name.slice(dot + 1)
  return dot > 0 && isOneOf(OPERATORS, last) ? [name.slice(0, dot), last] : [name, null]
}

function headerOf(given: string, name: string, value: string): Criteria {
  const [header, operator] = split(name)
  const slip = /\.([a-z]+)$/i.exec(operator ? '' : header)?.[1]
  const meant = slip && nearest(slip, OPERATORS)
  // A header field may have a dot in its name, but hardly ends in `.match`: that would match nothing, and say nothing.
  if (meant && distance(slip.toLowerCase(), meant.toLowerCase()) <= (meant.length > 2 ? 2 : 0)) {
    const wanted = `${given.slice(0, -slip.length)}${meant}`
    throw new CriteriaError(
      `There is no operator ${shown(slip)} in ${shown(given)}. Did you mean "${wanted}"? Known: ${OPERATORS.join(', ')}.`,
    )
  }
  if (header === '') throw new CriteriaError(`${shown(given)} needs a name, as in header.X-Run=7.`)
  checkHeaderName(shown(given), header)
  const wanted = operator === null ? wantedOf(given, value) : matchOf(shown(given), operator, value)
  return { header: Object.fromEntries([[header, wanted]]) }
}

function wantedOf(given: string, value: string): string | boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  if (value.trim() === '') {
    const way = given.startsWith('not.')
      ? `${given.slice(4)}=true where there is to be one`
      : `${given}=false where there is to be none`
    throw new CriteriaError(`${shown(given)} is empty. Leave it off, or say ${way}.`)
  }
  return checkText(shown(given), value)
}

function matchOf(place: string, operator: Operator | null, value: string): string | MatchRule {
  if (operator === null) return checkText(place, value)
  return { [operator]: operator === 'matches' ? checkPattern(place, value) : checkText(place, value) }
}

const isName = (operator: Operator | null, value: string) =>
  operator === 'is' || (operator === null && !['true', 'false', ''].includes(value))

function checkGiven(place: string, value: string): string {
  if (value.trim() === '') throw new CriteriaError(`${place} is empty. Leave it off, or say what is wanted.`)
  return value
}

function readHas(place: string, item: string): Criteria {
  if (isOneOf(HAS, item)) return { [item]: true }
  throw new CriteriaError(`${place} is ${shown(item)}. Did you mean "${nearest(item, HAS)}"? Known: ${HAS.join(', ')}.`)
}

function readFlag(place: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  throw new CriteriaError(
    `${place} is ${shown(value)}, but has to be true or false. A name goes into attachment.filename, a type into attachment.type.`,
  )
}

const isOneOf = <Key extends string>(keys: readonly Key[], key: string): key is Key =>
  (keys as readonly string[]).includes(key)

/** Word for word as the routes say it of their own. */
function unknownParameter(name: string, others: readonly string[]): string {
  const objects = [
    ...ATTACHMENT_KEYS.map((key) => `attachment.${key}`),
    ...SIZE_KEYS.map((key) => `size.${key}`),
    ...TIME_KEYS.map((key) => `time.${key}`),
  ]
  const known = [...others, 'q', 'has', ...FIELD_NAMES, 'header.<name>', 'attachment', ...objects, 'not.<criterion>']
  const [negation, plain] = name.startsWith('not.') ? ['not.', name.slice(4)] : ['', name]
  const [field = '', operator] = plain.split('.')
  const operators = isField(field) && operator !== undefined ? OPERATORS.map((one) => `${field}.${one}`) : []
  const meant =
    isField(field) && operator === 'not'
      ? `not.${field}`
      : `${negation}${meantBy(plain, operators[0] ? operators : known)}`
  return `There is no query parameter ${shown(name)} here. Did you mean "${meant}"? Known: ${known.join(', ')}.`
}
