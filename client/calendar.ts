/** Reads an invitation (iCalendar, RFC 5545) as far as a person wants to see it: what, when, where, who. */

/** A time as it was written: of a day, in UTC, in a named zone, or wherever the reader is. */
export interface CalendarTime {
  /** `2026-11-21`, `2026-11-21T14:30:00`, or that with `Z` in UTC. */
  readonly text: string
  readonly kind: 'day' | 'utc' | 'zone' | 'floating'
  /** Of `zone`: its name, such as `Europe/Berlin`. */
  readonly zone: string | null
}

export interface CalendarPerson {
  readonly name: string
  readonly address: string
  /** `accepted`, `declined`, `tentative`, `needs-action` and the like; null where nothing is said. */
  readonly answer: string | null
  readonly role: string | null
}

export interface CalendarEvent {
  readonly uid: string
  readonly summary: string
  readonly description: string
  readonly location: string
  readonly start: CalendarTime | null
  /** As it was sent; null where a duration, or nothing, stands in its place. Of a day it is the day after the last. */
  readonly end: CalendarTime | null
  /** Such as `PT1H30M`. */
  readonly duration: string | null
  readonly organizer: CalendarPerson | null
  readonly attendees: readonly CalendarPerson[]
  /** The rule in words where it is a simple one, otherwise as it was sent. */
  readonly repeats: string | null
  readonly status: string | null
  readonly sequence: number
}

export interface Calendar {
  /** `REQUEST`, `REPLY`, `CANCEL`, `PUBLISH` …; null where none is named. */
  readonly method: string | null
  readonly events: readonly CalendarEvent[]
}

interface Property {
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
  readonly value: string
}

/** What is no calendar has no events. Never throws. */
export function parseCalendar(source: string): Calendar {
  const events: CalendarEvent[] = []
  const open: string[] = []
  let method: string | null = null
  let own: Property[] = []
  for (const line of unfolded(source)) {
    const property = propertyOf(line)
    if (property === null) continue
    const { name, value } = property
    if (name === 'BEGIN') {
      open.push(value.toUpperCase())
      if (value.toUpperCase() === 'VEVENT') own = []
    } else if (name === 'END') {
      if (open.pop() === 'VEVENT' && value.toUpperCase() === 'VEVENT') events.push(eventOf(own))
    } else if (open.at(-1) === 'VEVENT') own.push(property)
    else if (name === 'METHOD' && open.length === 1) method = value.toUpperCase()
  }
  return { method, events }
}

/** A line goes on where the next begins with white space, of which one character is not content (RFC 5545, 3.1). */
function unfolded(source: string): string[] {
  return source.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
}

/** `NAME;PARAMETER="a:b";OTHER=c:value` */
function propertyOf(line: string): Property | null {
  const [head, name = ''] = /^([A-Za-z0-9-]+)(?=[;:])/.exec(line) ?? []
  if (head === undefined) return null
  const parameters = new Map<string, string>()
  const parameter = /;([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)(?:,(?:"[^"]*"|[^";:]*))*/y
  parameter.lastIndex = head.length
  let at = head.length
  for (let found = parameter.exec(line); found !== null; found = parameter.exec(line)) {
    at = parameter.lastIndex
    parameters.set((found[1] ?? '').toUpperCase(), (found[2] ?? '').replaceAll('"', ''))
  }
  return line[at] === ':' ? { name: name.toUpperCase(), parameters, value: line.slice(at + 1) } : null
}

function eventOf(properties: readonly Property[]): CalendarEvent {
  const one = (name: string) => properties.find((property) => property.name === name)
  const text = (name: string) => unescaped(one(name)?.value ?? '')
  const organizer = one('ORGANIZER')
  const rule = one('RRULE')
  return {
    uid: text('UID'),
    summary: text('SUMMARY'),
    description: text('DESCRIPTION'),
    location: text('LOCATION'),
    start: timeOf(one('DTSTART')),
    end: timeOf(one('DTEND')),
    duration: one('DURATION')?.value ?? null,
    organizer: organizer === undefined ? null : personOf(organizer),
    attendees: properties.filter(({ name }) => name === 'ATTENDEE').map(personOf),
    repeats: rule === undefined ? null : ruleInWords(rule.value),
    status: one('STATUS')?.value.toUpperCase() ?? null,
    sequence: Number(one('SEQUENCE')?.value ?? 0) || 0,
  }
}

const unescaped = (value: string) =>
  value.replace(/\\([\\;,nN])/g, (_, char: string) => (char.toLowerCase() === 'n' ? '\n' : char))

function timeOf(property: Property | undefined): CalendarTime | null {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(property?.value.trim() ?? '') ?? []
  if (year === undefined) return null
  const date = `${year}-${month}-${day}`
  if (hour === undefined) return { text: date, kind: 'day', zone: null }
  const text = `${date}T${hour}:${minute}:${second}`
  if (utc === 'Z') return { text: `${text}Z`, kind: 'utc', zone: null }
  const zone = property?.parameters.get('TZID') ?? null
  return { text, kind: zone === null ? 'floating' : 'zone', zone }
}

function personOf({ parameters, value }: Property): CalendarPerson {
  const lower = (name: string) => parameters.get(name)?.toLowerCase() ?? null
  const address = value.replace(/^mailto:/i, '').trim()
  return { name: parameters.get('CN') ?? '', address, answer: lower('PARTSTAT'), role: lower('ROLE') }
}

const UNITS: Readonly<Record<string, string>> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `every 2 weeks on Mon, Wed, 10 times` */
function ruleInWords(rule: string): string {
  const parts = new Map(rule.split(';').map((part) => part.toUpperCase().split('=', 2) as [string, string]))
  const unit = UNITS[parts.get('FREQ') ?? '']
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean).map(dayName)
  const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'])
  if (unit === undefined || days.includes(undefined) || [...parts.keys()].some((key) => !known.has(key))) return rule
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const every = interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`
  const on = days.length === 0 ? '' : ` on ${days.join(', ')}`
  const count = parts.get('COUNT')
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '')
  const times = count === undefined ? '' : `, ${count} ${count === '1' ? 'time' : 'times'}`
  return `${every}${on}${times}${until === null ? '' : `, until ${until[1]}-${until[2]}-${until[3]}`}`
}

const dayName = (code: string) => DAYS.find((name) => name.slice(0, 2).toUpperCase() === code)
