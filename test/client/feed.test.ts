import { expect, test } from 'vitest'
import type { FeedEvent } from '../../contract/event.ts'
import { openFeed, type FeedState, type Socket } from '../../client/feed.ts'
import { added, at, info } from '../ui/samples.ts'

const nothing = (): void => {}

/** A feed whose sockets and clock are in the hands of the test. */
function followed(since: string | null = 'e.1') {
  const sockets: { url: string; hear: (type: string, event?: unknown) => void; closed: boolean }[] = []
  const waits: number[] = []
  const states: string[] = []
  const events: FeedEvent[] = []
  let pass = nothing

  function connect(url: string): Socket {
    const listeners = new Map<string, (event: never) => void>()
    const socket = {
      url,
      closed: false,
      hear: (type: string, event: unknown = {}) => listeners.get(type)?.(event as never),
    }
    sockets.push(socket)
    return {
      close: () => void (socket.closed = true),
      addEventListener: (type: string, listener: (event: never) => void) => void listeners.set(type, listener),
    }
  }

  const feed = openFeed({
    url: 'http://sink.test/mail/api/feed',
    since,
    onEvents: (batch) => void events.push(...batch),
    onState: (state: FeedState) => states.push('attempt' in state ? `${state.kind} ${state.attempt}` : state.kind),
    connect,
    later(ms, run) {
      waits.push(ms)
      pass = run
      return () => (pass = nothing)
    },
    random: () => 1,
  })
  const last = () => {
    const socket = sockets.at(-1)
    if (socket === undefined) throw new Error('No socket was opened.')
    return socket
  }
  return {
    feed,
    sockets,
    waits,
    states,
    events,
    last,
    tell: (batch: FeedEvent[]) => last().hear('message', { data: JSON.stringify(batch) }),
    pass: () => pass(),
  }
}

const facts = (cursor: string, epoch = 'e'): FeedEvent => ({
  type: 'info',
  seq: 0,
  at: at(0),
  info: info({ cursor, epoch }),
})

test('opens a WebSocket at the place to go on from', () => {
  expect(followed('e.1').last().url).toBe('ws://sink.test/mail/api/feed?since=e.1')
  expect(followed(null).last().url).toBe('ws://sink.test/mail/api/feed')
})

test('hands over batches of events in order', () => {
  const { tell, events, states, last } = followed()
  last().hear('open')
  tell([facts('e.3'), added(2)])
  tell([added(3)])
  expect(states).toEqual(['connecting', 'live'])
  expect(events.map(({ type }) => type)).toEqual(['info', 'message.added', 'message.added'])
})

test('comes back after the last event that it heard, whatever the facts say', () => {
  const { tell, last, pass } = followed('e.1')
  tell([facts('e.9'), added(2)])
  last().hear('close')
  pass()
  expect(last().url).toContain('since=e.2')
})

test('having asked for nothing in particular it goes on from the facts', () => {
  const { tell, last, pass } = followed(null)
  tell([facts('e.9')])
  last().hear('close')
  pass()
  expect(last().url).toContain('since=e.9')
})

test('goes on from a resync', () => {
  const { tell, last, pass } = followed('old.5')
  tell([facts('new.3', 'new'), { type: 'resync', seq: 3, at: at(3), cursor: 'new.3' }])
  last().hear('close')
  pass()
  expect(last().url).toContain('since=new.3')
})

test('waits longer each time, and calls it offline after a while', () => {
  const { last, pass, waits, states } = followed()
  for (let failure = 0; failure < 8; failure++) {
    last().hear('close')
    pass()
  }
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
  expect(states.slice(1, 4)).toEqual(['reconnecting 1', 'reconnecting 2', 'reconnecting 3'])
  expect(states.at(-1)).toBe('offline 8')
})

test('a proxy that accepts and says nothing does not count as being back', () => {
  const { last, pass, waits, tell } = followed()
  last().hear('close')
  pass()
  last().hear('open')
  last().hear('close')
  pass()
  expect(waits).toEqual([250, 500])
  tell([facts('e.1')])
  last().hear('close')
  expect(waits).toEqual([250, 500, 250])
})

test('retry does not wait', () => {
  const { feed, last, sockets } = followed()
  feed.retry()
  expect(sockets.length).toBe(1)
  last().hear('close')
  feed.retry()
  expect(sockets.length).toBe(2)
})

test('after close nothing is heard and nothing comes back', () => {
  const { feed, last, tell, events, waits, states } = followed()
  feed.close()
  tell([added(1)])
  last().hear('close')
  expect([last().closed, events, waits, states]).toEqual([true, [], [], ['connecting']])
})

test.each([
  ['to:ann has:link', 'ws://sink.test/api/feed?since=e.1&q=to%3Aann+has%3Alink'],
  ['', 'ws://sink.test/api/feed?since=e.1'],
])('the search %j is asked for', (q, address) => {
  const asked: string[] = []
  const connect = (url: string): Socket => {
    asked.push(url)
    return { close: nothing, addEventListener: nothing }
  }
  openFeed({ url: 'http://sink.test/api/feed', since: 'e.1', q, onEvents: nothing, connect }).close()
  expect(asked).toEqual([address])
})
