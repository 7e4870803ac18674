/**
 * What a single value has to be, in whichever spelling it came. `place` begins the sentence about a wrong one:
 * `"subject.is"`, or `"larger:" at position 3`.
 */
import type { SizeRule, TimeRule } from '../contract/criteria.ts'
import { readBytes } from './bytes.ts'
import { CriteriaError } from './error.ts'
import { LIMITS, LISTENERS } from './fields.ts'
import { nearest } from './nearest.ts'
import { shown } from './suggest.ts'
import { readTime } from './time.ts'

/** A text to compare with. A blank one would be in every text that there is, and is a mistake. */
export function checkText(place: string, text: string): string {
  if (text.trim() === '') throw new CriteriaError(`${place} is empty. Leave it off, or say what is wanted.`)
  return checkLength(place, text)
}

/** A regular expression; a single space is one. Whether RE2 takes it is known when it is compiled. */
export function checkPattern(place: string, pattern: string): string {
  if (pattern === '') throw new CriteriaError(`${place} is empty. Leave it off, or say what is wanted.`)
  return checkLength(place, pattern)
}

function checkLength(place: string, text: string): string {
  if (text.length <= LIMITS.characters) return text
  throw new CriteriaError(`${place} has ${text.length} characters, but may have ${LIMITS.characters}.`)
}

/** Flags of a regular expression. None is a choice too: without `i` the case counts. */
export function checkFlags(place: string, flags: string): string {
  if (/^[ims]*$/.test(flags) && new Set(flags).size === flags.length) return flags
  throw new CriteriaError(`${place} is ${shown(flags)}, but may hold i, m and s, each once.`)
}

export function checkHeaderName(place: string, name: string): string {
  if (/^[!-9;-~]{1,200}$/.test(name)) return name
  throw new CriteriaError(
    `${place} names the header field ${shown(name)}, but such a name has no spaces, no colon, and only letters of ASCII.`,
  )
}

/** The name of a listener, or a pattern with `*` that fits one. */
export function checkListener(place: string, name: string): string {
  const parts = name.toLowerCase().split('*')
  if (LISTENERS.some((listener) => fits(listener, parts))) return name
  throw new CriteriaError(
    `${place} is ${shown(name)}, which is no listener. Did you mean "${nearest(name, LISTENERS)}"? Known: ${LISTENERS.join(', ')}.`,
  )
}

/** Whether a text is these parts in this order, with anything between them. */
function fits(text: string, [first = '', ...parts]: string[]): boolean {
  const last = parts.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** Bytes, from a number or as people write them (`10k`). */
export function checkSize(place: string, size: string | number): number {
  const bytes = typeof size === 'number' ? size : readBytes(size)
  if (bytes !== null && Number.isSafeInteger(bytes) && bytes >= 0) return bytes
  const given = typeof size === 'number' ? String(size) : shown(size)
  throw new CriteriaError(`${place} is ${given}, but has to be a size in bytes, such as 10240, 10k or 1.5m.`)
}

/** A time in ISO 8601, normalised to UTC with milliseconds. */
export function checkTime(place: string, text: string): string {
  const read = readTime(text)
  if ('time' in read) return read.time
  throw new CriteriaError(`${place} is ${shown(text)}, ${read.wrong}.`)
}

/** Refuses bounds that nothing lies between: a wait for that could only time out. */
export function checkSizeRule(place: string, { above, below }: SizeRule): void {
  if (below !== undefined && below <= (above ?? -1) + 1)
    throw new CriteriaError(
      `${place} asks for ${above === undefined ? '' : `more than ${above} and `}less than ${below} bytes, which no mail has.`,
    )
}

export function checkTimeRule(place: string, { after, before }: TimeRule): void {
  if (after !== undefined && before !== undefined && after >= before)
    throw new CriteriaError(`${place} asks for mail from ${after} on and before ${before}, which is no time at all.`)
}
