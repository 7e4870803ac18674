/** What a wait prints when nothing came, or not all yet, or nobody connected. Word for word. */
import { expect, test } from 'vitest'
import { before, explained, inFlight, named, near, text } from './situation.ts'

test('a mail in the middle of its DATA asks for a longer timeout', () => {
  expect(explained({ inFlight: [inFlight({ bytes: 120_000, age: 4_200 })] })).toBe(text`
    No message matched within 5 s. One is still being sent.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      under way
        1 transaction is in DATA, 120 kB so far, for 4.2 s
          from shop@acme.test to ann@t-reset-7k3m9x2p4q.mailsink.test
        → Raise the timeout: after 5 s it was still coming.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('when nobody has ever connected, the address and the usual mistake are named', () => {
  expect(explained({ connections: { since: 0, last: null }, vacuous: true })).toBe(text`
    No message matched within 5 s. Nobody connected.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      nobody connected
        No SMTP connection since this inbox was opened (last one: never).
        mailsink listens at smtp://127.0.0.1:1025.
        → Does the app use that address? Inside compose, "localhost" is the app's own container: use the
          service's name.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('when somebody connected only before, it is said how long before', () => {
  expect(
    explained({
      arrived: { matching: 0, since: 0, total: 3 },
      connections: {
        since: 0,
        last: before(19_200),
        listening: ['smtp://127.0.0.1:1025', 'smtp://127.0.0.1:1587', 'smtps://127.0.0.1:1465'],
      },
    }),
  ).toBe(text`
    No message matched within 5 s. Nobody connected.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing since this inbox was opened (3 kept in all)

      nobody connected
        No SMTP connection since this inbox was opened (last one: 14 s before).
        mailsink listens at smtp://127.0.0.1:1025, smtp://127.0.0.1:1587 and smtps://127.0.0.1:1465.
        → Does the app use one of these addresses? Inside compose, "localhost" is the app's own
          container: use the service's name.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('when others connected, it is asked whether the app used the address of the inbox', () => {
  expect(explained({ arrived: { matching: 0, since: 0, total: 7 }, connections: { since: 7 } })).toBe(text`
    No message matched within 5 s. No mail came to this inbox.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing since this inbox was opened (7 kept in all)

      connected, but sent nothing here
        7 SMTP connections since this inbox was opened, none with mail for this inbox.
        → Did the app send to an address at t-reset-7k3m9x2p4q.mailsink.test?

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('when only some of the mails came, those are listed', () => {
  expect(
    explained({
      wanted: '2 messages: subject "digest"',
      asked: { kind: 'some', count: 2, exact: false, per: 'message' },
      arrived: { matching: 1, since: 2, total: 2 },
      unexpected: [named('Your digest')],
      nearMisses: [near('Your receipt', [{ want: '"digest"' }])],
    }),
  ).toBe(text`
    Only 1 of 2 messages came within 5 s. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   2 messages: subject "digest"
      arrived  2 since this inbox was opened, 1 matched

      matched
        "Your digest" to ann@t-reset-7k3m9x2p4q.mailsink.test, from shop@acme.test, 1.2 s ago

      closest
        "Your receipt" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted "digest", got "Your receipt"

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})
