/** A sink that stops while faults hold its sessions up: nobody is waited for who waits for the sink, and nothing is left over. */
import net from 'node:net'
import { expect, test } from 'vitest'
import type { FaultActionWish, FaultStage } from '../../contract/fault.ts'
import { startTestSink, type TestSink } from '../support/smtp-sink.ts'
import { walk } from '../support/smtp-walk.ts'

type Way = 'smtp' | 'submission' | 'submissions'

/** Every stage on a listener that comes by it. */
const places: readonly (readonly [FaultStage, Way])[] = [
  ['connect', 'smtp'],
  ['connect', 'submissions'],
  ['tls', 'submission'],
  ['tls', 'submissions'],
  ['ehlo', 'smtp'],
  ['ehlo', 'submissions'],
  ['starttls', 'submission'],
  ['auth', 'submission'],
  ['auth', 'submissions'],
  ['mail', 'smtp'],
  ['rcpt', 'submission'],
  ['data', 'smtp'],
  ['payload', 'smtp'],
  ['end', 'smtp'],
  ['end', 'submissions'],
  ['quit', 'smtp'],
]

const stall: FaultActionWish = { type: 'stall' }
const delay: FaultActionWish = { type: 'delay', delay: '1h' }
/** So slow that not one reply has left when the sink stops. */
const trickle: FaultActionWish = { type: 'trickle', bytesPerSecond: 1 }
/** How long the listeners wait for a mail that is on its way is 6 s: whoever is faster has not waited for one. */
const AT_ONCE = 5000
const PROMISED = 8000

test.each([
  ['stalled', stall, places],
  ['delayed', delay, places],
  ['speaking slowly', trickle, places.filter(([stage]) => !['tls', 'payload', 'quit'].includes(stage))],
])('sessions that are %s, at every stage, are cut off at once by a stop', async (_, action, where) => {
  const box = await startTestSink({ submission: {}, submissions: {} })
  const walks = await holdUp(box, action, where)
  const began = performance.now()
  await box.sink.stop()
  expect(performance.now() - began).toBeLessThan(AT_ONCE)
  await Promise.all(walks)
  const sessions = await box.closed(where.length)
  expect(sessions.map(({ closedAt, faults }) => [closedAt === null, faults.length])).toEqual(
    where.map(() => [false, 1]),
  )
})

test('a stop waits for a mail that comes slowly no longer than for any other', async () => {
  const box = await startTestSink()
  const walks = await holdUp(box, { ...trickle, direction: 'client' }, [['payload', 'smtp']])
  await stopsInTime(box)
  const [steps] = await Promise.all(walks)
  expect(steps?.at(-1)?.got).toMatch(/^421 /)
  expect(await box.messages()).toEqual([])
})

test('a goodbye that leaves slowly holds up a stop no longer than it may take', async () => {
  const box = await startTestSink()
  const walks = await holdUp(box, trickle, [['quit', 'smtp']])
  await stopsInTime(box)
  await Promise.all(walks)
  expect(await box.closed()).toMatchObject([{ ended: 'quit', outcome: 'delivered' }])
})

test('a client that was dropped, keeps its own side open and goes on talking holds up nothing for good', async () => {
  const box = await startTestSink()
  const stages = ['connect', 'ehlo', 'mail', 'rcpt', 'data', 'payload', 'end', 'quit'] as const
  const closed: Promise<unknown>[] = []
  for (const [n, stage] of stages.entries()) {
    const address = `127.0.1.${n + 1}`
    await box.store.createFault({ scope: { address }, stage, action: { type: 'drop' }, times: null })
    closed.push(deafClient(box.port, address))
  }
  await box.event(allHit(stages.length))
  await stopsInTime(box)
  expect((await box.closed(stages.length)).map(({ ended }) => ended)).toEqual(stages.map(() => 'fault'))
  await Promise.all(closed)
})

async function stopsInTime({ sink }: TestSink): Promise<void> {
  const began = performance.now()
  await sink.stop()
  expect(performance.now() - began).toBeLessThan(PROMISED)
}

/** Starts a walk for every place, and waits until each was struck there. */
async function holdUp(
  box: TestSink,
  action: FaultActionWish,
  where: typeof places,
): Promise<readonly ReturnType<typeof walk>[]> {
  const ports = { smtp: box.port, submission: box.submission, submissions: box.submissions }
  const tls = { smtp: 'none', submission: 'starttls', submissions: 'implicit' } as const
  const walks: ReturnType<typeof walk>[] = []
  for (const [n, [stage, way]] of where.entries()) {
    const address = `127.0.1.${n + 1}`
    await box.store.createFault({ scope: { address }, stage, action })
    const user = way === 'smtp' ? null : 'ann'
    walks.push(walk({ port: ports[way], tls: tls[way], address, user, from: 'a@shop.test', to: 'b@example.test' }))
  }
  await box.event(allHit(where.length))
  return walks
}

/** The event by which so many rules have struck. */
function allHit(count: number): Parameters<TestSink['event']>[0] {
  const hit = new Set<string>()
  return (event) => {
    if (event.type === 'fault.hit') hit.add(event.fault.id)
    return hit.size >= count
  }
}

/** Says all that it has to say at once, and goes on whatever it is told; resolves when the other side has had enough. */
function deafClient(port: number, localAddress: string): Promise<void> {
  const socket = net.connect({ port, host: '127.0.0.1', localAddress, allowHalfOpen: true })
  socket.write(
    'EHLO app\r\nMAIL FROM:<a@shop.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\nSubject: hi\r\n\r\n.\r\nQUIT\r\n',
  )
  const talking = setInterval(() => socket.write('NOOP\r\n'), 100)
  socket.resume()
  return new Promise((resolve) => {
    // A reset, and writing after it, is how it learns that nobody is there.
    socket.on('error', () => {})
    socket.once('close', () => {
      clearInterval(talking)
      resolve()
    })
  })
}
