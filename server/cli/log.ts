/** A log event as one line. Every value may come from a stranger, so nothing reaches the terminal unescaped. */
import type { LogEvent } from '../../contract/log.ts'

const LONGEST = 500

// C0, DEL and C1 steer terminals, U+2028 and U+2029 end lines, bidi controls turn them around.
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Text that cannot do anything but be read, cut to a length that a line can bear. */
export const printable = (text: string): string => clipped(text).replace(UNPRINTABLE, escaped)

const clipped = (text: string) =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text

/** `12:03:55.123 warn  message key=value`, for people. */
export function humanLine({ level, message, fields }: LogEvent, now: Date): string {
  const values = Object.entries(fields).map(([key, value]) => ` ${printable(key)}=${humanValue(value)}`)
  const time = now.toISOString().slice(11, 23)
  return `${time} ${level === 'info' ? '' : `${level}: `}${printable(message)}${values.join('')}`
}

function humanValue(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value)
  const text = printable(value)
  return /^[^\s"=]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`
}

/** `{"time":…,"level":…,"message":…}`, for programs. */
export function jsonLine({ level, message, fields }: LogEvent, now: Date): string {
  const own = { time: now.toISOString(), level, message: clipped(message) }
  const others = Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? clipped(value) : value])
  // Named twice: the first keeps them in front, the second keeps a field from replacing them.
  const line = Object.assign({ ...own }, Object.fromEntries(others), own)
  // JSON escapes C0 itself; the rest may stand in its strings as it is, but not on a terminal.
  return JSON.stringify(line).replace(UNPRINTABLE, escaped)
}
