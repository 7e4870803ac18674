/** One budget for everything that is kept: what goes first, and what is said about it. */
import { afterEach, expect, test, vi } from 'vitest'
import type { StoreEvent } from '../../contract/event.ts'
import { ANY_SESSION, StorageFullError } from '../../contract/store.ts'
import { WirePayload } from '../../server/smtp/payload.ts'
import { fedStore, PAGE } from './feeding.ts'

afterEach(() => void vi.useRealTimers())

const removedIn = (events: readonly StoreEvent[]) => events.filter((event) => event.type === 'message.removed')

test('of 5,000 mails exactly the newest 1,000 stay, and each of the others was announced as evicted', async () => {
  const { store, mail, ids, listen } = fedStore({ messages: 1000 })
  const events = await listen()
  const sent = Array.from({ length: 5000 }, (_, i) => mail(`mail ${i}\r\n`))
  expect(await ids()).toEqual(sent.slice(4000))
  const { counts } = await store.state()
  expect(counts).toMatchObject({ messages: 1000, accepted: 5000, evicted: 4000, deleted: 0 })
  const removed = removedIn(events)
  expect(removed.flatMap((event) => event.ids)).toEqual(sent.slice(0, 4000))
  expect(new Set(removed.map(({ why }) => why))).toEqual(new Set(['evicted']))
  expect(await store.message(sent[0] ?? '')).toBeNull()
  expect(await store.raw(sent[0] ?? '')).toBeNull()
})

test('the memory holds with every mail that comes, and the oldest go first', async () => {
  const memory = 200_000
  const { mail, ids, used } = fedStore({ memory })
  const sent: string[] = []
  for (let i = 0; i < 200; i += 1) {
    sent.push(mail('x'.repeat(100 + ((i * 7919) % 5000))))
    expect(await used()).toBeLessThanOrEqual(memory)
  }
  const left = await ids()
  expect(left.length).toBeGreaterThan(10)
  expect(left).toEqual(sent.slice(-left.length))
})

test('what is deleted gives its whole cost back', async () => {
  const { store, mail, used } = fedStore()
  const empty = await used()
  for (let i = 0; i < 10; i += 1) mail('x'.repeat(1000))
  await store.messages(PAGE)
  await store.delete({ kind: 'criteria', criteria: {} }, null, null)
  // What stays are ten sessions without a mail.
  expect(await used()).toBeLessThan(empty + 10 * 3000)
  expect((await store.state()).counts).toMatchObject({ messages: 0, deleted: 10, evicted: 0, sessions: 10 })
})

test('bytes in flight count, push old mail out, and can be given back', async () => {
  const { intake, mail, ids, used } = fedStore({ memory: 100_000 })
  const sent = Array.from({ length: 10 }, () => mail('x'.repeat(1000)))
  const before = await used()
  expect(intake.reserve(50_000)).toBe(true)
  expect(await used()).toBe(before + 50_000)
  expect(intake.reserve(40_000)).toBe(true)
  expect(await ids()).toEqual(sent.slice(-(await ids()).length))
  expect((await ids()).length).toBeLessThan(10)
  expect(intake.reserve(100_000)).toBe(false)
  expect(await ids()).toEqual([])
  intake.reserve(-90_000)
  expect(await used()).toBeLessThan(20_000)
})

test('an import that fits nowhere is refused and leaves nothing reserved', async () => {
  const { store, used } = fedStore({ memory: 10_000 })
  await expect(store.import(Buffer.alloc(20_000), { from: null, to: null }, '127.0.0.1')).rejects.toThrow(
    new StorageFullError(20_000, 10_000),
  )
  expect(await used()).toBe(0)
})

test('parsed mails go before any mail does', async () => {
  const { mail, ids, store, parsed } = fedStore({ memory: 200_000 })
  const sent = Array.from({ length: 8 }, (_, i) => mail(`${i} ${'x'.repeat(4000)}`))
  await store.messages(PAGE)
  expect(parsed()).toBe(8)
  const before = await store.state()
  mail('y'.repeat(200_000 - before.budget.used - 2000))
  expect((await ids()).slice(0, 8)).toEqual(sent)
})

test('parsed mails take half of the memory at most, and are parsed again when they are asked for', async () => {
  const { mail, store, used, parsed } = fedStore({ memory: 1_000_000 })
  const sent = Array.from({ length: 90 }, (_, i) => mail(`${i} ${'x'.repeat(5000)}`))
  const before = await used()
  await store.messages(PAGE)
  expect((await used()) - before).toBeLessThanOrEqual(500_000)
  expect(parsed()).toBe(90)
  expect((await store.message(sent[0] ?? ''))?.text).toContain('0 x')
  expect(parsed()).toBe(91)
})

test('the session of a kept mail is kept, however many without one come, until its mail goes', async () => {
  const { store, open, mailOf } = fedStore()
  const session = open()
  const id = mailOf(session, 'old')
  session.close()
  for (let i = 0; i < 10_001; i += 1) open().close()
  expect(await store.session(session.session.id)).not.toBeNull()
  expect(await store.transaction(id)).not.toBeNull()
  await store.delete({ kind: 'ids', ids: [id] }, null, null)
  for (let i = 0; i < 10_001; i += 1) open().close()
  expect(await store.session(session.session.id)).toBeNull()
})

test('the oldest goes first, be it a mail or a session without one', async () => {
  const { store, intake, open, mail } = fedStore({ memory: 40_000 })
  const empty = open()
  empty.close()
  const first = mail('first')
  const later = open()
  later.close()
  const there = async () => [
    (await store.session(empty.session.id)) !== null,
    (await store.raw(first)) !== null,
    (await store.session(later.session.id)) !== null,
  ]
  const seen = [await there()]
  while (seen.at(-1)?.includes(true) === true) {
    intake.reserve(100)
    const now = await there()
    if (JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now)
  }
  expect(seen).toEqual([
    [true, true, true],
    [false, true, true],
    [false, false, true],
    [false, false, false],
  ])
})

test('no more than 10,000 sessions without a mail are remembered, the newest', async () => {
  const { store, open } = fedStore()
  const ids: string[] = []
  for (let i = 0; i < 10_100; i += 1) {
    const session = open()
    ids.push(session.session.id)
    session.close()
  }
  const { counts } = await store.state()
  expect(counts).toMatchObject({ sessions: 10_000, evictedSessions: 100, openSessions: 0 })
  expect(await store.session(ids[99] ?? '')).toBeNull()
  expect(await store.session(ids[100] ?? '')).not.toBeNull()
})

test('the memory holds when there are only sessions', async () => {
  const memory = 100_000
  const { store, open, used } = fedStore({ memory })
  for (let i = 0; i < 500; i += 1) {
    const session = open()
    session.line(Buffer.from(`EHLO ${'x'.repeat(500)}\r\n`), 'EHLO', performance.now())
    session.close()
    expect(await used()).toBeLessThanOrEqual(memory)
  }
  expect((await store.state()).counts.sessions).toBeGreaterThan(10)
})

test('an open conversation counts while it grows, and loses its middle when nothing else is left', async () => {
  const memory = 300_000
  const { open, store, mail, used, ids } = fedStore({ memory })
  mail('pushed out')
  const session = open()
  const line = Buffer.from(`NOOP ${'x'.repeat(993)}\r\n`)
  session.line(Buffer.from('EHLO first\r\n'), 'EHLO', performance.now())
  for (let i = 0; i < 600; i += 1) {
    session.line(line, 'NOOP', performance.now())
    expect(await used()).toBeLessThanOrEqual(memory)
  }
  expect(await used()).toBeGreaterThan(200_000)
  expect(await ids()).toEqual([])
  const found = await store.session(session.session.id)
  expect(found?.transcript[0]?.text).toBe('EHLO first')
  expect(found?.transcript.filter(({ text }) => /entries are no longer kept/.test(text))).toHaveLength(1)
  const wire = await store.wire(session.session.id, 'client')
  expect((wire?.bytes.length ?? 0) + (wire?.missing ?? 0)).toBe(session.session.bytesIn)
})

test('what came of a mail without an end counts with its session', async () => {
  const { open, used } = fedStore()
  const session = open()
  const payload = new WirePayload()
  session.carry(payload, performance.now())
  payload.add(Buffer.alloc(50_000))
  session.close()
  expect(await used()).toBeGreaterThan(50_000)
})

test('a mail that is older than the limit goes, by the clock of the store', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let time = 1_700_000_000_000
  const { store, mail, ids, listen } = fedStore({ maxAge: 60_000 }, () => time)
  const events = await listen()
  const first = mail('first')
  time += 30_000
  const second = mail('second')
  vi.advanceTimersByTime(60_000)
  expect(await ids()).toEqual([first, second])
  time += 30_001
  vi.advanceTimersByTime(15_000)
  expect(await ids()).toEqual([second])
  time += 60_000
  vi.advanceTimersByTime(15_000)
  expect(await ids()).toEqual([])
  expect(removedIn(events).map((event) => [event.ids, event.why])).toEqual([
    [[first], 'evicted'],
    [[second], 'evicted'],
  ])
  expect((await store.state()).counts.evicted).toBe(2)
})

test('a limit on mails also ends the sessions of the time before the oldest that is kept', async () => {
  const { store, open, mail } = fedStore({ messages: 2 })
  const failed = open()
  failed.close()
  mail('one')
  mail('two')
  expect(await store.session(failed.session.id)).not.toBeNull()
  mail('three')
  const { sessions } = await store.sessions({ ...PAGE, ...ANY_SESSION })
  expect(sessions).toHaveLength(2)
  expect(await store.session(failed.session.id)).toBeNull()
  expect((await store.state()).counts.evictedSessions).toBe(2)
})

test('a search through every body stays within the memory, and pushes no mail out', async () => {
  const { mail, store, ids } = fedStore({ memory: 1_000_000 })
  for (let i = 0; i < 90; i += 1) mail(`${i} ${'x'.repeat(5000)}`)
  const before = await ids()
  await store.messages({ ...PAGE, criteria: { text: 'no such words' }, digests: false })
  const { budget } = await store.state()
  expect(budget.used).toBeLessThanOrEqual(budget.limit)
  expect(await ids()).toEqual(before)
})
