/** Times, sizes and counts as a reader wants them: in the zone that was chosen, a unit behind every number. */

/** Whose clock is read: that of this machine, or the one that logs are written by. */
export const ZONES = ['local', 'utc'] as const
export type Zone = (typeof ZONES)[number]

const clocks = byZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const days = byZone({ day: 'numeric', month: 'short' })
const dates = byZone({ year: 'numeric', month: '2-digit', day: '2-digit' })
const relative = new Intl.RelativeTimeFormat('en-GB')
const STEPS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const
const numbers = new Intl.NumberFormat('en-GB')

/** The time of a row: `12:04:31` today, `19 Nov 12:04:31` before. Never "just now": it is compared with logs. */
export function rowTime(iso: string, now: Date, zone: Zone = 'local'): string {
  const date = new Date(iso)
  const time = clocks[zone].format(date)
  return dates[zone].format(date) === dates[zone].format(now) ? time : `${days[zone].format(date)} ${time}`
}

/** A moment to the millisecond: `2026-11-21 12:04:31.287`, with ` UTC` behind it where that was chosen. */
export function moment(iso: string, zone: Zone = 'local'): string {
  const date = new Date(iso)
  // No zone is off by a part of a second.
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  const day = dates[zone].format(date).split('/').toReversed().join('-')
  return `${day} ${clocks[zone].format(date)}.${ms}${zone === 'utc' ? ' UTC' : ''}`
}

/** How long ago, in the largest unit that fits: `4 minutes ago`. */
export function ago(iso: string, now: Date): string {
  // Nothing comes from the future: the clock of this machine is behind that of the sink.
  const seconds = Math.max(0, now.getTime() - Date.parse(iso)) / 1000
  const [unit, length] = STEPS.find(([, from]) => seconds >= from) ?? ['second', 1]
  return relative.format(-Math.floor(seconds / length), unit)
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

/** `0.3 ms`, `214 ms`, `3.21 s`, `2 min 5 s`, `36 h`. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`
  const [large, unit, small, part] = ms < 3_600_000 ? [60_000, 'min', 1000, 's'] : [3_600_000, 'h', 60_000, 'min']
  const rest = Math.floor((ms % large) / small)
  return `${Math.floor(ms / large)} ${unit}${rest === 0 ? '' : ` ${rest} ${part}`}`
}

/** A time of a transcript in its own column: always milliseconds, always one decimal, so that the digits stand in line. */
export function offset(ms: number): string {
  return ms.toFixed(1)
}

/** `12,345`. */
export function number(n: number): string {
  return numbers.format(n)
}

/** `1 message`, `12,345 messages`. */
export function count(n: number, one: string, many: string): string {
  return `${numbers.format(n)} ${n === 1 ? one : many}`
}

function byZone(shape: Intl.DateTimeFormatOptions): Record<Zone, Intl.DateTimeFormat> {
  return {
    local: new Intl.DateTimeFormat('en-GB', shape),
    utc: new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: 'UTC' }),
  }
}
