/** What a wait prints when more came than should have, when nothing could be proved, and when history is gone. Word for word. */
import { expect, test } from 'vitest'
import { ann, attempt, before, explained, inFlight, named, near, none, text } from './situation.ts'

test('too many messages are listed, and a mail that was sent twice is pointed out', () => {
  expect(
    explained({
      code: 'too_many',
      wanted: 'exactly 2 messages: subject "digest"',
      asked: { kind: 'some', count: 2, exact: true, per: 'message' },
      arrived: { matching: 3, since: 4, total: 4 },
      unexpected: [
        named('Your digest', { receivedAt: before(900) }),
        named('Your digest of November', { receivedAt: before(500) }),
        named('Your digest', { receivedAt: before(460) }),
      ],
    }),
  ).toBe(text`
    3 messages matched, but exactly 2 were wanted.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   exactly 2 messages: subject "digest"
      arrived  4 since this inbox was opened, 3 matched

      matched
        "Your digest" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 900 ms ago
        "Your digest of November" to ann@t-reset-7k3m9x2p4q.mailsink.test
          from shop@acme.test, 500 ms ago
        "Your digest" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 460 ms ago
        → Two of them have the same subject and recipients, 440 ms apart: does the app send it twice?

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('recipients are counted where they were asked for', () => {
  const asked = { kind: 'some', count: 4, exact: false, per: 'recipient' } as const
  const to = ['ann@example.com', 'bob@example.com', 'cas@example.com']
  expect(
    explained({
      wanted: '4 recipients: subject "digest"',
      asked,
      inbox: null,
      viewUrl: null,
      arrived: { matching: 1, since: 1, total: 1 },
      unexpected: [named('Your digest', { to })],
    }),
  ).toBe(text`
    Only 3 of 4 recipients got mail within 5 s.

      wanted   4 recipients: subject "digest"
      arrived  1 in all, 1 matched

      matched
        "Your digest" to ann@example.com, bob@example.com and cas@example.com
          from shop@acme.test, 1.2 s ago
  `)
})

test('a mail that should not have come is named in the first line', () => {
  expect(
    explained({
      code: 'unexpected_message',
      waited: 40,
      wanted: 'no message: subject "invoice"',
      asked: none,
      arrived: { matching: 1, since: 1, total: 1 },
      unexpected: [named('Your invoice', { receivedAt: before(3) })],
    }),
  ).toBe(text`
    A message came that should not have: "Your invoice" to ann@t-reset-7k3m9x2p4q.mailsink.test.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   no message: subject "invoice"
      arrived  1 since this inbox was opened, 1 matched
      came     3 ms ago, from shop@acme.test

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('several mails that should not have come are listed', () => {
  expect(
    explained({
      code: 'unexpected_message',
      wanted: 'no message: subject "invoice"',
      asked: none,
      arrived: { matching: 31, since: 31, total: 31 },
      unexpected: Array.from({ length: 10 }, (_, n) => named(`Invoice ${n + 1}`, { receivedAt: before(800 - n) })),
    }),
  ).toBe(text`
    31 messages came that should not have.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   no message: subject "invoice"
      arrived  31 since this inbox was opened, 31 matched

      matched
        "Invoice 1" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 800 ms ago
        "Invoice 2" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 799 ms ago
        "Invoice 3" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 798 ms ago
        "Invoice 4" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 797 ms ago
        "Invoice 5" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 796 ms ago
        and 26 more

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('an app that never goes quiet is told with what is under way', () => {
  expect(
    explained({
      code: 'never_quiet',
      wanted: `no message: to ${ann}`,
      asked: none,
      inFlight: [inFlight({ bytes: 812, age: 4_950 })],
    }),
  ).toBe(text`
    It never went quiet within 5 s: 1 transaction is in DATA, 812 bytes so far.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   no message: to ann@t-reset-7k3m9x2p4q.mailsink.test
      arrived  nothing; mailsink holds no mail at all

      under way
        1 transaction is in DATA, 812 bytes so far, for 5 s
          from shop@acme.test to ann@t-reset-7k3m9x2p4q.mailsink.test
        → Raise the timeout, or call this when the app has finished sending.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a refused attempt is told as one where it counts', () => {
  const refused = attempt(
    { code: 550, enhanced: '5.1.1', text: 'RCPT was refused: No such user' },
    `C: RCPT TO:<${ann}>
     S: 550 5.1.1 No such user`,
    { to: [ann] },
  )
  expect(explained({ code: 'refused_attempt', wanted: `no message: to ${ann}`, asked: none, attempts: [refused] }))
    .toBe(text`
    Nothing came, but somebody tried: a mail to ann@t-reset-7k3m9x2p4q.mailsink.test was refused with 550 5.1.1.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   no message: to ann@t-reset-7k3m9x2p4q.mailsink.test
      arrived  nothing; mailsink holds no mail at all

      refused (C: the client, S: mailsink)
        RCPT was refused: No such user (550 5.1.1)
        1.4 s ago, from 172.18.0.5 to the smtp listener, for ann@t-reset-7k3m9x2p4q.mailsink.test
          C: RCPT TO:<ann@t-reset-7k3m9x2p4q.mailsink.test>
          S: 550 5.1.1 No such user

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a barrier that never comes proves nothing', () => {
  expect(
    explained({
      wanted: '1 message to wait for: subject "sentinel"',
      asked: { kind: 'none', quiet: 250, timeout: 5000, barrier: true },
      arrived: { matching: 0, since: 1, total: 1 },
      nearMisses: [near('Sentry alert', [{ want: '"sentinel"' }])],
    }),
  ).toBe(text`
    The mail to wait for did not come within 5 s, so nothing is proved. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message to wait for: subject "sentinel"
      arrived  1 since this inbox was opened, none matched

      closest
        "Sentry alert" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted "sentinel", got "Sentry alert"

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('after a restart the way out is a new place to count from', () => {
  expect(
    explained({
      code: 'history_lost',
      wanted: '1 message: to ann@example.com',
      inbox: null,
      since: '8f3ac1.17',
      viewUrl: 'http://127.0.0.1:8025/messages',
    }),
  ).toBe(text`
    The history is lost: mailsink was restarted since, or never gave out the cursor 8f3ac1.17.

      wanted   1 message: to ann@example.com

      → Open a new inbox, or take a new cursor (GET /api/cursor), and count from there.

      view     http://127.0.0.1:8025/messages
  `)
})

test('when a limit dropped what should have been counted, nothing is claimed', () => {
  expect(explained({ code: 'history_lost', wanted: 'no message: subject "invoice"', asked: none, evicted: 1200 }))
    .toBe(text`
    The history is lost: 1,200 messages were dropped to make room, so it is not proved that none came.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   no message: subject "invoice"

      → Raise --max-messages or --max-memory, or keep less mail.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})
