/** Rules that stand in each other's way: one that an older rule leaves nothing is refused when it is made. */
import { expect, test } from 'vitest'
import type { FaultSpec } from '../../../contract/fault.ts'
import { ContradictingFaultError } from '../../../contract/store.ts'
import { atHand, RCPT } from './striking.ts'

const ALWAYS = { scope: { rcpt: 'ann@x.test' }, stage: 'rcpt', reply: { code: 451 }, times: null } satisfies FaultSpec
const YOUNGER = { ...ALWAYS, reply: { code: 550 }, times: 1 } satisfies FaultSpec

test('a rule that could only strike where an older one does each time is refused, with the way out', async () => {
  const { add, fed } = atHand()
  await add({ ...ALWAYS, name: 'Busy' })
  const refused = add(YOUNGER)
  await expect(refused).rejects.toBeInstanceOf(ContradictingFaultError)
  await expect(refused).rejects.toThrow(
    'The rule "Busy" (f_1) is older, and strikes each time at the stage "rcpt" whatever this one is about. Of several ' +
      'rules the oldest strikes, so nothing is left for this one. Delete f_1, give it a "times", or make this one first.',
  )
  expect(await fed.store.faults()).toHaveLength(1)
})

test('once the older one is deleted there is room for it, and it strikes', async () => {
  const { add, ask, fed } = atHand()
  await add(ALWAYS)
  await expect(add(YOUNGER)).rejects.toThrow('Delete f_1')
  await fed.store.deleteFaults({ id: 'f_1' })
  await add(YOUNGER)
  expect(ask(RCPT)?.reply?.code).toBe(550)
})

test.each<[string, Partial<FaultSpec>, Partial<FaultSpec>]>([
  ["everybody's mail", { scope: { all: true } }, {}],
  ['a wider scope', {}, { scope: { rcpt: 'ann@x.test', mailFrom: 'shop@x.test' } }],
  ['one part of it', {}, { scope: { all: [{ rcpt: 'ann@x.test' }, { user: 'app' }] } }],
  ['each of its branches', {}, { scope: { any: [{ rcpt: 'ann@x.test' }, { rcpt: 'ann@x.test', user: 'app' }] } }],
  ['a wait before its answer', { action: { type: 'delay', delay: 5 } }, {}],
  ['counts for each client', { per: 'client' }, {}],
])('an older rule for %s leaves it nothing', async (_, elder, younger) => {
  const { add } = atHand()
  await add({ ...ALWAYS, ...elder })
  await expect(add({ ...YOUNGER, ...younger })).rejects.toBeInstanceOf(ContradictingFaultError)
})

test.each<[string, Partial<FaultSpec>, Partial<FaultSpec>]>([
  ['at another stage', { stage: 'data' }, {}],
  ['for others', { scope: { rcpt: 'bob@x.test' } }, {}],
  ['with a narrower scope', { scope: { rcpt: 'ann@x.test', user: 'app' } }, {}],
  ['for one of its branches', {}, { scope: { any: [{ rcpt: 'ann@x.test' }, { rcpt: 'bob@x.test' }] } }],
  ['for somebody, and it for everybody', {}, { scope: { all: true } }],
  ['so many times', { times: 5 }, {}],
  ['not at first', { skip: 1 }, {}],
  ['by chance', { probability: 0.5 }, {}],
  ['for a while after its first strike', { for: '1s' }, {}],
  ['with a ttl that ends long before its own', { ttl: '10s' }, { ttl: '20s' }],
])('an older rule %s leaves it something', async (_, elder, younger) => {
  const { add } = atHand()
  await add({ ...ALWAYS, ...elder })
  expect(await add({ ...YOUNGER, ...younger })).toMatchObject({ id: 'f_2', state: 'active' })
})

test('an older rule that leaves it only the end of its time is in its way, and later no more', async () => {
  const { add, pass } = atHand()
  await add(ALWAYS)
  pass(5000)
  await expect(add(YOUNGER)).rejects.toBeInstanceOf(ContradictingFaultError)
  pass(10_000)
  expect(await add(YOUNGER)).toMatchObject({ state: 'active' })
})

test("a rule that has expired is in nobody's way", async () => {
  const { add, pass } = atHand()
  await add({ ...ALWAYS, ttl: '1s' })
  pass(1000)
  expect(await add(YOUNGER)).toMatchObject({ state: 'active' })
})
