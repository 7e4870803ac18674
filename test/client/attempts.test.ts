/** What is said of the attempts to deliver a mail: whether it was tried again, when, and how often it arrived. */
import { expect, test } from 'vitest'
import { checkRetries, judgeRetries, notDeliveredOnce, type Retries } from '../../client/attempts.ts'
import type { MailAttempt, MailAttempts } from '../../client/mail-attempts.ts'

const START = Date.parse('2026-03-01T12:00:00.000Z')
const LATER = { code: 451, enhanced: '4.7.1', text: 'Try again later' }
const TAKEN = { code: 250, enhanced: '2.6.0', text: 'Message accepted' }

/** A mail that was tried after these pauses (ms), in vain but for the last time. */
function tried(pauses: readonly number[], last: Partial<MailAttempt> = {}, mail: Partial<MailAttempts> = {}) {
  let at = START
  const gaps = [null, ...pauses]
  const attempts = gaps.map((gap, index): MailAttempt => {
    at += gap ?? 0
    const isLast = index === gaps.length - 1
    return {
      session: `s${index}`,
      transaction: 1,
      at: new Date(at),
      gap,
      from: 'shop@acme.test',
      to: ['ann@example.com'],
      outcome: isLast ? 'delivered' : 'refused',
      reply: isLast ? TAKEN : LATER,
      message: isLast ? 'm1' : null,
      faults: isLast ? [] : ['f_1'],
      known: 'message_id',
      ...(isLast && last),
    }
  })
  return {
    messageId: '<1@acme.test>',
    subject: 'Invoice',
    from: 'shop@acme.test',
    to: ['ann@example.com'],
    delivered: 'once',
    copies: 1,
    messages: ['m1'],
    attempts,
    ...mail,
  } satisfies MailAttempts
}

const verdict = (pauses: readonly number[], wanted: Retries) => judgeRetries([tried(pauses)], wanted).kind

test.each<[string, readonly number[], Retries]>([
  ['good', [], { times: 0 }],
  ['good', [1000], { times: 1 }],
  ['later', [1000], { times: 2 }],
  ['bad', [1000], { times: 0 }],
  ['good', [1000, 2000], { times: 2, backoff: 'growing' }],
  ['bad', [1000, 1000], { times: 2, backoff: 'growing' }],
  ['bad', [1000, 3000, 2000], { times: 3, backoff: 'growing' }],
  ['good', [1000, 1500], { times: 2, backoff: 'constant' }],
  ['bad', [1000, 1501], { times: 2, backoff: 'constant' }],
  ['good', [10, 110], { times: 2, backoff: 'constant' }],
  ['bad', [10, 111], { times: 2, backoff: 'constant' }],
])('%s: pauses of %j where %j is wanted', (kind, pauses, wanted) => {
  expect(verdict(pauses, wanted)).toBe(kind)
})

test('an attempt that is under way is waited for', () => {
  const open = tried([1000], { outcome: 'open', reply: null, message: null })
  expect(judgeRetries([open], { times: 1 })).toMatchObject({
    kind: 'later',
    message: expect.stringMatching(/^The mail "Invoice" to ann@example\.com is still being delivered\./),
  })
})

test('a failure shows the attempts', () => {
  expect(judgeRetries([tried([1007, 12])], { times: 1 })).toEqual({
    kind: 'bad',
    message: `The mail "Invoice" to ann@example.com was to be tried again once, and was 2 times.

  time          pause    outcome    reply
  12:00:00.000           refused    451 4.7.1 Try again later
  12:00:01.007  1007 ms  refused    451 4.7.1 Try again later
  12:00:01.019  12 ms    delivered  250 2.6.0 Message accepted`,
  })
})

test('of pauses that are not as they should be it is told how they should be', () => {
  expect(judgeRetries([tried([900, 300])], { times: 2, backoff: 'growing' })).toMatchObject({
    message: expect.stringContaining('was to be tried again after longer and longer pauses, and was not.'),
  })
  expect(judgeRetries([tried([900, 300])], { times: 2, backoff: 'constant' })).toMatchObject({
    message: expect.stringContaining(
      'was to be tried again after pauses that differ by no more than half, or 100 ms, and was not.',
    ),
  })
})

test('a mail that nobody has tried may still come', () => {
  expect(judgeRetries([], { times: 1 })).toEqual({
    kind: 'nothing',
    message: 'Nobody has tried to deliver a mail that matches.',
  })
})

test('of several mails none is picked', () => {
  const other = tried([], {}, { subject: null, messageId: null, from: '' })
  expect(judgeRetries([tried([1000]), other], { times: 1 })).toEqual({
    kind: 'bad',
    message: `2 mails match, and it has to be told of which one the attempts are to be counted:
  The mail "Invoice" to ann@example.com, 2 times
  The mail from <> to ann@example.com, once`,
  })
})

test.each<[object, string]>([
  [{ times: -1 }, '"times" is -1, but has to be a number of attempts after the first, 0 for none.'],
  [{}, '"times" is undefined, but has to be a number of attempts after the first, 0 for none.'],
  [{ times: 2, backof: 'growing' }, 'There is no option "backof" of retries. Known: times, backoff.'],
  [{ times: 2, backoff: 'linear' }, '"backoff" is "linear", but has to be "growing" or "constant".'],
  [
    { times: 1, backoff: 'growing' },
    'Whether pauses are growing can be told of two of them, so "times" has to be at least 2, not 1.',
  ],
])('%j cannot be asked', (wanted, message) => {
  expect(() => checkRetries(wanted as Retries)).toThrow(message)
})

test.each<[Partial<MailAttempts>, string]>([
  [{ delivered: 'never' }, 'was not delivered:'],
  [{ delivered: 'partly' }, 'was delivered to some of its recipients only:'],
  [{ delivered: 'twice', copies: 2 }, 'was delivered twice:'],
  [{ delivered: 'more', copies: 4 }, 'was delivered more than twice, as 4 copies:'],
])('a mail that is %j did not arrive once', (mail, words) => {
  expect(notDeliveredOnce([tried([1000]), tried([1000], {}, mail)])).toBe(
    `The mail "Invoice" to ann@example.com ${words}

  time          pause    outcome    reply
  12:00:00.000           refused    451 4.7.1 Try again later
  12:00:01.000  1000 ms  delivered  250 2.6.0 Message accepted`,
  )
})

test('a mail that was refused before it had any recipient is named without one', () => {
  const refused = { code: 550, enhanced: '5.7.1', text: 'Sender blocked' }
  const mail = tried([5], { outcome: 'refused', reply: refused }, { subject: null, to: [], delivered: 'never' })
  expect(notDeliveredOnce([mail])).toMatch(/^The mail from shop@acme\.test was not delivered:\n/)
})

test('mails that arrived once are as they should be', () => {
  expect(notDeliveredOnce([tried([]), tried([1000])])).toBeNull()
})

test('what an app was told in several lines, or not at all, stays in its row', () => {
  const mail = tried([5], { outcome: 'broken_off', reply: null }, { delivered: 'never' })
  const folded = {
    ...mail,
    attempts: mail.attempts.map((one) => ({
      ...one,
      reply: one.reply && { ...LATER, enhanced: null, text: 'Try\nagain' },
    })),
  }
  expect(notDeliveredOnce([folded])?.split('\n').slice(3)).toEqual([
    '  12:00:00.000         refused     451 Try again',
    '  12:00:00.005  5 ms   broken off',
  ])
})
