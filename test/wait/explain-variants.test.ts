/** The shorter sentences of an explanation, in the forms that depend on numbers and on the kind of inbox. */
import { expect, test } from 'vitest'
import type { Inbox } from '../../contract/inbox.ts'
import {
  ann,
  attempt,
  before,
  explained,
  inbox,
  inFlight,
  missed,
  named,
  near,
  none,
  type Situation,
} from './situation.ts'

const exactly = (count: number) => ({ kind: 'some', count, exact: true, per: 'message' }) as const
const two = [named('A'), named('B')]

const firstLines: readonly (readonly [Situation, string])[] = [
  [{ waited: 0 }, 'No message matched so far (the timeout was 0). No mail came to this inbox.'],
  [{ waited: 250, inbox: null }, 'No message matched within 250 ms. No mail came at all.'],
  [{ waited: 90_000, connections: { since: 0 } }, 'No message matched within 90 s. Nobody connected.'],
  [
    { nearMisses: [near('A', [{ field: 'from' }, { field: 'header.X-Run' }, { field: 'subject' }])] },
    'No message matched within 5 s. The closest differs in its sender, header X-Run and subject.',
  ],
  [{ nearMisses: [near('A', [{ field: 'not (subject)' }])] }, 'No message matched within 5 s. One came close.'],
  [
    { missed: [missed('claimed'), missed('claimed')] },
    'No message matched within 5 s. 2 that matched were already taken.',
  ],
  [
    { attempts: [attempt({ code: 550, text: 'RCPT was refused: No' }, '')], inFlight: [inFlight({})] },
    'No message matched within 5 s. One is still being sent.',
  ],
  [
    {
      asked: { kind: 'some', count: 3, exact: false, per: 'message' },
      arrived: { matching: 2, since: 2, total: 2 },
      unexpected: two,
    },
    'Only 2 of 3 messages came within 5 s.',
  ],
  [{ code: 'too_many', asked: exactly(1), unexpected: two }, '2 messages matched, but exactly 1 was wanted.'],
  [{ code: 'too_many', asked: exactly(0), unexpected: [named('A')] }, '1 message matched, but none was wanted.'],
  [
    { code: 'too_many', asked: { ...exactly(2), per: 'recipient' }, unexpected: [named('A', { to: ['a', 'b', 'c'] })] },
    '3 recipients got mail, but exactly 2 were wanted.',
  ],
  [
    { code: 'never_quiet', asked: none },
    'It never went quiet within 5 s: something was said again before it had been silent for 250 ms.',
  ],
  [
    { code: 'never_quiet', asked: exactly(2) },
    'It never went quiet within 5 s: something was said again before it had been silent for long enough.',
  ],
  [
    { code: 'never_quiet', asked: none, inFlight: [inFlight({}), inFlight({ stage: 'envelope' })] },
    'It never went quiet within 5 s: 2 conversations were still under way.',
  ],
  [
    {
      code: 'refused_attempt',
      asked: none,
      attempts: [attempt({ text: 'The mail was cut off after 12 bytes, before the dot that ends it.' }, '')],
    },
    'Nothing came, but somebody tried: The mail was cut off after 12 bytes, before the dot that ends it.',
  ],
  [
    { code: 'history_lost', asked: exactly(2), evicted: 1 },
    'The history is lost: 1 message was dropped to make room, so it is not known how many matched.',
  ],
]

test.each(firstLines.map(([situation, line]) => [line, situation] as const))('%s', (line, situation) => {
  expect(explained(situation).split('\n')[0]).toBe(line)
})

const id = 't-reset-7k3m9x2p4q'
const plain: Inbox = { ...inbox, name: null, domain: null, address: null }
const inboxes: readonly (readonly [Inbox, string, string])[] = [
  [inbox, `"reset": mail to any address at ${inbox.domain}`, `Did the app send to an address at ${inbox.domain}?`],
  [
    { ...plain, isolate: 'plus', address: `inbox+${id}@mailsink.test` },
    `mail to inbox+${id}@mailsink.test`,
    `Did the app keep the part after the + in inbox+${id}@mailsink.test?`,
  ],
  [{ ...plain, isolate: 'auth', user: id }, `mail sent with the login ${id}`, `Does the app log in as ${id}?`],
  [
    { ...plain, isolate: 'header', header: { name: 'X-Mailsink-Inbox', value: id } },
    `mail with the header X-Mailsink-Inbox: ${id}`,
    `Does the app set the header X-Mailsink-Inbox: ${id} on its mail?`,
  ],
]

test.each(inboxes)('an inbox is named by what makes mail its own, and that is asked for', (one, row, question) => {
  const text = explained({ inbox: one })
  expect(text).toContain(`  inbox    ${row}\n`)
  expect(text).toContain(
    `    1 SMTP connection since this inbox was opened, without mail for this inbox.\n    → ${question}\n`,
  )
})

test.each([
  [inFlight({ bytes: 1 }), `1 transaction is in DATA, 1 byte so far, for 900 ms\n      from shop@acme.test to ${ann}`],
  [
    inFlight({ bytes: 2_340_000, from: '', to: ['a@b'] }),
    '1 transaction is in DATA, 2.3 MB so far, for 900 ms: from <> to a@b',
  ],
  [inFlight({ stage: 'envelope', to: [] }), '1 transaction is before DATA, for 900 ms: from shop@acme.test'],
  [
    inFlight({ stage: 'envelope', scope: 'possible', from: null, to: [] }),
    "1 transaction is before DATA, for 900 ms (perhaps another test's)",
  ],
  [
    inFlight({ stage: 'connecting', scope: 'possible', from: null, to: [] }),
    '1 connection has said nothing yet; it opened 900 ms ago',
  ],
])('what is under way is told by how far it is', (one, line) => {
  expect(explained({ inFlight: [one] })).toContain(`\n  under way\n    ${line}\n`)
})

test.each([
  [{ inFlight: [inFlight({ stage: 'connecting', scope: 'possible' })] }, 'Look why the client says nothing.'],
  [{ inFlight: [inFlight({})], waited: 0 }, 'Give it a timeout.'],
])('what to do about something under way hangs on what it is', (situation, advice) => {
  expect(explained(situation)).toContain(`\n    → ${advice}\n`)
})

test('a mail that does not get on is not waited for', () => {
  expect(explained({ inFlight: [inFlight({ age: 192_000 })] })).toContain(
    '\n    → For 3 min it has not come to its end: look why the app does not finish it.\n',
  )
})

test('without a listener nobody can connect', () => {
  expect(explained({ inbox: null, connections: { since: 0, last: null, listening: [] } })).toContain(
    '\n  nobody can connect\n    No SMTP listener is on.\n    → Switch one on, such as with --smtp-port 1025.\n',
  )
})

test('without an inbox and a cursor, nobody connected since the start', () => {
  expect(explained({ inbox: null, connections: { since: 0, last: null } })).toContain(
    '\n    No SMTP connection since mailsink started.\n',
  )
})

test('after a cursor within an inbox both are named', () => {
  expect(explained({ since: '8f3ac1.40', arrived: { matching: 0, since: 2, total: 9 } })).toContain(
    '\n  arrived  2 in this inbox since the cursor 8f3ac1.40 (9 kept in all), none matched\n',
  )
})

test.each([
  [3, '3 ms'],
  [1_240, '1.2 s'],
  [14_200, '14 s'],
  [192_000, '3 min'],
  [7_500_000, '2 h'],
  [260_000_000, '3 days'],
])('%i ms are said as %s', (ms, said) => {
  expect(explained({ nearMisses: [near('A', [{}], { receivedAt: before(ms) })] })).toContain(`, ${said} ago\n`)
})

test('a mail of the very moment, or of a clock that is ahead, came just now', () => {
  expect(explained({ nearMisses: [near('A', [{}], { receivedAt: before(-50) })] })).toContain(
    `"A" to ${ann}, just now\n`,
  )
})
