/** What the store tells: everything once, in order, also to one who was away. */
import { expect, test } from 'vitest'
import type { StoreEvent } from '../../contract/event.ts'
import { HistoryLostError } from '../../contract/store.ts'
import { fedStore } from './feeding.ts'

const numbered = (events: readonly StoreEvent[]) =>
  events.filter(({ type }) => type !== 'message.updated' && type !== 'session.entries')
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Runs the loop until so many events of a type have come. */
async function until(events: readonly StoreEvent[], type: StoreEvent['type'], count: number): Promise<void> {
  while (events.filter((event) => event.type === type).length < count) await turn()
}

test('everything that happens is told once and numbered upwards', async () => {
  const { store, open, mail, listen } = fedStore({ messages: 3 })
  const events = await listen()
  for (let i = 0; i < 6; i += 1) mail(`mail ${i}`)
  const session = open()
  session.reply('550 5.1.1 no\r\n')
  session.close()
  await store.delete({ kind: 'criteria', criteria: {} }, null, null)
  const told = numbered(events)
  const numbers = told.map(({ seq }) => seq)
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
  expect(told.map(({ type }) => type)).toEqual([
    ...Array.from({ length: 3 }, () => ['session.opened', 'message.added', 'session.closed']).flat(),
    ...Array.from({ length: 3 }, () => ['session.opened', 'message.added', 'message.removed', 'session.closed']).flat(),
    'session.opened',
    'session.closed',
    'message.removed',
  ])
  expect(`${(await store.state()).epoch}.${numbers.at(-1)}`).toBe((await store.state()).cursor)
})

test('a mail is there when its event is told', async () => {
  const { store, mail } = fedStore()
  const seen: unknown[] = []
  await store.subscribe(
    (event) => {
      if (event.type === 'message.added') seen.push(store.raw(event.message.id))
    },
    { since: null, digests: true, criteria: null },
  )
  mail('here')
  expect(await Promise.all(seen)).toEqual([Buffer.from('here')])
})

test('a mail is told without its digest, and once more when that is known', async () => {
  const { mail, listen } = fedStore()
  const events = await listen()
  const ids = [mail('one'), mail('two')]
  await until(events, 'message.updated', 2)
  const told = events.filter((event) => event.type === 'message.added' || event.type === 'message.updated')
  expect(told.map(({ type, message }) => [type, message.id, message.digest?.snippet ?? null])).toEqual([
    ['message.added', ids[0], null],
    ['message.added', ids[1], null],
    ['message.updated', ids[0], 'one'],
    ['message.updated', ids[1], 'two'],
  ])
  const newest = Math.max(...numbered(events).map(({ seq }) => seq))
  expect(told[2]?.seq).toBe(newest)
})

test('a mail that is deleted before its digest is known is not told again', async () => {
  const { store, mail, listen } = fedStore()
  const events = await listen()
  const gone = mail('gone')
  await store.delete({ kind: 'ids', ids: [gone] }, null, null)
  mail('kept')
  await until(events, 'message.updated', 1)
  expect(events.filter(({ type }) => type === 'message.updated')).toMatchObject([{ message: { subject: 'kept' } }])
})

test('one who was away is told exactly what was missed', async () => {
  const { store, mail, open, listen } = fedStore()
  const all = await listen()
  const cursors: string[] = []
  for (let i = 0; i < 5; i += 1) {
    cursors.push((await store.state()).cursor)
    mail(`mail ${i}`)
    if (i === 3) open()
  }
  cursors.push((await store.state()).cursor)
  for (const cursor of cursors) {
    const missed: StoreEvent[] = []
    const subscription = await store.subscribe((event) => missed.push(event), {
      since: cursor,
      digests: true,
      criteria: null,
    })
    expect(subscription.replay).toEqual({ kind: 'replayed' })
    const seq = Number(cursor.split('.')[1])
    expect(missed.map((event) => [event.seq, event.type])).toEqual(
      numbered(all)
        .filter((event) => event.seq > seq)
        .map((event) => [event.seq, event.type]),
    )
    subscription.stop()
  }
})

test('between the replay and what comes next there is no gap and no repetition', async () => {
  const { store, mail } = fedStore()
  const { cursor } = await store.state()
  mail('before')
  const events: StoreEvent[] = []
  await store.subscribe((event) => events.push(event), { since: cursor, digests: true, criteria: null })
  mail('after')
  const subjects = events.flatMap((event) => (event.type === 'message.added' ? [event.message.subject] : []))
  expect(subjects).toEqual(['before', 'after'])
})

test('of a mail that came and went in between only the removal is told', async () => {
  const { store, mail } = fedStore()
  const { cursor } = await store.state()
  const id = mail('brief')
  await store.delete({ kind: 'ids', ids: [id] }, null, null)
  const events: StoreEvent[] = []
  await store.subscribe((event) => events.push(event), { since: cursor, digests: true, criteria: null })
  expect(events.map(({ type }) => type)).toEqual(['session.opened', 'session.closed', 'message.removed'])
  expect(events[2]).toMatchObject({ ids: [id], why: 'deleted' })
})

test('what is forgotten is said to be lost, and the newest 10,000 events are not', async () => {
  const { store, open } = fedStore()
  const { cursor: first } = await store.state()
  for (let i = 0; i < 10_100; i += 1) open().close()
  const { cursor: now, epoch } = await store.state()
  const lost = await store.subscribe(() => {}, { since: first, digests: true, criteria: null })
  expect(lost.replay).toEqual({ kind: 'lost' })
  const recent: StoreEvent[] = []
  const replayed = await store.subscribe((event) => recent.push(event), {
    since: `${epoch}.${Number(now.split('.')[1]) - 9000}`,
    digests: true,
    criteria: null,
  })
  expect(replayed.replay).toEqual({ kind: 'replayed' })
  expect(recent).toHaveLength(9000)
})

test.each(['0123456789ab.1', 'nonsense', 'beyond'])(
  'a cursor that was never given out is refused (%s)',
  async (kind) => {
    const { store } = fedStore()
    const { epoch } = await store.state()
    const cursor = kind === 'beyond' ? `${epoch}.1` : kind
    await expect(store.subscribe(() => {}, { since: cursor, digests: true, criteria: null })).rejects.toThrow(
      HistoryLostError,
    )
  },
)

test('the entries of a session go to those who follow it, each once, and to nobody else', async () => {
  const { store, open } = fedStore()
  const following: StoreEvent[] = []
  const other: StoreEvent[] = []
  const follower = await store.subscribe((event) => following.push(event), {
    since: null,
    digests: true,
    criteria: null,
  })
  await store.subscribe((event) => other.push(event), { since: null, digests: true, criteria: null })
  const session = open()
  const quiet = open()
  session.reply('220 before\r\n')
  follower.follow(session.session.id)
  session.reply('250 one\r\n')
  session.reply('250 two\r\n')
  quiet.reply('250 not followed\r\n')
  await until(following, 'session.entries', 1)
  session.reply('250 three\r\n')
  await until(following, 'session.entries', 2)
  follower.follow(null)
  session.reply('250 unheard\r\n')
  await turn()
  const told = following.filter((event) => event.type === 'session.entries')
  expect(told.map(({ id, entries }) => [id, entries.map(({ text }) => text)])).toEqual([
    [session.session.id, ['250 one', '250 two']],
    [session.session.id, ['250 three']],
  ])
  expect(other.filter(({ type }) => type === 'session.entries')).toEqual([])
})

test('one who has stopped is told nothing more, and the others are', async () => {
  const { store, mail, listen } = fedStore()
  const stopped: StoreEvent[] = []
  const leaver = await store.subscribe((event) => stopped.push(event), { since: null, digests: true, criteria: null })
  const events = await listen()
  leaver.stop()
  leaver.stop()
  mail('after')
  expect(stopped).toEqual([])
  expect(events.length).toBeGreaterThan(0)
})

test('a session is told as it was at that moment', async () => {
  const { open, listen } = fedStore()
  const events = await listen()
  const session = open()
  session.ending('quit')
  session.close()
  expect(
    events.map((event) => ('session' in event ? [event.type, event.session.outcome, event.session.ended] : [])),
  ).toEqual([
    ['session.opened', 'open', null],
    ['session.closed', 'probe', 'quit'],
  ])
})
