import { expect, test, vi } from 'vitest'
import { ApiError, UnreachableError } from '../../client/api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { Entry, Session, SessionWithTranscript } from '../../contract/session.ts'
import { createVisitor } from '../../ui/state/session/visit.ts'
import { apiOf, at, closed, entry, session } from './samples.ts'

/** A session that the server would give now, and the feed that the page has opened to follow it. */
function watched(given: Session, transcript: Entry[]) {
  const server: SessionWithTranscript = { ...given, transcript }
  const feeds: { session: string; tell: (events: FeedEvent[]) => void; closed: boolean }[] = []
  const read = vi.fn<() => Promise<SessionWithTranscript>>(async () => ({ ...server }))
  const visitor = createVisitor(apiOf({ session: read }), ({ session: id, onEvents }) => {
    const feed = { session: id, tell: onEvents, closed: false }
    feeds.push(feed)
    return { close: () => void (feed.closed = true) }
  })
  const said = () => (visitor.visit.value.kind === 'ready' ? visitor.visit.value.transcript.map(({ n }) => n) : [])
  return { server, feeds, read, visitor, said }
}

const open = session(1, { outcome: 'open', closedAt: null, ended: null })
const said = (...entries: Entry[]): FeedEvent => ({ type: 'session.entries', seq: 1, at: at(1), id: 's1', entries })

test('a session that is over is read once and not followed', async () => {
  const { visitor, feeds, read } = watched(session(1), [entry(0)])
  await visitor.open('s1')
  expect(visitor.visit.value).toMatchObject({ kind: 'ready', session: { id: 's1' }, transcript: [{ n: 0 }] })
  expect([feeds.length, read.mock.calls.length]).toEqual([0, 1])
})

test('a session in progress grows as it is spoken', async () => {
  const { visitor, feeds, said: numbers } = watched(open, [entry(0)])
  await visitor.open('s1')
  feeds[0]?.tell([said(entry(1), entry(2))])
  expect(numbers()).toEqual([0, 1, 2])
})

test('reads again when the feed begins, because something may have been said before', async () => {
  const { visitor, feeds, server, said: numbers } = watched(open, [entry(0)])
  await visitor.open('s1')
  server.transcript = [entry(0), entry(1)]
  feeds[0]?.tell([said(entry(2))])
  await vi.waitFor(() => expect(numbers()).toEqual([0, 1, 2]))
})

test('an entry told twice is shown once', async () => {
  const { visitor, feeds, said: numbers } = watched(open, [entry(0)])
  await visitor.open('s1')
  feeds[0]?.tell([said(entry(0), entry(1))])
  feeds[0]?.tell([said(entry(1))])
  expect(numbers()).toEqual([0, 1])
})

test('the end brings the last facts and ends the following', async () => {
  const { visitor, feeds, server } = watched(open, [entry(0)])
  await visitor.open('s1')
  Object.assign(server, session(1, { outcome: 'nothing' }))
  feeds[0]?.tell([closed(1)])
  await vi.waitFor(() => expect(visitor.visit.value).toMatchObject({ session: { outcome: 'nothing' } }))
  expect(feeds[0]?.closed).toBe(true)
})

test('going elsewhere ends the following', async () => {
  const { visitor, feeds } = watched(open, [])
  await visitor.open('s1')
  await visitor.open(null)
  expect([feeds[0]?.closed, visitor.visit.value.kind]).toEqual([true, 'none'])
})

test('what was read stays readable when the server goes away', async () => {
  const { visitor, read } = watched(session(1), [entry(0)])
  await visitor.open('s1')
  read.mockRejectedValueOnce(new UnreachableError('http://sink/api', null))
  await visitor.refresh()
  expect(visitor.visit.value.kind).toBe('ready')
})

test('an address of no session says so', async () => {
  const visitor = createVisitor(apiOf({ session: () => Promise.reject(new ApiError(404, null)) }), () => ({
    close() {},
  }))
  await visitor.open('s1')
  expect(visitor.visit.value).toEqual({ kind: 'unknown', id: 's1' })
})
