/** How often a rule strikes, whom, and for how long. */
import { expect, test } from 'vitest'
import type { FaultSpec } from '../../../contract/fault.ts'
import { ANN, atHand, RCPT, type Hand } from './striking.ts'

const WITHOUT_END = { ...ANN, times: null } satisfies FaultSpec

/** `x` for a strike, `.` for none. */
const row = (hand: Hand, count: number) =>
  Array.from({ length: count }, () => (hand.ask() === null ? '.' : 'x')).join('')

test.each<[Partial<FaultSpec>, string]>([
  [{}, 'x.....'],
  [{ times: 3 }, 'xxx...'],
  [{ times: null }, 'xxxxxx'],
  [{ skip: 2 }, '..x...'],
  [{ skip: 2, times: null }, '..xxxx'],
  [{ per: 'session' }, 'xxxxxx'],
  [{ per: 'client', times: 2 }, 'xx....'],
  [{ per: 'triplet' }, 'x.....'],
])('of six matches %j strikes %s', async (counts, struck) => {
  const hand = atHand()
  await hand.add({ ...ANN, ...counts })
  expect(row(hand, 6)).toBe(struck)
})

test('a session has a count of its own', async () => {
  const { fed, add, ask } = atHand()
  await add({ ...ANN, per: 'session', skip: 1 })
  const [first, second] = [fed.open(), fed.open()]
  expect([ask({}, first), ask({}, second)]).toEqual([null, null])
  expect(ask({}, second)?.fault.name).toBe('451 at rcpt')
  expect(ask({}, second)).toBeNull()
  expect(ask({}, first)?.fault.name).toBe('451 at rcpt')
})

test('sender and recipient are part of a triplet, whatever their case', async () => {
  const { add, who } = atHand()
  await add({ scope: { all: true }, stage: 'rcpt', reply: { code: 451 }, per: 'triplet', name: 'grey' })
  expect(who()).toBe('grey')
  expect(who({ from: 'SHOP@x.test', to: ['Ann@X.test'] })).toBeNull()
  expect(who({ from: 'news@x.test' })).toBe('grey')
  expect(who({ to: ['bob@x.test'] })).toBe('grey')
})

test('greylisting refuses what comes within 2 s of the first attempt, and lets pass for good what comes later', async () => {
  const { add, who, pass } = atHand()
  await add({ scope: { all: true }, preset: 'greylisting' })
  expect(who()).toBe('greylisting')
  pass(1999)
  expect(who()).toBe('greylisting')
  pass(1)
  expect(who()).toBeNull()
  pass(30_000)
  expect(who()).toBeNull()
  expect(who({ to: ['bob@x.test'] })).toBe('greylisting')
})

test('with a window the counts begin anew so long after the first match', async () => {
  const hand = atHand()
  const { id } = await hand.add({ ...ANN, skip: 2, times: 1, window: '10s', ttl: '1m' })
  expect(row(hand, 4)).toBe('..x.')
  hand.pass(9999)
  expect(row(hand, 2)).toBe('..')
  hand.pass(1)
  expect(row(hand, 4)).toBe('..x.')
  expect((await hand.fed.store.fault(id))?.state).toBe('active')
})

test('the same seed makes the same decisions, another one others, and both about as often as they are to', async () => {
  const rows = []
  for (const seed of [7, 7, 8]) {
    const hand = atHand()
    await hand.add({ ...WITHOUT_END, probability: 0.25, seed })
    rows.push(row(hand, 400))
  }
  expect(rows[0]).toBe(rows[1])
  expect(rows[0]).not.toBe(rows[2])
  for (const struck of rows) expect(struck.replaceAll('.', '').length).toBeGreaterThan(70)
  for (const struck of rows) expect(struck.replaceAll('.', '').length).toBeLessThan(130)
})

test('what the probability lets pass is neither a strike nor skipped, and what is skipped costs no chance', async () => {
  const rows = []
  for (const counts of [{}, { skip: 3 }, { times: 2 }]) {
    const hand = atHand()
    await hand.add({ ...WITHOUT_END, probability: 0.5, seed: 1, ...counts })
    rows.push(row(hand, 40))
  }
  const [all = '', skipped = '', twice = ''] = rows
  expect(skipped).toBe(`...${all.slice(0, 37)}`)
  const second = all.indexOf('x', all.indexOf('x') + 1)
  expect(twice).toBe(all.slice(0, second + 1) + '.'.repeat(39 - second))
})

test('a rule whose strikes are used up is spent, stays readable, and leaves its stage empty', async () => {
  const { fed, add, who } = atHand()
  const { id, state } = await add({ ...ANN, times: 2 })
  expect(state).toBe('active')
  expect(fed.intake.hasFaults('rcpt')).toBe(true)
  expect(fed.intake.hasFaults('mail')).toBe(false)
  who()
  who()
  expect(fed.intake.hasFaults('rcpt')).toBe(false)
  expect(await fed.store.fault(id)).toMatchObject({ state: 'spent', count: 2 })
})

test('a rule for each client is never spent: others may come', async () => {
  const { fed, add, who } = atHand()
  const { id } = await add({ ...ANN, per: 'client' })
  who()
  who()
  expect(await fed.store.fault(id)).toMatchObject({ state: 'active', count: 1 })
})

test('of several rules the oldest strikes; what it lets pass is for the next', async () => {
  const { add, who } = atHand()
  await add({ ...ANN, name: 'first', skip: 1 })
  await add({ scope: { all: true }, stage: 'rcpt', reply: { code: 550 }, name: 'second' })
  await add({ ...ANN, name: 'third', times: null })
  expect([who(), who(), who(), who()]).toEqual(['second', 'first', 'third', 'third'])
})

test('a rule that counts by client keeps 10,000 of them, and forgets the oldest', async () => {
  const { fed, add, ask } = atHand()
  await add({ scope: { all: true }, stage: 'rcpt', reply: { code: 451 }, per: 'triplet' })
  const session = fed.open()
  const names = Array.from({ length: 10_001 }, (_, n) => ({ to: [`u${n}@x.test`] }))
  for (const place of names) expect(ask({ ...RCPT, ...place }, session)).not.toBeNull()
  expect(ask({ ...RCPT, ...names[5000] }, session)).toBeNull()
  expect(ask({ ...RCPT, ...names[0] }, session)).not.toBeNull()
})

test('there are 5,000 active rules at most, and a spent one makes room', async () => {
  const { add, who } = atHand()
  await add(ANN)
  for (let n = 1; n < 5000; n += 1) await add({ ...ANN, scope: { rcpt: `u${n}@x.test` } })
  await expect(add(ANN)).rejects.toThrow(
    'There are 5000 active faults already. Delete those that are no longer needed, or give them a shorter ttl.',
  )
  who()
  expect((await add(ANN)).id).toBe('f_5001')
})

test('of the rules that ended the newest 1,000 stay readable', async () => {
  const { fed, add, who } = atHand()
  for (let n = 0; n < 1002; n += 1) {
    await add(ANN)
    who()
  }
  const left = await fed.store.faults()
  expect(left.length).toBe(1000)
  expect([left[0]?.id, left.at(-1)?.id]).toEqual(['f_3', 'f_1002'])
})

test('there are 500 active rules at most that have to be asked for every mail', async () => {
  const { add } = atHand()
  for (let n = 0; n < 500; n += 1) await add({ ...ANN, scope: { rcpt: { contains: `u${n}` } } })
  await expect(add({ ...ANN, scope: { all: true } })).rejects.toThrow(
    'There are 500 active faults already that have to be asked for every mail',
  )
  expect(await add(ANN)).toMatchObject({ state: 'active' })
})
