import { expect, test, vi } from 'vitest'
import { UnreachableError } from '../../client/api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { FeedOptions } from '../../client/feed.ts'
import { createConnection } from '../../ui/state/connection.ts'
import { added, apiOf, at, info } from './samples.ts'

const url = new URL('http://sink/api/feed')

function connected(answers: Parameters<typeof apiOf>[0] = { info: async () => info({ cursor: 'e.7' }) }) {
  const feeds: FeedOptions[] = []
  const listening = {
    load: vi.fn<() => Promise<void>>(async () => {}),
    apply: vi.fn<(events: readonly FeedEvent[]) => void>(),
  }
  const connection = createConnection(apiOf(answers), url, (options) => {
    feeds.push(options)
    return { retry() {}, close() {} }
  })
  const leave = connection.join(listening)
  return { connection, feeds, listening, leave }
}

test('goes on from the place before the lists were read, so that nothing falls in between', async () => {
  const { connection, feeds, listening } = connected()
  await connection.start()
  expect(listening.load).toHaveBeenCalledOnce()
  expect(feeds[0]?.since).toBe('e.7')
})

test('hands events on, and reads everything anew after a resync', async () => {
  const { connection, feeds, listening } = connected()
  await connection.start()
  feeds[0]?.onEvents([added(1)])
  expect([listening.apply.mock.calls.length, listening.load.mock.calls.length]).toEqual([1, 1])
  feeds[0]?.onEvents([{ type: 'resync', seq: 9, at: at(9), cursor: 'e.9' }])
  expect(listening.load.mock.calls.length).toBe(2)
})

test('without a server it says so, and reads once there is one', async () => {
  const { connection, feeds, listening } = connected({
    info: () => Promise.reject(new UnreachableError('http://sink/api/info', null)),
  })
  await connection.start()
  expect(connection.problem.value).toContain('Is mailsink still running?')
  feeds[0]?.onState?.({ kind: 'live' })
  await vi.waitFor(() => expect(connection.problem.value).toBeNull())
  expect(listening.load).toHaveBeenCalledOnce()
})

test('keeps the newest facts', async () => {
  const { connection, feeds } = connected()
  await connection.start()
  feeds[0]?.onEvents([{ type: 'info', seq: 8, at: at(8), info: info({ version: '9.9.9' }) }])
  expect(connection.info.value?.version).toBe('9.9.9')
})

test('who has left hears nothing any more', async () => {
  const { connection, feeds, listening, leave } = connected()
  await connection.start()
  leave()
  feeds[0]?.onEvents([added(1)])
  expect(listening.apply).not.toHaveBeenCalled()
})
