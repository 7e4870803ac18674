/** When an invitation is for, as the reader's clock will show it; and as it was written. */
import type { CalendarTime } from '../../../client/calendar.ts'

/** The moment, in ISO 8601 and UTC; null for a day, for a time without a zone, and for a zone that the browser does not know. */
export function momentOf({ text, kind, zone }: CalendarTime): string | null {
  if (kind === 'utc') return isoOf(Date.parse(text))
  if (kind !== 'zone' || zone === null) return null
  const wall = Date.parse(`${text}Z`)
  try {
    // The first guess takes the wall clock for UTC; at a change of the clocks it is off by what changed, so it is made twice.
    const guess = wall - offsetAt(wall, zone)
    return isoOf(wall - offsetAt(guess, zone))
  } catch {
    return null
  }
}

/** Milliseconds that the clocks of a zone are ahead of UTC. Throws for a zone that nobody knows. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone.replace(/^\//, ''),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - at
}

const isoOf = (at: number) => (Number.isNaN(at) ? null : new Date(at).toISOString())

/** `2026-11-25 09:00 America/New_York`, `2026-11-25`, `2026-11-25 14:00 UTC`. */
export function asWritten({ text, kind, zone }: CalendarTime): string {
  if (kind === 'day') return text
  const clock = text.slice(0, 16).replace('T', ' ')
  return kind === 'utc' ? `${clock} UTC` : zone === null ? clock : `${clock} ${zone}`
}

/** The last day of an event of whole days: its end is written as the day after. */
export function lastDay(end: CalendarTime): string {
  const at = Date.parse(`${end.text}T00:00:00Z`) - 86_400_000
  return Number.isNaN(at) ? end.text : new Date(at).toISOString().slice(0, 10)
}
