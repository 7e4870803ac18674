/** From the criteria of a test to those of the API: regular expressions become patterns, dates become text. */
import type * as Wire from '../contract/criteria.ts'
import type { Criteria } from './criteria.ts'
import { BadRequestError } from './errors.ts'

/**
 * An unknown key is passed on as it is: the sink knows which one was meant. Throws BadRequestError for a field that is
 * undefined: left off, as JSON would, it would match any mail.
 */
export function spelled(criteria: Criteria): Wire.Criteria {
  return spell(criteria, '') as Wire.Criteria
}

function spell(value: unknown, place: string): unknown {
  if (isRegExp(value)) return patternOf(value)
  if (isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (Array.isArray(value)) return value.map((one, index) => spell(one, `${place}[${index}]`))
  if (typeof value !== 'object' || value === null) return value
  // Names of header fields are anybody's, `matches` too.
  const isRule = !/(^|\.)header$/.test(place)
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      const name = place === '' ? key : `${place}.${key}`
      if (inner === undefined)
        throw new BadRequestError(
          `The criterion "${name}" is undefined, and without it any mail would do. Give it a value, or leave it out.`,
        )
      if (isRule && key === 'matches' && isRegExp(inner)) return Object.entries(patternOf(inner))
      return [[key, spell(inner, name)] as const]
    }),
  )
}

/** As it is written: without the flag `i` the case counts. */
function patternOf({ source, flags }: RegExp): { matches: string; flags: string } {
  return { matches: source, flags: flags.replaceAll(/[^ims]/g, '') }
}

// By what they are and not by their class: Jest runs each test file among classes of its own.
const isRegExp = (value: unknown): value is RegExp => Object.prototype.toString.call(value) === '[object RegExp]'
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'
