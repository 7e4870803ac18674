/** Waiting until a fault has struck. */
import { expect, onTestFinished, test } from 'vitest'
import type { FaultSpec } from '../../contract/fault.ts'
import type { HitsAnswer } from '../../server/wait/hits.ts'
import { createWaits, WaitEndedError } from '../../server/wait/waits.ts'
import { rcptBy } from '../http/support/strike.ts'
import { fedStore } from '../store/feeding.ts'

const REFUSED: FaultSpec = { name: 'busy', scope: { rcpt: 'ann@example.com' }, stage: 'rcpt', reply: { code: 451 } }
const PATIENT = 60_000

/** A store with one rule, and a room to wait in, whose timers ring when the test says so. */
async function ruled(spec: Partial<FaultSpec> = {}) {
  const timers: (() => void)[] = []
  let time = Date.now()
  const later = (_ms: number, run: () => void) => {
    timers.push(run)
    return () => {}
  }
  const fed = fedStore({}, () => time, later)
  const fault = await fed.store.createFault({ ...REFUSED, ...spec })
  const begun: (() => void)[] = []
  // A wait listens, looks, and then waits for what it hears.
  const looks = async (id: string) => {
    const found = await fed.store.fault(id)
    for (const call of begun.splice(0)) setImmediate(call)
    return found
  }
  const waits = createWaits({
    store: { ...fed.store, fault: looks },
    surroundings: async () => ({ listening: [], url: null }),
  })
  onTestFinished(() => waits.stop())
  return {
    ...fed,
    fault,
    waits,
    /** Begins to wait; resolves once it does, with the answer to come. */
    waiting: async (wanted: number, signal?: AbortSignal): Promise<{ answer: Promise<HitsAnswer> }> => {
      const listens = new Promise<void>((resolve) => begun.push(resolve))
      const answer = waits.hits(fault.id, wanted, PATIENT, signal)
      answer.catch(() => {})
      await listens
      return { answer }
    },
    expire: () => {
      time += PATIENT
      timers.splice(0).forEach((run) => run())
    },
  }
}

const messageOf = (answer: HitsAnswer) => (answer.kind === 'hit' ? '' : answer.message)

test('a rule that has struck already is there at once', async () => {
  const { intake, waits, fault } = await ruled()
  const { session } = rcptBy(intake)
  expect(await waits.hits(fault.id, 1, 0)).toMatchObject({
    kind: 'hit',
    fault: { id: fault.id, count: 1, state: 'spent', hits: [{ session: session.id, entry: 7 }] },
  })
})

test('a strike ends the wait for it, once there are enough of them', async () => {
  const { intake, waiting } = await ruled({ times: 2 })
  const { answer } = await waiting(2)
  rcptBy(intake)
  rcptBy(intake)
  expect(await answer).toMatchObject({ kind: 'hit', fault: { count: 2 } })
})

test('when the time is up, the store says why it was not hit', async () => {
  const { intake, store, waits, fault } = await ruled()
  rcptBy(intake, { to: ['bob@example.com'] })
  const answer = await waits.hits(fault.id, 1, 1)
  expect(answer).toEqual({ kind: 'timeout', message: await store.explainFault(fault.id, 1) })
})

test('more strikes than a rule has are not waited for', async () => {
  const { waits, fault } = await ruled()
  const answer = await waits.hits(fault.id, 2, PATIENT)
  expect(answer.kind).toBe('gone')
  expect(messageOf(answer)).toMatch(
    /^Fault f_1 \(busy\) strikes once at most, so waiting for 2 is of no use\. Give it "times": 2, or null\.\n\w/,
  )
})

test('a rule whose counts begin anew may strike more often than its times', async () => {
  const { waits, fault } = await ruled({ window: '10s' })
  expect((await waits.hits(fault.id, 2, 0)).kind).toBe('timeout')
})

test('a rule that expires ends the wait for it', async () => {
  const { waiting, expire } = await ruled({ ttl: '30s' })
  const { answer } = await waiting(1)
  expire()
  expect(messageOf(await answer)).toMatch(/^Fault f_1 \(busy\) has expired: waiting longer is of no use\.\n\w/)
})

test('a rule that is deleted ends the wait for it', async () => {
  const { intake, store, waiting } = await ruled({ times: 3 })
  const { answer } = await waiting(3)
  rcptBy(intake)
  await store.deleteFaults('all')
  expect(await answer).toEqual({
    kind: 'gone',
    message: 'Fault f_1 (busy) was deleted while this waited. It had struck once, and was to strike 3 times.',
  })
})

test('a rule goes with its inbox, and so does the wait for it', async () => {
  const { store, waits } = await ruled()
  const inbox = await store.createInbox({})
  const fault = await store.createFault({ ...REFUSED, scope: { inbox: inbox.id } })
  const answer = waits.hits(fault.id, 1, PATIENT)
  await store.deleteInbox(inbox.id, 'delete', null)
  expect(messageOf(await answer)).toMatch(/inbox was closed/)
})

test('a rule that there is not is said to be unknown', async () => {
  const { waits } = await ruled()
  expect(await waits.hits('f_99', 1, PATIENT)).toEqual({
    kind: 'gone',
    message:
      'There is no fault "f_99". It was deleted, its inbox was closed, it was over long ago, or the id was never given out.',
  })
})

test('a wait ends with the sink, and with who asked for it', async () => {
  const { waits, waiting } = await ruled()
  const gone = new AbortController()
  const mine = await waiting(1, gone.signal)
  const other = await waiting(1)
  expect(waits.count()).toBe(2)
  gone.abort(new Error('left'))
  await expect(mine.answer).rejects.toThrow('left')
  waits.stop()
  await expect(other.answer).rejects.toThrow(WaitEndedError)
  expect(waits.count()).toBe(0)
})
