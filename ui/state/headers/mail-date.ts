/** Reads the date of a header field (RFC 5322, section 3.3). The browser's own reader takes `hello 5` for a date. */

export interface MailDate {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Minutes east of Greenwich as it was written; null where no zone that we know was. */
  readonly offset: number | null
}

const WRITTEN =
  /^(?:[a-z]{2,9}\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([+-]\d{4}|[a-z]{1,5})?/i
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
const ZONES: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
}

/** Null for what is no date. */
export function mailDate(text: string): MailDate | null {
  const match = WRITTEN.exec(text.slice(0, 200).trim())
  if (match === null) return null
  const [, day, name = '', written, hour, minute, second, zone] = match
  const month = MONTHS.indexOf(name.toLowerCase()) / 3
  // Two digits mean 1950 to 2049, three count from 1900 (RFC 5322, section 4.3).
  const short = Number(written)
  const year = written?.length === 2 ? short + (short < 50 ? 2000 : 1900) : written?.length === 3 ? short + 1900 : short
  if (!Number.isInteger(month) || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59) return null
  const offset = offsetOf(zone)
  const local = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second ?? 0))
  return { at: local - (offset ?? 0) * 60_000, offset }
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return null
  const number = /^([+-])(\d\d)(\d\d)$/.exec(zone)
  if (number === null) return ZONES[zone.toUpperCase()] ?? null
  return (number[1] === '-' ? -1 : 1) * (Number(number[2]) * 60 + Number(number[3]))
}

/** `4 s`, `12 min`, `3 h`, `2 days`: how far two clocks are apart, as one would say it. */
export function roughly(ms: number): string {
  const seconds = Math.abs(ms) / 1000
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  if (seconds < 129_600) return `${Number((seconds / 3600).toFixed(seconds < 36_000 ? 1 : 0))} h`
  const days = Math.round(seconds / 86_400)
  return days < 800 ? `${days} days` : `${Math.round(days / 365)} years`
}
