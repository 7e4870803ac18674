/** Why a rule was not hit: what it was waiting for, and what came instead. */
import { expect, test } from 'vitest'
import type { FaultScope } from '../../../contract/fault.ts'
import { fedStore } from '../feeding.ts'
import { ANN, atHand, type Hand } from './striking.ts'

const BYTES = (line: string) => Buffer.from(`${line}\r\n`)

/** A session that says these lines, each answered with 250. */
function says({ fed }: Hand, ...lines: string[]) {
  const session = fed.open()
  for (const line of lines) {
    session.line(BYTES(line), line.split(/[ :]/, 1)[0] ?? '', performance.now())
    session.reply('250 OK\r\n')
  }
  return session
}

const to = (...addresses: string[]) => [
  'EHLO app',
  'MAIL FROM:<shop@x.test>',
  ...addresses.map((one) => `RCPT TO:<${one}>`),
]
const explained = async ({ fed }: Hand, wanted = 1) => (await fed.store.explainFault('f_1', wanted)).split('\n')

test('a wrong address is seen at once', async () => {
  const hand = atHand()
  await hand.add(ANN)
  says(hand, ...to('bob@x.test', 'carl@x.test'))
  hand.pass(18_000)
  expect(await explained(hand)).toEqual([
    'The rule "451 at rcpt" (f_1) has struck 0 times, and was to strike once.',
    'It strikes at the stage rcpt with 451 "4.3.0 Try again later". Its scope: rcpt ann@x.test.',
    'It is active, and expires in 42 s.',
    'RCPT was said 2 times since: to bob@x.test, carl@x.test. None of them is in its scope.',
  ])
})

test('nobody has connected', async () => {
  const hand = atHand()
  says(hand, ...to('ann@x.test')).close()
  await hand.add({ scope: { all: true }, preset: 'dies-after-dot' })
  expect(await explained(hand, 2)).toEqual([
    'The rule "dies-after-dot" (f_1) has struck 0 times, and was to strike 2 times.',
    "It strikes at the stage end with drop. Its scope: everybody's mail.",
    'It is active, and expires in 1 m.',
    'Nobody has connected since it was made.',
  ])
})

test('sessions came, and none of them got so far', async () => {
  const hand = atHand()
  await hand.add({ scope: { all: true }, preset: 'auth-outage' })
  says(hand, ...to('ann@x.test'))
  expect((await explained(hand)).at(-1)).toBe('1 session came by since, and it never said AUTH.')
  says(hand, 'EHLO app')
  expect((await explained(hand)).at(-1)).toBe('2 sessions came by since, and none of them said AUTH.')
})

test('it was struck once, and is spent', async () => {
  const hand = atHand()
  await hand.add(ANN)
  const session = says(hand, ...to('ann@x.test', 'bob@x.test', 'a@x.test', 'b@x.test'))
  hand.ask({}, session)
  const [first, , third, ...rest] = await explained(hand, 3)
  expect([first, third, ...rest]).toEqual([
    'The rule "451 at rcpt" (f_1) has struck once, and was to strike 3 times.',
    'It is spent: its "times" is 1. A higher one, or null, would let it go on.',
    'RCPT was said 4 times since: to ann@x.test, bob@x.test, a@x.test and 1 more. 1 of them is in its scope.',
  ])
})

test('it expired before anybody came', async () => {
  const hand = atHand()
  await hand.add({ ...ANN, ttl: '5s' })
  hand.pass(6000)
  says(hand, ...to('ann@x.test'))
  expect((await explained(hand)).slice(2)).toEqual([
    'It expired at 2026-01-01T00:00:05.000Z: its "ttl" was 5 s.',
    'RCPT was said once since: to ann@x.test.',
  ])
})

test('matches were let pass, and another rule struck', async () => {
  const hand = atHand()
  await hand.add({ ...ANN, skip: 2 })
  await hand.add({ scope: { all: true }, stage: 'rcpt', reply: { code: 550 } })
  const session = says(hand, ...to('ann@x.test'))
  const strike = hand.ask({}, session)
  if (strike !== null) hand.fed.intake.struck(strike, session, { entry: 5, transaction: 1, message: null })
  expect((await explained(hand)).slice(2)).toEqual([
    'It is active, and expires in 1 m.',
    '1 match was let pass: 1 by "skip".',
    'RCPT was said once since: to ann@x.test.',
    'These sessions were struck by f_2: of several rules the oldest strikes.',
  ])
})

test('of a sender the senders are named', async () => {
  const hand = atHand()
  await hand.add({ scope: { mailFrom: 'news@x.test' }, preset: 'blocked-sender' })
  says(hand, ...to('ann@x.test'))
  expect((await explained(hand)).at(-1)).toBe('MAIL was said once since: from shop@x.test. That is not in its scope.')
})

test('a recipient that was refused is not among those that DATA was about', async () => {
  const hand = atHand()
  await hand.add({ scope: { rcpt: 'ann@x.test' }, stage: 'data', reply: { code: 451 } })
  const session = says(hand, ...to('bob@x.test'))
  session.line(BYTES('RCPT TO:<ann@x.test>'), 'RCPT', performance.now())
  session.reply('550 5.1.1 User unknown\r\n')
  session.line(BYTES('DATA'), 'DATA', performance.now())
  expect((await explained(hand)).at(-1)).toBe('DATA was said once since: to bob@x.test. That is not in its scope.')
})

test('DATA without a recipient was about nobody', async () => {
  const hand = atHand()
  await hand.add({ scope: { rcpt: 'ann@x.test' }, stage: 'data', reply: { code: 451 } })
  says(hand, ...to(), 'DATA')
  expect((await explained(hand)).at(-1)).toBe('DATA was said once since: to nobody. That is not in its scope.')
})

test('what a session had said before the rule was made is still known', async () => {
  const hand = atHand()
  const session = says(hand, ...to('ann@x.test'))
  // To the time of sessions, which have their own clock, and a little more.
  hand.pass(Date.now() + 500 - Date.UTC(2026, 0, 1))
  await hand.add({ scope: { rcpt: 'ann@x.test' }, stage: 'data', reply: { code: 451 }, skip: 1 })
  session.line(BYTES('DATA'), 'DATA', performance.now() + 1000)
  expect((await explained(hand)).at(-1)).toBe('DATA was said once since: to ann@x.test.')
})

test('a connection that was there before the rule did not come since', async () => {
  const hand = atHand()
  const session = says(hand, 'EHLO app')
  await hand.add({ scope: { all: true }, preset: 'blocked-port' })
  session.line(BYTES('NOOP'), 'NOOP', performance.now())
  expect((await explained(hand)).at(-1)).toBe('Nobody has connected since it was made.')
})

test.each<[FaultScope, string]>([
  [{ rcpt: '*@x.test', user: true }, 'Its scope: rcpt *@x.test, has a login.'],
  [
    { any: [{ rcpt: 'ann@x.test' }, { not: { user: 'app' } }] },
    'Its scope: any of (rcpt ann@x.test | not user is "app").',
  ],
  [{ all: true }, "Its scope: everybody's mail."],
])('the scope %j is told in words', async (scope, words) => {
  const hand = atHand()
  await hand.add({ ...ANN, scope })
  expect((await explained(hand))[1]).toContain(words)
})

test('an inbox is named by its id', async () => {
  const hand = atHand()
  const { id } = await hand.fed.store.createInbox({ name: 'invoice' })
  await hand.add({ ...ANN, scope: { inbox: id, rcpt: 'ann@x.test' } })
  expect((await explained(hand))[1]).toMatch(/Its scope: inbox is "t-invoice-\w+", rcpt ann@x\.test\.$/)
})

test('a rule that holds as long as the sink runs tells its probability, too', async () => {
  const { store } = fedStore({}, undefined, undefined, [{ ...ANN, probability: 0.5 }])
  expect((await store.explainFault('f_1', 1)).split('\n')[2]).toBe(
    'It is active as long as the sink runs. It strikes with a probability of 0.5.',
  )
})

test('of a connection the clients are named', async () => {
  const hand = atHand()
  await hand.add({ scope: { address: '10.0.0.1' }, preset: 'blocked-port' })
  says(hand, 'EHLO app')
  says(hand, 'EHLO app')
  expect((await explained(hand)).at(-1)).toBe('2 connections came since: from 127.0.0.1. None of them is in its scope.')
})

test('a rule that is gone', async () => {
  const hand = atHand()
  expect(await explained(hand)).toEqual([
    'There is no such rule: it was deleted, its inbox was closed, or it ended long ago.',
  ])
})
