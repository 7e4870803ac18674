/** Invitations, as calendars write them. */
import { expect, test } from 'vitest'
import { parseCalendar } from '../../client/calendar.ts'

const ics = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ics('BEGIN:VEVENT', ...lines, 'END:VEVENT')
const only = (source: string) => {
  const [first] = parseCalendar(source).events
  if (first === undefined) throw new Error('There is no event.')
  return first
}

test('an invitation tells what, when, where and who', () => {
  const source = ics(
    'PRODID:-//Example Corp.//Calendar 1.0//EN',
    'METHOD:REQUEST',
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Berlin',
    'BEGIN:STANDARD',
    'DTSTART:19701025T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:42@example.com',
    'SEQUENCE:2',
    'STATUS:CONFIRMED',
    'DTSTART;TZID=Europe/Berlin:20261121T143000',
    'DTEND;TZID="Europe/Berlin":20261121T153000',
    'SUMMARY:Review\\, quarterly\\; bring numbers',
    'DESCRIPTION:First line\\nSecond line\\\\ with a ba',
    ' ckslash',
    'LOCATION:Room 3',
    'ORGANIZER;CN="Ann: the boss":MAILTO:ann@example.com',
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;',
    ' CN=Bob Builder:mailto:bob@example.com',
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:cid@example.com',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10',
    'BEGIN:VALARM',
    'TRIGGER:-PT15M',
    'DESCRIPTION:Reminder',
    'END:VALARM',
    'END:VEVENT',
  )
  expect(parseCalendar(source)).toEqual({
    method: 'REQUEST',
    events: [
      {
        uid: '42@example.com',
        summary: 'Review, quarterly; bring numbers',
        description: 'First line\nSecond line\\ with a backslash',
        location: 'Room 3',
        start: { text: '2026-11-21T14:30:00', kind: 'zone', zone: 'Europe/Berlin' },
        end: { text: '2026-11-21T15:30:00', kind: 'zone', zone: 'Europe/Berlin' },
        duration: null,
        organizer: { name: 'Ann: the boss', address: 'ann@example.com', answer: null, role: null },
        attendees: [
          { name: 'Bob Builder', address: 'bob@example.com', answer: 'needs-action', role: 'req-participant' },
          { name: '', address: 'cid@example.com', answer: 'accepted', role: null },
        ],
        repeats: 'every 2 weeks on Mon, Wed, 10 times',
        status: 'CONFIRMED',
        sequence: 2,
      },
    ],
  })
})

test.each([
  ['DTSTART;VALUE=DATE:20261224', { text: '2026-12-24', kind: 'day', zone: null }],
  ['DTSTART:20261121T143000Z', { text: '2026-11-21T14:30:00Z', kind: 'utc', zone: null }],
  ['DTSTART:20261121T143000', { text: '2026-11-21T14:30:00', kind: 'floating', zone: null }],
  [
    'DTSTART;TZID=Eastern Standard Time:20261121T143000',
    { text: '2026-11-21T14:30:00', kind: 'zone', zone: 'Eastern Standard Time' },
  ],
  ['dtstart:20261121T143000Z', { text: '2026-11-21T14:30:00Z', kind: 'utc', zone: null }],
  ['DTSTART:tomorrow', null],
])('%s', (line, start) => {
  expect(only(event(line)).start).toEqual(start)
})

test.each([
  ['FREQ=DAILY', 'every day'],
  ['FREQ=MONTHLY;UNTIL=20271231T235959Z', 'every month, until 2027-12-31'],
  ['FREQ=WEEKLY;BYDAY=FR;WKST=MO', 'every week on Fri'],
  ['FREQ=YEARLY;COUNT=1', 'every year, 1 time'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=-1FR'],
  ['FREQ=HOURLY', 'FREQ=HOURLY'],
])('the rule %s is told as "%s"', (rule, words) => {
  expect(only(event(`RRULE:${rule}`)).repeats).toBe(words)
})

test('a cancellation with LF, tabs and several events is read, too', () => {
  const source =
    'BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nSUMMARY:A very long\n\t title\nDURATION:PT1H30M\nEND:VEVENT\n' +
    'BEGIN:VTODO\nSUMMARY:not this\nEND:VTODO\nBEGIN:VEVENT\nSUMMARY:Second\nEND:VEVENT\nEND:VCALENDAR'
  const { method, events } = parseCalendar(source)
  expect([method, events.map(({ summary }) => summary)]).toEqual(['CANCEL', ['A very long title', 'Second']])
  expect(events[0]).toMatchObject({ duration: 'PT1H30M', start: null, end: null, organizer: null, attendees: [] })
})

test.each(['', 'Hello', '<html>', 'BEGIN:VCALENDAR', 'BEGIN:VEVENT\r\nEND:VALARM', ':::\r\n;=:', 'END:VEVENT'])(
  'of %j there is no calendar to be read, and no error either',
  (source) => {
    expect(parseCalendar(source).events).toEqual([])
  },
)

test('a value in many languages and with quoted parameters stays whole', () => {
  const { summary, attendees } = only(
    event('SUMMARY;LANGUAGE=ja:会議 😀\\, 3階', 'ATTENDEE;CN="Doe; John, Jr.";X-A="b:c":mailto:j@example.com'),
  )
  expect(summary).toBe('会議 😀, 3階')
  expect(attendees).toMatchObject([{ name: 'Doe; John, Jr.', address: 'j@example.com' }])
})

test('an invitation of a megabyte made to be slow is read at once', () => {
  const started = performance.now()
  parseCalendar(event(`ATTENDEE${';A=",'.repeat(200_000)}`, `X${';A=b'.repeat(200_000)}:c`))
  expect(performance.now() - started).toBeLessThan(5_000)
})
