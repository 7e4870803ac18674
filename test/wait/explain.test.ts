/** What a wait prints that ended with mail, but not with the one that was wanted. Word for word. */
import { expect, test } from 'vitest'
import { ann, before, explained, inbox, near, text } from './situation.ts'

const oneCame = { matching: 0, since: 1, total: 5 }

test('a wrong subject is shown beside the one that was wanted', () => {
  expect(explained({ arrived: oneCame, nearMisses: [near('Reset your pasword', [{}])] })).toBe(text`
    No message matched within 5 s. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  1 since this inbox was opened (5 kept in all), none matched

      closest
        "Reset your pasword" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted "reset your password", got "Reset your pasword"

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a subject in another case is shown with the flag that would let it pass', () => {
  const failed = {
    want: 'matches /Reset your password/',
    hint: 'case matters in the pattern: it would match with the flag i',
  }
  expect(
    explained({
      wanted: `1 message: to ${ann}, subject matches /Reset your password/`,
      arrived: oneCame,
      nearMisses: [near('RESET YOUR PASSWORD', [failed])],
    }),
  ).toBe(text`
    No message matched within 5 s. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject matches /Reset your password/
      arrived  1 since this inbox was opened (5 kept in all), none matched

      closest
        "RESET YOUR PASSWORD" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted one that matches /Reset your password/
                     got    "RESET YOUR PASSWORD"
                     (case matters in the pattern: it would match with the flag i)

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a no-break space, which looks like any other, is shown by its code', () => {
  const failed = {
    want: 'exactly "Reset your password"',
    got: 'Reset your password',
    hint: 'differs only in a no-break space',
  }
  expect(
    explained({
      wanted: '1 message: subject is "Reset your password"',
      arrived: oneCame,
      nearMisses: [near('Reset\u00a0your password', [failed])],
    }),
  ).toBe(text`
    No message matched within 5 s. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: subject is "Reset your password"
      arrived  1 since this inbox was opened (5 kept in all), none matched

      closest
        "Reset\xa0your password" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ subject: wanted exactly "Reset your password"
                     got    "Reset your password"
                     (differs only in a no-break space)

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a mail that went to another inbox is said to be there', () => {
  const to = 'ann@t-reset-0c4v8j1w6z.mailsink.test'
  expect(
    explained({
      arrived: { matching: 0, since: 0, total: 1204 },
      connections: { since: 4 },
      nearMisses: [
        near(
          'Reset your password',
          [
            { field: 'inbox', want: inbox.id, got: 't-reset-0c4v8j1w6z' },
            { field: 'to', want: ann, got: to, hint: 'same name at another domain: other inbox?' },
          ],
          { to: [to] },
        ),
      ],
    }),
  ).toBe(text`
    No message matched within 5 s. The closest was for another inbox.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing since this inbox was opened (1,204 kept in all)

      closest
        "Reset your password" to ann@t-reset-0c4v8j1w6z.mailsink.test, 1.2 s ago
          ✗ inbox: wanted t-reset-7k3m9x2p4q, got t-reset-0c4v8j1w6z
          ✗ to: wanted ann@t-reset-7k3m9x2p4q.mailsink.test
                got    ann@t-reset-0c4v8j1w6z.mailsink.test
                (same name at another domain: other inbox?)

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a display name that was given for an address is recognised', () => {
  const hint = `that is a display name; the address is ${ann}`
  expect(
    explained({
      wanted: '1 message: to "Ann Example"',
      arrived: oneCame,
      nearMisses: [near('Reset your password', [{ field: 'to', want: 'Ann Example', got: ann, hint }])],
    }),
  ).toBe(text`
    No message matched within 5 s. The closest differs in its recipient.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to "Ann Example"
      arrived  1 since this inbox was opened (5 kept in all), none matched

      closest
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ to: wanted Ann Example
                got    ann@t-reset-7k3m9x2p4q.mailsink.test
                (that is a display name; the address is ann@t-reset-7k3m9x2p4q.mailsink.test)

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a text that only the HTML part has is said to be there', () => {
  const failed = {
    field: 'text',
    want: '"https://shop.test/reset"',
    got: 'Hello Ann, to choose a new password please open this mail in a program that sh…',
    hint: 'found in the HTML part only',
  }
  expect(
    explained({
      wanted: '1 message: text "https://shop.test/reset"',
      arrived: oneCame,
      nearMisses: [near('Reset your password', [failed])],
    }),
  ).toBe(text`
    No message matched within 5 s. The closest differs in its text.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: text "https://shop.test/reset"
      arrived  1 since this inbox was opened (5 kept in all), none matched

      closest
        "Reset your password" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.2 s ago
          ✗ text: wanted "https://shop.test/reset"
                  got    "Hello Ann, to choose a new password please open this mail in a program that sh…"
                  (found in the HTML part only)

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('of 200 near misses five are shown', () => {
  const five = [1, 2, 3, 4, 5].map((n) => near(`Order ${n}`, [{}], { receivedAt: before(n * 700) }))
  expect(explained({ arrived: { matching: 0, since: 200, total: 200 }, nearMisses: five })).toBe(text`
    No message matched within 5 s. The closest differs in its subject.

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  200 since this inbox was opened, none matched

      closest
        "Order 1" to ann@t-reset-7k3m9x2p4q.mailsink.test, 700 ms ago
          ✗ subject: wanted "reset your password", got "Order 1"
        "Order 2" to ann@t-reset-7k3m9x2p4q.mailsink.test, 1.4 s ago
          ✗ subject: wanted "reset your password", got "Order 2"
        "Order 3" to ann@t-reset-7k3m9x2p4q.mailsink.test, 2.1 s ago
          ✗ subject: wanted "reset your password", got "Order 3"
        "Order 4" to ann@t-reset-7k3m9x2p4q.mailsink.test, 2.8 s ago
          ✗ subject: wanted "reset your password", got "Order 4"
        "Order 5" to ann@t-reset-7k3m9x2p4q.mailsink.test, 3.5 s ago
          ✗ subject: wanted "reset your password", got "Order 5"
        and 195 more that did not match

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('of 1,000 mails that came with nothing in common only the number is told', () => {
  expect(
    explained({
      wanted: '1 message: code 123456',
      inbox: null,
      viewUrl: null,
      arrived: { matching: 0, since: 1000, total: 1000 },
    }),
  ).toBe(text`
    No message matched within 5 s.

      wanted   1 message: code 123456
      arrived  1,000 in all, none matched
  `)
})
