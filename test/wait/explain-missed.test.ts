/** What a wait prints when its mail was there and does not count: taken, too early, deleted, dropped. Word for word. */
import { expect, test } from 'vitest'
import { before, explained, missed, near, text } from './situation.ts'

test('a mail that an earlier wait has taken is shown with the line that took it', () => {
  expect(
    explained({
      arrived: { claimed: 1, since: 2, total: 5 },
      nearMisses: [near('Your receipt', [{}])],
      missed: [missed('claimed', { by: 'test/reset.test.ts:41' })],
    }),
  ).toBe(text`
    No message matched within 5 s. One that matched was already taken.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  2 since this inbox was opened (5 kept in all), 1 already taken

      closest
        "Your receipt" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted "reset your password", got "Your receipt"

      matched, but already taken by an earlier wait
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: taken at test/reset.test.ts:41
        → A mail is handed out once. Make the app send another, or let the earlier wait only look:
          waitFor(…, { consume: false }).

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('taken mails are all counted, however few of them are named', () => {
  expect(
    explained({
      arrived: { claimed: 1_200, since: 1_203, total: 1_203 },
      nearMisses: [near('Your receipt', [{}])],
      missed: Array.from({ length: 5 }, () => missed('claimed')),
    }),
  ).toBe(text`
    No message matched within 5 s. 1,200 that matched were already taken.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  1,203 since this inbox was opened, 1,200 already taken

      closest
        "Your receipt" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted "reset your password", got "Your receipt"
        and 2 more that did not match

      matched, but already taken by an earlier wait
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        and 1,195 more
        → A mail is handed out once. Make the app send another, or let the earlier wait only look:
          waitFor(…, { consume: false }).

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail that `matching` passed over is told as that, and not as taken', () => {
  expect(
    explained({
      arrived: { passedOver: 1, since: 1, total: 1 },
      missed: [missed('passed_over', { by: 'test/reset.test.ts:41' })],
    }),
  ).toBe(text`
    No message matched within 5 s. One that matched was passed over by \`matching\`.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  1 since this inbox was opened, 1 passed over by \`matching\`

      matched, but passed over by \`matching\`
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test
          passed over at test/reset.test.ts:41
        → The criteria fit, but \`matching\` gave false for it: look at what that asks for.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail that serves another of the criteria is told with which, and with what helps', () => {
  expect(
    explained({
      arrived: { claimed: 1, served: 2, since: 3, total: 3 },
      missed: [missed('claimed'), missed('served', { by: 'number 1 of the 3 criteria' }), missed('served')],
    }),
  ).toBe(text`
    No message matched within 5 s. 2 that matched serve others of the criteria.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  3 since this inbox was opened, 1 already taken, 2 serve others of the criteria

      matched, but serves another of the criteria
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: serves number 1 of the 3 criteria
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        → One mail serves only one of the criteria: make the app send as many mails as are asked for.

      matched, but already taken by an earlier wait
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 1.2 s ago
        → A mail is handed out once. Make the app send another, or let the earlier wait only look:
          waitFor(…, { consume: false }).

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail from before the inbox was opened is told with the time that it came too early', () => {
  expect(
    explained({
      arrived: { matching: 0, since: 0, total: 1 },
      missed: [missed('earlier', { receivedAt: before(5_320) })],
    }),
  ).toBe(text`
    No message matched within 5 s. One that matched came too early.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing since this inbox was opened (1 kept in all)

      matched, but came before this inbox was opened
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: 120 ms before
        → Open the inbox before the app is made to send, not after.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail from before the cursor is told with its age', () => {
  expect(
    explained({
      inbox: null,
      since: '8f3ac1.17',
      wanted: '1 message: subject "reset your password"',
      viewUrl: 'http://127.0.0.1:8025/messages',
      arrived: { matching: 0, since: 0, total: 1 },
      missed: [missed('earlier', { receivedAt: before(192_000), to: ['ann@example.com'] })],
    }),
  ).toBe(text`
    No message matched within 5 s. One that matched came too early.

      wanted   1 message: subject "reset your password"
      arrived  nothing since the cursor 8f3ac1.17 (1 kept in all)

      matched, but came before the cursor 8f3ac1.17
        "Reset your password" to ann@example.com: 3 min ago
        → Take the cursor before the app is made to send, not after.

      view     http://127.0.0.1:8025/messages
  `)
})

test('a mail that somebody deleted is told with who did it and when', () => {
  expect(explained({ missed: [missed('deleted', { at: before(2_000), by: '172.18.0.4' })] })).toBe(text`
    No message matched within 5 s. One that matched was deleted.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      matched, but was deleted
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test
          deleted at 12:00:03 UTC by 172.18.0.4: another test's clean-up?
        → Let each test delete its own mail only (DELETE /api/messages?inbox=…), or none: an inbox per
          test needs no clean-up.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail that a limit dropped is told with the limits to raise', () => {
  expect(
    explained({
      arrived: { matching: 0, since: 100, total: 100 },
      evicted: 12,
      missed: [missed('evicted', { at: before(2_000) })],
    }),
  ).toBe(text`
    No message matched within 5 s. One that matched was dropped to make room.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  100 since this inbox was opened, none matched

      matched, but was dropped to make room for newer mail
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test: dropped at 12:00:03 UTC
        12 messages in all were dropped since this inbox was opened
        → Raise --max-messages or --max-memory, or keep less mail.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a dropped mail whose subject nobody had read may have been the one', () => {
  expect(
    explained({
      arrived: { matching: 0, since: 100, total: 100 },
      evicted: 1,
      missed: [missed('evicted', { subject: null, at: before(2_000) })],
    }),
  ).toBe(text`
    No message matched within 5 s. One that may have matched was dropped to make room.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  100 since this inbox was opened, none matched

      may have matched, but was dropped to make room for newer mail
        a mail to ann@t-reset-7k3m9x2p4q.mailsink.test: dropped at 12:00:03 UTC
        → Raise --max-messages or --max-memory, or keep less mail.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('dropped mails that are no longer known one by one are counted', () => {
  expect(explained({ arrived: { matching: 0, since: 100, total: 100 }, evicted: 12_000 })).toBe(text`
    No message matched within 5 s. Others were dropped to make room.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  100 since this inbox was opened, none matched

      dropped to make room
        12,000 messages, which may or may not have matched
        → Raise --max-messages or --max-memory, or keep less mail.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})
