import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Value } from 'typebox/value'
import { FeedEvent } from '../../contract/event.ts'
import { inProcess, onPort, type Room } from './support/app.ts'
import { followSocket, followStream, type Follower } from './support/follow.ts'
import { delivery, scriptedSession } from './support/records.ts'

async function deliver({ intake }: Room, subject: string): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  const id = await intake.accept(delivery(record, `Subject: ${subject}\r\n\r\nx`), record)
  record.session.outcome = 'delivered'
  intake.closed(record)
  return id
}

const added = ({ events }: Follower) =>
  events.flatMap((event) => (event.type === 'message.added' ? [event.message.subject] : []))
const subject = (wanted: string) => (event: { message: { subject: string } }) => event.message.subject === wanted

const followers = [
  ['a WebSocket', followSocket],
  ['an event stream', followStream],
] as const

test.each(followers)('%s gets the facts first, then each event once and in order', async (_kind, follow) => {
  const room = await onPort()
  const reader = await follow(room.http.url)
  const first = await reader.until('info')
  expect(reader.events[0]).toBe(first)
  const id = await deliver(room, 'one')
  await room.store.delete({ kind: 'ids', ids: [id] }, null, null)
  await reader.until('message.removed')
  const types = reader.events.map(({ type }) => type).filter((type) => type !== 'info' && type !== 'message.updated')
  expect(types).toEqual(['session.opened', 'message.added', 'session.closed', 'message.removed'])
  for (const event of reader.events) expect(Value.Errors(FeedEvent, event)).toEqual([])
})

test.each(followers)('%s is given what it missed since its cursor', async (_kind, follow) => {
  const room = await onPort()
  await deliver(room, 'before')
  const { cursor } = await room.store.state()
  await deliver(room, 'missed')
  const reader = await follow(room.http.url, `?since=${cursor}`)
  await reader.until('message.added', subject('missed'))
  await deliver(room, 'live')
  await reader.until('message.added', subject('live'))
  expect(added(reader)).toEqual(['missed', 'live'])
  expect(reader.events[0]?.type).toBe('info')
})

test.each(followers)('%s with a cursor of another start is told to begin anew, and goes on', async (_kind, follow) => {
  const room = await onPort()
  await deliver(room, 'before')
  for (const since of ['0123456789ab.1', 'nonsense', `${(await room.store.state()).epoch}.999`]) {
    const reader = await follow(room.http.url, `?since=${since}`)
    const { cursor } = await reader.until('resync')
    expect(cursor).toBe((await room.store.state()).cursor)
    await deliver(room, `after ${since}`)
    await reader.until('message.added', subject(`after ${since}`))
    expect(added(reader)).toEqual([`after ${since}`])
    reader.leave()
  }
})

test('the digest of a message follows it', async () => {
  const room = await onPort()
  const reader = await followSocket(room.http.url)
  await reader.until('info')
  await deliver(room, 'one')
  const { message } = await reader.until('message.updated')
  expect(message).toMatchObject({ subject: 'one', digest: { snippet: 'x' } })
})

test('a burst comes in a few frames, none of it twice', async () => {
  const room = await onPort()
  const [one, other] = [await followSocket(room.http.url), await followSocket(room.http.url)]
  await Promise.all([one.until('info'), other.until('info')])
  const before = one.frames
  for (let at = 0; at < 300; at++) await deliver(room, `mail ${at}`)
  const wanted = Array.from({ length: 300 }, (_, at) => `mail ${at}`)
  for (const reader of [one, other]) {
    await reader.until('message.added', subject('mail 299'))
    expect(added(reader)).toEqual(wanted)
  }
  expect(one.frames - before).toBeLessThan(40)
})

test('what all readers get is written out once for all of them', async () => {
  const room = await onPort()
  const readers = await Promise.all([1, 2, 3, 4].map(() => followSocket(room.http.url)))
  await deliver(room, 'first')
  await Promise.all(readers.map((reader) => reader.until('message.added')))
  // The first event has brought every reader to the shared subscription, so one is left of four.
  await vi.waitFor(() => expect(room.subscriptions.open).toBe(1))
  const stringify = vi.spyOn(JSON, 'stringify')
  await deliver(room, 'second')
  await Promise.all(readers.map((reader) => reader.until('message.added', subject('second'))))
  const written = stringify.mock.calls.filter(([value]) => (value as FeedEvent).type === 'message.added')
  stringify.mockRestore()
  expect(written.length).toBe(1)
})

test('without readers there is no subscription, and the last one to leave takes it along', async () => {
  const room = await onPort()
  await deliver(room, 'unwatched')
  expect(room.subscriptions.open).toBe(0)
  const readers = [
    await followSocket(room.http.url),
    await followStream(room.http.url),
    await followSocket(room.http.url, '?session=x'),
  ]
  await Promise.all(readers.map((reader) => reader.until('info')))
  await vi.waitFor(() => expect(room.subscriptions.open).toBeGreaterThan(0))
  for (const reader of readers) reader.leave()
  await vi.waitFor(() => expect(room.subscriptions.open).toBe(0))
})

test('only who follows a session gets its entries', async () => {
  const room = await onPort()
  const record = scriptedSession()
  room.intake.opened(record)
  const follower = await followSocket(room.http.url, `?session=${record.session.id}`)
  const other = await followSocket(room.http.url)
  await Promise.all([follower.until('info'), other.until('info')])
  await vi.waitFor(() => expect(room.subscriptions.open).toBe(2))
  record.say('client', 'EHLO app')
  room.intake.spoke(record)
  const { entries, id } = await follower.until('session.entries')
  expect(id).toBe(record.session.id)
  expect(entries).toMatchObject([{ from: 'client', text: 'EHLO app' }])
  await deliver(room, 'for both')
  await Promise.all([follower, other].map((reader) => reader.until('message.added')))
  expect(other.events.some(({ type }) => type === 'session.entries')).toBe(false)
})

test('the facts come again when the counts have changed', async () => {
  const room = await onPort()
  const reader = await followSocket(room.http.url)
  await reader.until('info')
  await deliver(room, 'one')
  const { info } = await reader.until('info', (event) => event.info.counts.accepted === 1)
  expect(info.counts.messages).toBe(1)
})

test('an event stream resumes from the id of the last event it got', async () => {
  const room = await onPort()
  const first = await followStream(room.http.url)
  await first.until('info')
  await deliver(room, 'one')
  await first.until('message.added')
  expect(first.headers.get('content-type')).toBe('text/event-stream')
  expect(first.headers.get('cache-control')).toBe('no-store')
  const last = first.ids.findLast((id) => id !== null) ?? ''
  expect(first.ids[0]).not.toBeNull()
  first.leave()
  await deliver(room, 'while away')
  // A browser sends the old URL along, so the header has to count for more.
  const { cursor } = await room.store.state()
  const again = await followStream(room.http.url, `?since=${cursor}`, { 'last-event-id': last })
  await again.until('message.added', subject('while away'))
  // Whoever breaks off before the replay must not lose it: the facts carry no id here.
  expect(again.ids[0]).toBeNull()
  expect(added(again)).toEqual(['while away'])
})

test('a reader that takes nothing is not stored up for, and is told to begin anew', async () => {
  const room = await onPort()
  const fast = await followSocket(room.http.url)
  await fast.until('info')
  const slow = connect(room.http.port, '127.0.0.1')
  slow.write(
    'GET /api/feed HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await new Promise((resolve) => slow.once('readable', resolve))
  const filler = 'x'.repeat(8_000)
  const count = 4_000
  for (let at = 0; at < count; at++) {
    await deliver(room, `${at} ${filler}`)
    // The pace of a reader that does take what it is sent.
    if (at % 50 === 49) await fast.until('message.added', (event) => event.message.subject.startsWith(`${at} `))
  }
  await fast.until('message.added', (event) => event.message.subject.startsWith(`${count - 1} `))
  const got = added(fast).map((text) => Number.parseInt(text, 10))
  expect(got).toEqual(Array.from({ length: count }, (_, at) => at))

  let bytes = 0
  const resynced = new Promise<void>((resolve) => {
    let tail = ''
    slow.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      tail = (tail + chunk.toString('latin1')).slice(-200_000)
      if (tail.includes('"type":"resync"')) resolve()
    })
  })
  await resynced
  slow.destroy()
  // 32 MB of subjects alone were published; what was kept is what fits into the kernel's buffers and 1 MiB more.
  expect(bytes).toBeLessThan(16 << 20)
})

test('what a client says on the socket is ignored, and a lot of it ends the connection', async () => {
  const room = await onPort()
  const socket = new WebSocket(`${room.http.url.replace('http', 'ws')}api/feed`)
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send('{"type":"message.removed"}')
  socket.send('x'.repeat(2_000))
  const code = await new Promise((resolve) => {
    socket.once('close', resolve)
  })
  expect(code).toBe(1009)
  expect((await fetch(`${room.http.url}livez`)).status).toBe(200)
})

test.each([
  ['/api/feed', 406, 'not_acceptable'],
  ['/api/feed?sinse=x', 400, 'unknown_parameter'],
])('GET %s without a stream is answered with what to do instead', async (url, status, code) => {
  const { app } = await inProcess()
  const answer = await app.inject({ url, headers: { accept: 'application/json' } })
  expect(answer.json()).toMatchObject({ status, code })
  const head = await app.inject({ method: 'HEAD', url: '/api/feed', headers: { accept: 'text/event-stream' } })
  expect(head.statusCode).toBe(200)
})

test.each([
  ['api/messages', 400],
  ['', 400],
  ['livez', 400],
  ['api/nowhere', 404],
  ['api/feed?since=', 400],
])('a WebSocket to /%s is refused before it opens, with %i', async (path, status) => {
  const { http } = await onPort()
  const socket = new WebSocket(`${http.url.replace('http', 'ws')}${path}`)
  const refused = await new Promise<string>((resolve) => {
    socket.on('error', ({ message }) => resolve(message))
    socket.on('open', () => resolve('opened'))
  })
  expect(refused).toBe(`Unexpected server response: ${status}`)
})
