/** What is told of rules: that they are there, whom they struck, and that they are gone. */
import { expect, test } from 'vitest'
import type { StoreEvent } from '../../../contract/event.ts'
import type { Strike } from '../../../contract/strike.ts'
import type { Recorder } from '../../../server/smtp/recorder.ts'
import { fedStore } from '../feeding.ts'
import { ANN, atHand, deliveryOf } from './striking.ts'

const told = (events: readonly StoreEvent[]) =>
  events.flatMap((event) => {
    if (event.type === 'fault.added') return [`+ ${event.fault.id}`]
    if (event.type === 'fault.hit') return [`x ${event.fault.id} ${event.fault.state} ${event.fault.count}`]
    return event.type === 'fault.removed' ? [`- ${event.ids.join()} ${event.why}`] : []
  })

function strikesOn({ fed, ask }: ReturnType<typeof atHand>, session: Recorder, message: string | null = null): Strike {
  const strike = ask({}, session)
  if (strike === null) throw new Error('No rule struck')
  fed.intake.struck(strike, session, { entry: 4, transaction: 1, message })
  return strike
}

test('a rule is told when it is added, when it strikes and when it is deleted, each with a number of its own', async () => {
  const hand = atHand()
  const { fed, add } = hand
  const events = await fed.listen()
  const fault = await add({ ...ANN, times: 2 })
  const session = fed.open()
  strikesOn(hand, session)
  strikesOn(hand, session)
  expect(await fed.store.deleteFaults({ id: fault.id })).toBe(1)
  expect(told(events)).toEqual(['+ f_1', 'x f_1 active 1', 'x f_1 spent 2', '- f_1 deleted'])
  const numbers = events.map(({ seq }) => seq)
  expect(numbers).toEqual([1, 2, 3, 4, 5])
  expect(fault.seq).toBe(1)
})

test('a strike says when, in which session and at which entry it was', async () => {
  const hand = atHand()
  const { fed, add } = hand
  const { id } = await add(ANN)
  const events = await fed.listen()
  const session = fed.open()
  const strike = strikesOn(hand, session)
  const hit = { at: '2026-01-01T00:00:00.000Z', session: session.session.id, transaction: 1, entry: 4, message: null }
  expect(strike).toEqual({
    fault: { id, name: '451 at rcpt' },
    stage: 'rcpt',
    reply: { code: 451, enhanced: '4.3.0', text: 'Try again later' },
    action: null,
    store: false,
  })
  expect((await fed.store.fault(id))?.hits).toEqual([hit])
  expect(events.at(-1)).toMatchObject({ type: 'fault.hit', fault: { id, count: 1, hits: [hit] }, hit })
})

test('a session names each rule that struck it once', async () => {
  const hand = atHand()
  await hand.add({ ...ANN, times: 2 })
  await hand.add(ANN)
  const session = hand.fed.open()
  for (let n = 0; n < 3; n += 1) strikesOn(hand, session)
  expect(session.session.faults).toEqual(['f_1', 'f_2'])
})

test('the mail that comes of the same transaction is added to the strikes before it', async () => {
  const hand = atHand()
  const { fed, add } = hand
  await add({ ...ANN, times: null })
  const [session, other] = [fed.open(), fed.open()]
  strikesOn(hand, session)
  strikesOn(hand, other)
  void fed.intake.accept(deliveryOf('of the next transaction', session, 2), session)
  const message = fed.intake.accept(deliveryOf('of this one', session, 1), session)
  expect((await fed.store.fault('f_1'))?.hits.map((hit) => hit.message)).toEqual([message, null])
})

test('a mail that was kept before the strike is its message', async () => {
  const hand = atHand()
  await hand.add(ANN)
  strikesOn(hand, hand.fed.open(), 'm1')
  expect((await hand.fed.store.fault('f_1'))?.hits[0]?.message).toBe('m1')
})

test('a strike of a rule that was deleted meanwhile is noted on the session, and told to nobody', async () => {
  const hand = atHand()
  const { fed, add, ask } = hand
  await add(ANN)
  const session = fed.open()
  const strike = ask({}, session)
  await fed.store.deleteFaults('all')
  const events = await fed.listen()
  if (strike !== null) fed.intake.struck(strike, session, { entry: 0, transaction: 1, message: null })
  expect(session.session.faults).toEqual(['f_1'])
  expect(events).toEqual([])
})

test('who was away is told what happened to rules meanwhile, as far as they are still there', async () => {
  const hand = atHand()
  const { fed, add } = hand
  const { cursor } = await fed.store.state()
  await add(ANN)
  await add({ ...ANN, name: 'gone' })
  strikesOn(hand, fed.open())
  await fed.store.deleteFaults({ id: 'f_2' })
  expect(told(await fed.listen(cursor))).toEqual(['+ f_1', 'x f_1 spent 1', '- f_2 deleted'])
})

test('a subscriber with criteria is told nothing of rules', async () => {
  const hand = atHand()
  const { fed, add } = hand
  const events: StoreEvent[] = []
  const wanted = { since: null, digests: false, criteria: { to: 'ann@example.com' } }
  await fed.store.subscribe((event) => events.push(event), wanted)
  await add(ANN)
  strikesOn(hand, fed.open())
  await fed.store.deleteFaults('all')
  fed.mail('hello')
  expect(events.map(({ type }) => type)).toEqual(['message.added', 'session.closed'])
})

test('a rule keeps its first 1,000 strikes and counts the others', async () => {
  const hand = atHand()
  await hand.add({ ...ANN, times: null })
  const session = hand.fed.open()
  for (let n = 0; n < 1003; n += 1) strikesOn(hand, session)
  const fault = await hand.fed.store.fault('f_1')
  expect([fault?.count, fault?.hits.length]).toEqual([1003, 1000])
})

test('a rule expires when its time is up, and that is told without anybody asking', async () => {
  const { fed, add, pass, ask } = atHand()
  const events = await fed.listen()
  const made = await add(ANN)
  await add({ ...ANN, ttl: '10s' })
  await add({ ...ANN, ttl: '10s' })
  expect(made).toMatchObject({ ttl: 60_000, expiresAt: '2026-01-01T00:01:00.000Z' })
  pass(9999)
  expect(told(events).length).toBe(3)
  pass(1)
  expect(told(events).slice(3)).toEqual(['- f_2,f_3 expired'])
  pass(50_000)
  expect(told(events).slice(4)).toEqual(['- f_1 expired'])
  expect(ask()).toBeNull()
  expect((await fed.store.faults()).map(({ state }) => state)).toEqual(['expired', 'expired', 'expired'])
})

test('a rule that was used up does not expire as well', async () => {
  const { fed, add, pass, ask } = atHand()
  await add(ANN)
  ask()
  const events = await fed.listen()
  pass(60_000)
  expect(told(events)).toEqual([])
  expect((await fed.store.fault('f_1'))?.state).toBe('spent')
})

test('a rule whose time is up does not strike, be the timer late', async () => {
  let time = 0
  const { store, intake, open } = fedStore(
    {},
    () => time,
    () => () => {},
  )
  await store.createFault({ ...ANN, ttl: 1000 })
  time = 1000
  const place = { stage: 'rcpt', from: '', to: ['ann@x.test'], user: null, delivery: null } as const
  expect(intake.strike(place, open())).toBeNull()
  expect((await store.fault('f_1'))?.state).toBe('expired')
})

test('one timer waits for all rules, and none once there is nothing to wait for', async () => {
  const { add, pass, waiting } = atHand()
  expect(waiting()).toBe(0)
  for (let n = 0; n < 5; n += 1) await add({ ...ANN, ttl: 1000 + n })
  expect(waiting()).toBe(1)
  pass(1000)
  expect(waiting()).toBe(1)
  pass(1000)
  expect(waiting()).toBe(0)
})

test('a rule that is given at the start holds as long as the sink runs, unless it says for how long', async () => {
  let time = 0
  const { store } = fedStore(
    {},
    () => time,
    () => () => {},
    [ANN, { ...ANN, ttl: '1h' }],
  )
  expect((await store.faults())[0]).toMatchObject({ id: 'f_1', ttl: null, expiresAt: null })
  time = 30 * 86_400_000
  expect((await store.faults()).map(({ state }) => state)).toEqual(['active', 'expired'])
})

test.each([
  [{ id: 'f_2' }, 1, ['f_1', 'f_3']],
  [{ id: 'f_9' }, 0, ['f_1', 'f_2', 'f_3']],
  ['all', 3, []],
] as const)('deleting %j deletes %i', async (which, count, left) => {
  const { fed, add } = atHand()
  for (let n = 0; n < 3; n += 1) await add(ANN)
  const events = await fed.listen()
  expect(await fed.store.deleteFaults(which)).toBe(count)
  expect((await fed.store.faults()).map(({ id }) => id)).toEqual(left)
  expect(events.length).toBe(count === 0 ? 0 : 1)
})

test('deleting those of an inbox leaves the inbox open', async () => {
  const { fed, add } = atHand()
  const { id } = await fed.store.createInbox({})
  await add({ ...ANN, scope: { inbox: id } })
  await add(ANN)
  expect(await fed.store.deleteFaults({ inbox: id })).toBe(1)
  expect((await fed.store.faults()).map((fault) => fault.id)).toEqual(['f_2'])
  expect(await fed.store.inbox(id)).not.toBeNull()
})
