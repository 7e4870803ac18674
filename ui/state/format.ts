/** Times, sizes and counts as a reader wants them: local time, a unit behind every number. */

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const numbers = new Intl.NumberFormat('en-GB')

/** The time of a row: `12:04:31` today, `19 Nov 12:04:31` before. Never "just now": it is compared with logs. */
export function rowTime(iso: string, now: Date): string {
  const date = new Date(iso)
  return sameDay(date, now) ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`
}

/** A moment to the millisecond, in local time: `2026-11-21 12:04:31.287`. */
export function moment(iso: string): string {
  const date = new Date(iso)
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock.format(date)}.${ms}`
}

/** `817 bytes`, `3.2 kB`, `14 MB`: decimal units, two figures that count. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const units = ['kB', 'MB', 'GB']
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** `0.3 ms`, `214 ms`, `3.21 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`
}

/** A time of a transcript in its own column: always milliseconds, always one decimal, so that the digits stand in line. */
export function offset(ms: number): string {
  return ms.toFixed(1)
}

/** `1 message`, `12,345 messages`. */
export function count(n: number, one: string, many: string): string {
  return `${numbers.format(n)} ${n === 1 ? one : many}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate()
}
