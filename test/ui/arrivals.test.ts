import type { Signal } from '@preact/signals'
import { afterEach, expect, test, vi } from 'vitest'
import type { FeedEvent } from '../../contract/event.ts'
import type { Info } from '../../contract/info.ts'
import { createArrivals } from '../../ui/state/arrivals.ts'
import { createOffline } from '../../ui/state/offline.ts'
import { createReunion } from '../../ui/state/reunion.ts'
import type { App } from '../../ui/state/app.ts'
import { aPage } from './list/an-app.ts'
import { added, at, closed, info, removed, summary } from './samples.ts'

afterEach(() => void vi.useRealTimers())

const facts = (seq: number, own: Partial<Info['counts']> = {}, more: Partial<Info> = {}) => ({
  type: 'info' as const,
  seq,
  at: at(seq),
  info: info({ cursor: `${more.epoch ?? 'e'}.${seq}`, counts: { ...info().counts, ...own }, ...more }),
})

function setState(app: App, kind: 'live' | 'offline'): void {
  const state = app.connection.state as Signal<unknown>
  state.value = kind === 'live' ? { kind } : { kind, attempt: 7 }
}

/** The page with its lists read, `told` with the time that events may wait for each other. */
async function read() {
  vi.useFakeTimers()
  const { app, load, tell } = aPage([])
  const arrivals = app.part(createArrivals)
  await load()
  return {
    arrivals,
    told: (...events: readonly FeedEvent[]) => {
      tell(...events)
      vi.advanceTimersByTime(100)
    },
  }
}

test('the first mail is known before the facts are told again', async () => {
  const { arrivals, told } = await read()
  told(facts(3))
  expect(arrivals.kept.value).toBe(0)
  told(added(4))
  expect([arrivals.kept.value, arrivals.newest.value]).toEqual([1, 'm4'])
  // What the facts have counted already is told once more after a reconnection.
  told(facts(4, { messages: 1 }), added(4))
  expect(arrivals.kept.value).toBe(1)
  told(removed(5, ['m4']))
  expect(arrivals.kept.value).toBe(0)
})

test('a session that delivered nothing is what "see why" leads to, a probe is not', async () => {
  const { arrivals, told } = await read()
  told(closed(1, { outcome: 'probe' }))
  expect(arrivals.failed.value).toBe(null)
  told(closed(2, { outcome: 'nothing' }))
  expect(arrivals.failed.value).toBe('s2')
})

test('tells how many mails came while the sink could not be reached', () => {
  const { app, tell } = aPage([])
  app.part(createReunion)
  tell(facts(1), added(2))
  setState(app, 'offline')
  expect(app.part(createOffline).reason.value).toContain('offline')
  setState(app, 'live')
  tell(facts(5, { accepted: 4 }), added(3), added(4), added(5))
  expect(app.toasts.shown.value.map(({ text }) => text)).toEqual(['3 new messages while away'])
  tell(facts(6, { accepted: 5 }))
  expect(app.toasts.shown.value).toHaveLength(1)
})

test('another start is told apart from an absence, and another version offers to reload', () => {
  const { app, tell } = aPage([summary(1)])
  const reunion = app.part(createReunion)
  tell(facts(1, { accepted: 1 }))
  setState(app, 'offline')
  setState(app, 'live')
  tell(facts(9, { accepted: 9 }, { epoch: 'f', version: '9.9.9' }))
  expect([reunion.restarted.value, reunion.newVersion.value]).toEqual([true, '9.9.9'])
  expect(app.toasts.shown.value).toEqual([])
  reunion.dismiss()
  expect([reunion.restarted.value, reunion.newVersion.value]).toEqual([false, null])
})
