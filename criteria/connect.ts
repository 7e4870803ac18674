/** And, or and not over trees, in the fewest levels: what was typed as three conditions reads as three fields. */
import type { Criteria, Wanted } from '../contract/criteria.ts'
import { isField } from './fields.ts'

/**
 * All of them: side by side where their keys allow it, the others under `all`. Two rules about an attachment mean the
 * same one.
 */
export function allOf(parts: readonly Criteria[]): Criteria {
  const whole: Criteria = {}
  const rest: Criteria[] = []
  for (const part of parts) {
    if (!join(whole, part)) rest.push(part)
  }
  return rest.length === 0 ? whole : { ...whole, all: [...(whole.all ?? []), ...rest] }
}

/** Any of them. */
export function anyOf(parts: readonly Criteria[]): Criteria {
  const [first, ...more] = parts
  if (first && more.length === 0) return first
  return { any: parts.flatMap((part) => (part.any && isAlone(part) ? part.any : [part])) }
}

/** The opposite; of one field it is the field with `not`, so that an explanation can name the field. */
export function negated(criteria: Criteria): Criteria {
  const [key, ...more] = Object.keys(criteria)
  if (key === undefined || more.length > 0) return { not: criteria }
  if (criteria.not) return criteria.not
  if (typeof criteria.attachment === 'boolean') return { attachment: !criteria.attachment }
  if (isField(key)) return { [key]: opposite(criteria[key]) }
  const [header, ...headers] = Object.entries(criteria.header ?? {})
  if (header && headers.length === 0) return { header: Object.fromEntries([[header[0], opposite(header[1])]]) }
  return { not: criteria }
}

function opposite(wanted: Wanted = true): Wanted {
  if (typeof wanted === 'boolean') return !wanted
  if (typeof wanted === 'object' && wanted.not !== undefined && isAlone(wanted)) return wanted.not
  return { not: wanted }
}

const isAlone = (object: object) => Object.keys(object).length === 1

/** Puts a part into the whole if no key of the one is in the way of the other. */
function join(whole: Criteria, part: Criteria): boolean {
  const { header, attachment, size, time, all, ...others } = part
  const fit =
    Object.keys(others).every((key) => !Object.hasOwn(whole, key)) &&
    areApart(whole.header, header) &&
    areApart(whole.size, size) &&
    areApart(whole.time, time) &&
    isSameAttachment(whole.attachment, attachment)
  if (!fit) return false
  Object.assign(whole, others)
  if (header) whole.header = Object.fromEntries([...Object.entries(whole.header ?? {}), ...Object.entries(header)])
  if (size) whole.size = { ...whole.size, ...size }
  if (time) whole.time = { ...whole.time, ...time }
  if (attachment !== undefined) whole.attachment = bothOf(whole.attachment, attachment)
  if (all) whole.all = [...(whole.all ?? []), ...all]
  return true
}

function areApart(one: object = {}, other: object = {}): boolean {
  const taken = new Set(Object.keys(one).map((key) => key.toLowerCase()))
  return Object.keys(other).every((key) => !taken.has(key.toLowerCase()))
}

type Attachment = Criteria['attachment']

function isSameAttachment(one: Attachment, other: Attachment): boolean {
  if (one === undefined || other === undefined) return true
  if (one === false || other === false) return one === other
  return one === true || other === true || areApart(one, other)
}

/** A rule about an attachment says already that there is one. */
function bothOf(one: Attachment, other: NonNullable<Attachment>): NonNullable<Attachment> {
  if (typeof one !== 'object') return other
  return typeof other === 'object' ? { ...one, ...other } : one
}
