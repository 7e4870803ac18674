/** Numbers and times of a rule as they are asked for. */
import { readDuration } from '../../../criteria/duration.ts'
import { wrong } from './told.ts'

const UNITS = [
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
] as const

/** A whole number within bounds. */
export function readNumber(place: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw wrong(place, value, `a whole number from ${least} to ${most}`)
}

/** Milliseconds, from a number or as people write them. */
export function readTime(place: string, value: unknown, least: number, most: number): number {
  const time = typeof value === 'string' ? readDuration(value) : value
  if (typeof time === 'number' && Number.isInteger(time) && time >= least && time <= most) return time
  throw wrong(place, value, `a time from ${inWords(least)} to ${inWords(most)}, such as 500ms, 2s or 5m`)
}

/** How often a rule strikes; null is without a bound. */
export function readTimes(value: unknown, most: number): number | null {
  if (value === null) return null
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw wrong('times', value, `a whole number from 1 to ${most}, or null to strike each time`)
}

/** A chance above 0, up to 1. */
export function readProbability(value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= 1) return value
  const isPercent = typeof value === 'number' && value > 1 && value <= 100
  const hint = isPercent ? `. For ${value} % write ${value / 100}` : value === 0 ? '. With 0 it would never strike' : ''
  throw wrong('probability', value, `a number above 0, up to 1${hint}`)
}

/** A time in its largest unit that makes it a whole number: `90 s`. */
export function inWords(ms: number): string {
  for (const [length, unit] of UNITS) if (ms >= length && ms % length === 0) return `${ms / length} ${unit}`
  return `${ms} ms`
}
