/** Points in time: as ISO 8601 writes them, checked against the calendar, and as so long ago. */
import { readDuration } from './duration.ts'

const MONTHS = 'January, February, March, April, May, June, July, August, September, October, November, December'.split(
  ', ',
)

/** The first day that a year of four digits can name. */
const EARLIEST = Date.parse('0000-01-01')

// A `+` that was not escaped in a URL arrives as a space; before an offset it can be nothing else.
const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([-+ ])(\d\d)(?::?(\d\d))?)?)?$/i

/**
 * A date (`2026-11-01`, its midnight in UTC), or a date and time with a zone (`2026-11-01T08:30Z`,
 * `2026-11-01T08:30:00.250+02:00`). Gives the time as ISO 8601 in UTC with milliseconds, finer parts cut off; otherwise
 * `wrong`, the rest of the sentence that began with `... is "2026-02-31", `.
 */
export function readTime(text: string): { readonly time: string } | { readonly wrong: string } {
  const parts = WRITTEN.exec(text.trim())
  if (!parts)
    return { wrong: 'but has to be a date such as 2026-11-01, or a date and time such as 2026-11-01T08:30:00Z' }
  const [, year, month, day, hour, minute, second, fraction, utc, sign, offsetHour, offsetMinute] = parts
  const name = MONTHS[Number(month) - 1]
  if (!name) return { wrong: `but there is no month ${month}` }
  const days = daysOf(Number(year), Number(month))
  if (Number(day) < 1 || Number(day) > days) return { wrong: `but ${name} ${year} has the days 1 to ${days}` }
  if (!isClock(hour, minute) || !isClock('00', second)) return { wrong: 'but no day has that time' }
  if (hour !== undefined && !utc && !sign)
    return { wrong: 'but a time needs its zone: add Z for UTC, or an offset such as +02:00' }
  if (!isClock(offsetHour, offsetMinute)) return { wrong: 'but no zone has that offset' }

  const clock = `${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}`
  const offset = (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * (sign === '-' ? -1 : 1)
  const time = new Date(Date.parse(`${year}-${month}-${day}T${clock}Z`) - offset * 60_000).toISOString()
  // An offset can push the first and the last day of all out of the four digits of a year.
  return time.length === 24 ? { time } : { wrong: 'but in UTC that is not in the years 0000 to 9999' }
}

/** `5m` or `1h` before `now`, written the same way; null for what is no duration with a unit. */
export function timeAgo(text: string, now: Date): string | null {
  const duration = /[a-z]$/.test(text.trim()) ? readDuration(text) : null
  return duration === null ? null : new Date(Math.max(EARLIEST, now.getTime() - duration)).toISOString()
}

/** The calendar repeats every 400 years, and Date takes years below 100 for those of the last century. */
const daysOf = (year: number, month: number) => new Date(Date.UTC(year + 400, month, 0)).getUTCDate()

const isClock = (hour = '00', minute = '00') => Number(hour) < 24 && Number(minute) < 60
