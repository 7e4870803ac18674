/** What was handed out, and whose turn it is. */
import { expect, test } from 'vitest'
import { caller } from '../../client/caller.ts'
import { Claims } from '../../client/claims.ts'

/** Work that is done when the test says so. */
function held() {
  const gate = new EventTarget()
  const done = new Promise((resolve) => gate.addEventListener('open', resolve))
  return { done, release: () => gate.dispatchEvent(new Event('open')) }
}

const patient = { patience: 60_000, signal: undefined }

test('what was taken is told with the line that took it', () => {
  const claims = new Claims()
  claims.take('m1', caller())
  expect(claims.has('m1')).toBe(true)
  expect(claims.has('m2')).toBe(false)
  expect(claims.list()).toEqual([
    { id: 'm1', by: expect.stringMatching(/^test\/client\/claims\.test\.ts:\d+$/), as: 'taken' },
  ])
})

test('of thousands of claims only the newest have their line', () => {
  const claims = new Claims()
  for (let n = 0; n < 1000; n += 1) claims.take(`m${n}`, caller())
  expect(claims.list().filter(({ by }) => by !== null)).toHaveLength(200)
  expect(claims.list().at(-1)?.by).not.toBeNull()
})

test('equal waits come one after another, others at once', async () => {
  const claims = new Claims()
  const order: string[] = []
  const first = held()
  const a = claims.inTurn('a', patient, async () => {
    order.push('first')
    await first.done
  })
  const second = claims.inTurn('a', patient, async () => void order.push('second'))
  await claims.inTurn('b', patient, async () => void order.push('other'))
  expect(order).toEqual(['first', 'other'])
  first.release()
  await Promise.all([a, second])
  expect(order).toEqual(['first', 'other', 'second'])
})

test('a wait that gave up does not let the next one past those before it', async () => {
  const claims = new Claims()
  const first = held()
  let isFirstOver = false
  const a = claims.inTurn('a', patient, () => first.done).then(() => (isFirstOver = true))
  await claims.inTurn('a', { patience: 1, signal: undefined }, async () => {})
  const third = claims.inTurn('a', patient, async () => isFirstOver)
  await new Promise((resolve) => setTimeout(resolve))
  first.release()
  await a
  expect(await third).toBe(true)
})

test('a wait that failed lets the next one begin', async () => {
  const claims = new Claims()
  const failed = claims.inTurn('a', patient, () => Promise.reject(new Error('no')))
  const next = claims.inTurn('a', patient, async () => 'next')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('next')
})

test('a wait that was called off leaves the queue', async () => {
  const claims = new Claims()
  const first = held()
  const a = claims.inTurn('a', patient, () => first.done)
  const stop = new AbortController()
  const second = claims.inTurn('a', { patience: 60_000, signal: stop.signal }, async () => 'never')
  stop.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  first.release()
  await a
})

test('what is gone is forgotten, and what was taken meanwhile is not', () => {
  const claims = new Claims()
  for (const id of ['m1', 'm2']) claims.take(id, caller())
  const gone = claims.ids()
  claims.take('m3', caller())
  claims.forget(gone)
  expect(claims.ids()).toEqual(['m3'])
  for (let n = 0; n < 300; n += 1) claims.take(`n${n}`, caller())
  expect(claims.ids()).toHaveLength(301)
})

test('what a wait gave is not held by the waits behind it', async () => {
  const claims = new Claims()
  const gate = held()
  const first = claims.inTurn('a', patient, async () => ['a long mail'])
  const second = claims.inTurn('a', patient, () => gate.done)
  const turn = (claims as unknown as { turns: Map<string, Promise<unknown>> }).turns.get('a')
  await first
  gate.release()
  await second
  // All that is known of a turn is that it is over.
  expect(await turn).toBeUndefined()
})
