/** The feed's clockwork, with a connection that the test plays and a clock that it turns. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FeedEvent } from '../../contract/event.ts'
import type { Batch } from '../../server/http/feed-batch.ts'
import { createFeedHub } from '../../server/http/feed-hub.ts'
import { FEED, type Reader } from '../../server/http/feed-reader.ts'
import { room } from './support/app.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function hub() {
  const { store, options, subscriptions } = await room()
  const failures: unknown[] = []
  const made = createFeedHub({ store, info: () => options.info(), failed: (error) => void failures.push(error) })
  const mail = (subject: string) => store.import(Buffer.from(`Subject: ${subject}\r\n\r\n`), { from: '', to: [] }, '')
  return { ...made, store, mail, failures, subscriptions }
}

function reader() {
  const events: FeedEvent[] = []
  const made = {
    events,
    queued: 0,
    pings: 0,
    dropped: false,
    left: false,
    send: (batch: Batch) => void events.push(...(JSON.parse(batch.frame().toString()) as FeedEvent[])),
    backlog: () => made.queued,
    ping: () => void (made.pings += 1),
    drop: () => void (made.dropped = true),
    bye: () => void (made.left = true),
  }
  return made satisfies Reader
}

const types = (events: FeedEvent[]) => events.map(({ type }) => type).filter((type) => type !== 'message.updated')

test('a first event goes out at once, those right after it together and 50 ms later', async () => {
  const { join, mail } = await hub()
  const one = reader()
  join(one, { since: null, session: null, criteria: null })
  await vi.advanceTimersByTimeAsync(200)
  await mail('one')
  await vi.advanceTimersByTimeAsync(1)
  expect(types(one.events)).toEqual(['info', 'message.added'])
  await mail('two')
  await mail('three')
  await vi.advanceTimersByTimeAsync(FEED.batch - 5)
  expect(types(one.events)).toEqual(['info', 'message.added'])
  await vi.advanceTimersByTimeAsync(5)
  expect(types(one.events)).toEqual(['info', 'message.added', 'message.added', 'message.added'])
})

test('the facts come once a second while things change, and not while nothing does', async () => {
  const { join, mail } = await hub()
  const one = reader()
  join(one, { since: null, session: null, criteria: null })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(types(one.events)).toEqual(['info'])
  for (let at = 0; at < 30; at++) {
    await mail(`${at}`)
    await vi.advanceTimersByTimeAsync(100)
  }
  await vi.advanceTimersByTimeAsync(10_000)
  expect(types(one.events).filter((type) => type === 'info').length).toBeLessThanOrEqual(5)
  expect(one.events.findLast(({ type }) => type === 'info')).toMatchObject({ info: { counts: { accepted: 30 } } })
})

test('a reader behind gets nothing until it has taken everything, then resync, then what comes', async () => {
  const { join, mail, subscriptions, store } = await hub()
  const one = reader()
  join(one, { since: null, session: null, criteria: null })
  await vi.advanceTimersByTimeAsync(100)
  one.queued = FEED.backlog + 1
  await mail('lost')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(types(one.events)).toEqual(['info'])
  // Nobody is stored up for: the store is not even listened to.
  expect(subscriptions.open).toBe(0)
  one.queued = 1
  await vi.advanceTimersByTimeAsync(5_000)
  expect(types(one.events)).toEqual(['info'])
  one.queued = 0
  await vi.advanceTimersByTimeAsync(200)
  expect(one.events.at(-1)).toMatchObject({ type: 'resync', cursor: (await store.state()).cursor })
  await mail('after')
  await vi.advanceTimersByTimeAsync(100)
  expect(types(one.events)).toEqual(['info', 'resync', 'message.added'])
})

test('a reader that stays behind for 30 s is ended, and only that one', async () => {
  const { join, mail } = await hub()
  const [stuck, well] = [reader(), reader()]
  join(stuck, { since: null, session: null, criteria: null })
  join(well, { since: null, session: null, criteria: null })
  await vi.advanceTimersByTimeAsync(100)
  stuck.queued = FEED.backlog + 1
  await mail('one')
  await vi.advanceTimersByTimeAsync(29_000)
  expect(stuck.dropped).toBe(false)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(stuck.dropped).toBe(true)
  await mail('two')
  await vi.advanceTimersByTimeAsync(100)
  expect(well.dropped).toBe(false)
  expect(types(well.events).filter((type) => type === 'message.added').length).toBe(2)
})

test('a reader that catches up slowly gets the replay in pieces, whole and in order', async () => {
  const { join, mail, store } = await hub()
  const { cursor } = await store.state()
  const count = 3 * FEED.events
  for (let at = 0; at < count; at++) await mail(`${at}`)
  const one = reader()
  // Each batch fills the connection, which is empty again by the next look.
  const send = one.send
  one.send = (batch) => {
    send(batch)
    one.queued = FEED.backlog + 1
  }
  join(one, { since: cursor, session: null, criteria: null })
  for (let turn = 0; turn < 10; turn++) {
    await vi.advanceTimersByTimeAsync(FEED.watch)
    one.queued = 0
  }
  await vi.advanceTimersByTimeAsync(FEED.watch)
  const got = one.events.flatMap((event) => (event.type === 'message.added' ? [event.message.subject] : []))
  expect(got).toEqual(Array.from({ length: count }, (_, at) => `${at}`))
})

test('readers are pinged, and bid farewell when the hub stops', async () => {
  const { join, stop, subscriptions } = await hub()
  const one = reader()
  const leave = join(one, { since: null, session: null, criteria: null })
  await vi.advanceTimersByTimeAsync(2 * FEED.ping)
  expect(one.pings).toBe(2)
  stop()
  expect(one.left).toBe(true)
  expect(subscriptions.open).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
  leave()
})

test('a reader whose feed fails is ended, and the failure told', async () => {
  const { store, options } = await room()
  const failures: unknown[] = []
  const broken = { ...store, subscribe: () => Promise.reject(new Error('gone')) }
  const { join } = createFeedHub({
    store: broken,
    info: () => options.info(),
    failed: (error) => void failures.push(error),
  })
  const one = reader()
  join(one, { since: null, session: null, criteria: null })
  await vi.advanceTimersByTimeAsync(10)
  expect(one.dropped).toBe(true)
  expect(failures).toHaveLength(1)
})
