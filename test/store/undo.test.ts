/** What was deleted can come back: into its place, for a while, and as long as nobody needs the room. */
import { expect, test } from 'vitest'
import type { StoreEvent } from '../../contract/event.ts'
import { fedStore, PAGE } from './feeding.ts'

/** A clock that stands still until it is turned, and the timers that hang on it. */
function handClock() {
  let time = Date.UTC(2026, 0, 1)
  const timers = new Set<{ at: number; run: () => void }>()
  return {
    now: () => time,
    later: (ms: number, run: () => void) => {
      const timer = { at: time + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pass(ms: number) {
      time += ms
      for (const timer of timers) {
        if (timer.at > time) continue
        timers.delete(timer)
        timer.run()
      }
    },
    get waiting() {
      return timers.size
    },
  }
}

const ids = (...wanted: (string | undefined)[]) => ({ kind: 'ids' as const, ids: wanted.map((id) => id ?? '') })
const everything = { kind: 'criteria' as const, criteria: {} }
const told = (events: readonly StoreEvent[]) =>
  events.flatMap((event) => {
    if (event.type === 'message.removed') return [`- ${event.ids.length}`]
    if (event.type === 'message.restored') return [`+ ${event.messages.map(({ subject }) => subject).join()}`]
    return event.type === 'message.added' ? [event.message.subject] : []
  })

test('what is restored is where it was, with its id, number, time and session', async () => {
  const { store, mail, open, mailOf } = fedStore()
  const session = open()
  const sent = [mail('one'), mailOf(session, 'two'), mail('three'), mailOf(session, 'four'), mail('five')]
  const before = await store.messages(PAGE)
  const conversation = await store.session(session.session.id)
  const { deleted, undo } = await store.delete(ids(sent[3], sent[1], sent[0]), null, 30_000)
  expect(deleted).toBe(3)
  expect((await store.messages(PAGE)).messages.map(({ subject }) => subject)).toEqual(['three', 'five'])
  expect((await store.session(session.session.id))?.session.messages).toEqual([])
  expect(await store.restore(undo?.token ?? '')).toBe(3)
  expect((await store.messages(PAGE)).messages).toEqual(before.messages)
  expect(await store.session(session.session.id)).toEqual(conversation)
  expect(await store.raw(sent[1] ?? '')).toEqual(Buffer.from('two'))
})

test('until it is restored nobody finds it, and the conversation says that it was deleted', async () => {
  const { store, mail, open, mailOf } = fedStore()
  const session = open()
  const id = mailOf(session, 'secret')
  mail('other')
  await store.delete(ids(id), null, 30_000)
  expect((await store.messages(PAGE)).total).toBe(1)
  expect((await store.state()).counts).toMatchObject({ messages: 1, deleted: 1 })
  expect([await store.message(id), await store.raw(id), await store.transaction(id)]).toEqual([null, null, null])
  expect((await store.find({ criteria: { subject: 'secret' }, after: null, limit: 9 })).messages).toEqual([])
  expect((await store.wire(session.session.id, 'client'))?.bytes.toString()).not.toContain('secret')
})

test('without an undo a deletion is final, and so is one of nothing', async () => {
  const { store, mail } = fedStore()
  expect(await store.delete(ids(mail('one')), null, null)).toEqual({ deleted: 1, undo: null })
  expect(await store.delete(everything, null, 30_000)).toEqual({ deleted: 0, undo: null })
  expect(await store.restore('nonsense')).toBeNull()
})

test('a deletion can be taken back once', async () => {
  const { store, mail } = fedStore()
  const { undo } = await store.delete(ids(mail('one')), null, 30_000)
  expect(await store.restore(undo?.token ?? '')).toBe(1)
  expect(await store.restore(undo?.token ?? '')).toBeNull()
  expect((await store.messages(PAGE)).total).toBe(1)
})

test('after its time a deletion is final, and its room is given back', async () => {
  const clock = handClock()
  const { store, mail, used } = fedStore({}, clock.now, clock.later)
  const empty = await used()
  mail('x'.repeat(10_000))
  const { undo } = await store.delete(everything, null, 30_000)
  expect(undo?.expiresAt).toBe('2026-01-01T00:00:30.000Z')
  clock.pass(29_999)
  expect(await used()).toBeGreaterThan(empty + 10_000)
  clock.pass(1)
  expect(await used()).toBeLessThan(empty + 5_000)
  expect(await store.restore(undo?.token ?? '')).toBeNull()
  expect(clock.waiting).toBe(0)
})

test('a token whose time is over is not taken, also when the timer is late', async () => {
  const clock = handClock()
  const { store, mail } = fedStore({}, clock.now, () => () => {})
  const { undo } = await store.delete(ids(mail('one')), null, 1000)
  clock.pass(1000)
  expect(await store.restore(undo?.token ?? '')).toBeNull()
})

test('what waits to be restored is the first to go when room is needed', async () => {
  const { store, mail, ids: kept, used } = fedStore({ memory: 100_000 })
  const first = mail('x'.repeat(20_000))
  const deleted = mail('y'.repeat(20_000))
  const { undo } = await store.delete(ids(deleted), null, 30_000)
  const third = mail('z'.repeat(20_000))
  expect(await used()).toBeGreaterThan(60_000)
  const fourth = mail('u'.repeat(20_000))
  const fifth = mail('v'.repeat(20_000))
  expect(await used()).toBeLessThanOrEqual(100_000)
  expect(await kept()).toEqual([first, third, fourth, fifth])
  expect(await store.restore(undo?.token ?? '')).toBeNull()
  expect((await store.state()).counts.evicted).toBe(0)
})

test('the conversation of a mail that may come back stays, however many others end', async () => {
  const { store, mail, open } = fedStore({ messages: 2 })
  const { undo } = await store.delete(ids(mail('one')), null, 30_000)
  for (let i = 0; i < 5; i += 1) {
    mail(`later ${i}`)
    open().close()
  }
  const { messages } = await store.messages(PAGE)
  await store.delete(ids(...messages.map(({ id }) => id)), null, null)
  expect(await store.restore(undo?.token ?? '')).toBe(1)
  const [back] = (await store.messages(PAGE)).messages
  expect((await store.session(back?.session.id ?? ''))?.session.messages).toEqual([back?.id])
})

test('a restored mail has a place of its own in the history, also for one who was away', async () => {
  const { store, mail, listen } = fedStore()
  const events = await listen()
  const { cursor } = await store.state()
  const sent = [mail('one'), mail('two')]
  const { undo } = await store.delete(everything, null, 30_000)
  const afterDeletion = (await store.state()).cursor
  await store.restore(undo?.token ?? '')
  expect(told(events)).toEqual(['one', 'two', '- 2', '+ one,two'])
  const restored = events.find((event) => event.type === 'message.restored')
  expect(`${(await store.state()).epoch}.${restored?.seq}`).toBe((await store.state()).cursor)
  expect(restored).toMatchObject({ messages: [{ id: sent[0] }, { id: sent[1] }] })
  expect(told(await listen(afterDeletion))).toEqual(['+ one,two'])
  expect(told(await listen(cursor))).toEqual(['one', 'two', '- 2', '+ one,two'])
})

test('many restored mails are told in several events, each once', async () => {
  const { store, mail, listen } = fedStore()
  for (let i = 0; i < 60; i += 1) mail(`mail ${i}`)
  const events = await listen()
  const { undo } = await store.delete(everything, null, 30_000)
  await store.restore(undo?.token ?? '')
  const messages = events.flatMap((event) => (event.type === 'message.restored' ? event.messages : []))
  expect(messages.map(({ subject }) => subject)).toEqual(Array.from({ length: 60 }, (_, i) => `mail ${i}`))
  expect(told(events)).toHaveLength(4)
})

test('one with criteria is told of what matches, also where its body has to be parsed', async () => {
  const { store, mail } = fedStore()
  mail('apple\r\n\r\nred')
  mail('apple\r\n\r\ngreen')
  mail('pear\r\n\r\ngreen')
  const { undo } = await store.delete(everything, null, 30_000)
  const listenFor = async (criteria: object) => {
    const events: StoreEvent[] = []
    await store.subscribe((event) => events.push(event), { since: null, digests: false, criteria })
    return events
  }
  const [apples, green, none] = [
    await listenFor({ subject: 'apple' }),
    await listenFor({ subject: 'apple', text: 'green' }),
    await listenFor({ subject: 'plum' }),
  ]
  await store.restore(undo?.token ?? '')
  while (told(green).length === 0) await new Promise(setImmediate)
  expect([told(apples), told(green), told(none)]).toEqual([['+ apple,apple'], ['+ apple'], []])
  await store.delete({ kind: 'criteria', criteria: {} }, null, null)
  expect(told(green)).toEqual(['+ apple', '- 1'])
})

test('who misses it is told who deleted it, and nothing of that once it is back', async () => {
  const { store, mail } = fedStore()
  const { undo } = await store.delete(ids(mail('one')), '172.18.0.4', 30_000)
  const missed = async () =>
    (await store.circumstances({ subject: 'one' }, { since: null, exclude: [], limit: 9 })).missed
  expect(await missed()).toMatchObject([{ subject: 'one', why: 'deleted', by: '172.18.0.4' }])
  await store.restore(undo?.token ?? '')
  expect(await missed()).toEqual([])
})

test('two who delete the same mail at once delete it once', async () => {
  const { store, mail, used } = fedStore()
  const empty = await used()
  mail('x'.repeat(1000))
  const both = await Promise.all([
    store.delete({ kind: 'criteria', criteria: { subject: 'xxx' } }, null, null),
    store.delete({ kind: 'criteria', criteria: { subject: 'xxx' } }, null, null),
    store.delete(everything, null, null),
  ])
  expect(both.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(1)
  expect(await used()).toBeGreaterThanOrEqual(empty)
})
