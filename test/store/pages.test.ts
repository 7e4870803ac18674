/** Lists and deletions: pages from a place on, and that looking changes nothing. */
import { expect, test } from 'vitest'
import { ANY_SESSION, HistoryLostError, type MessagePage } from '../../contract/store.ts'
import { fedStore, PAGE } from './feeding.ts'

const newest: MessagePage = { limit: 3, before: null, after: null, order: 'desc', criteria: null, digests: true }

test('pages follow each other from the newest to the oldest without a gap', async () => {
  const { store, mail } = fedStore()
  const ids = Array.from({ length: 8 }, (_, i) => mail(`mail ${i}`))
  const seen: string[] = []
  for (let before: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof store.messages>> = await store.messages({ ...newest, before })
    expect(page.total).toBe(8)
    if (page.messages.length === 0) break
    seen.push(...page.messages.map(({ id }) => id))
    before = seen.at(-1) ?? null
  }
  expect(seen).toEqual(ids.toReversed())
})

test('a cursor gives exactly what came after the answer that held it', async () => {
  const { store, mail } = fedStore()
  mail('before')
  const { cursor } = await store.messages(newest)
  const later = [mail('one'), mail('two')]
  const page = await store.messages({ ...PAGE, after: cursor })
  expect(page.messages.map(({ id }) => id)).toEqual(later)
  const between = await store.messages({ ...PAGE, after: cursor, before: later[1] ?? '' })
  expect(between.messages.map(({ id }) => id)).toEqual([later[0]])
})

test('a page waits for the digests of its rows, and of no others', async () => {
  const { store, mail, parsed } = fedStore()
  for (let i = 0; i < 8; i += 1) mail(`mail ${i}`)
  const { messages } = await store.messages(newest)
  expect(messages.map(({ digest }) => digest?.snippet)).toEqual(['mail 7', 'mail 6', 'mail 5'])
  expect(parsed()).toBe(3)
  await store.messages(newest)
  expect(parsed()).toBe(3)
})

test.each(['someone-else.1', 'an-id-that-is-not-kept'])(
  'a place that is not known is lost history (%s)',
  async (place) => {
    const { store, mail } = fedStore()
    mail('here')
    await expect(store.messages({ ...newest, before: place })).rejects.toThrow(HistoryLostError)
    await expect(store.messages({ ...newest, after: place })).rejects.toThrow(HistoryLostError)
    await expect(store.sessions({ ...newest, after: place, ...ANY_SESSION })).rejects.toThrow(HistoryLostError)
  },
)

test('sessions can be listed by what came of them', async () => {
  const { store, mail, open } = fedStore()
  mail('delivered')
  open().close()
  open()
  const refused = open()
  refused.line(Buffer.from('FOO\r\n'), 'FOO', performance.now())
  refused.reply('500 5.5.2 no\r\n')
  refused.close()
  const outcomes = async (outcome: ('open' | 'delivered' | 'nothing' | 'probe')[] | null) => {
    const { sessions, total } = await store.sessions({ ...PAGE, ...ANY_SESSION, outcome })
    expect(total).toBe(sessions.length)
    return sessions.map((session) => session.outcome)
  }
  expect(await outcomes(null)).toEqual(['delivered', 'probe', 'open', 'nothing'])
  expect(await outcomes(['nothing'])).toEqual(['nothing'])
  expect(await outcomes(['open', 'probe'])).toEqual(['probe', 'open'])
  const { sessions, total } = await store.sessions({
    ...newest,
    limit: 1,
    ...ANY_SESSION,
    outcome: ['open', 'nothing', 'probe'],
  })
  expect([sessions.length, total]).toEqual([1, 3])
})

test('one mail is deleted by its id, and its session forgets it', async () => {
  const { store, mail, ids } = fedStore()
  const [first, second] = [mail('first'), mail('second')]
  expect(await store.delete({ kind: 'ids', ids: [first] }, null, null)).toEqual({ deleted: 1, undo: null })
  expect(await ids()).toEqual([second])
  expect(await store.raw(first)).toBeNull()
  expect(await store.message(first)).toBeNull()
  expect(await store.transaction(first)).toBeNull()
  expect(await store.part(first, '1', 'decoded')).toBeNull()
  const { sessions } = await store.sessions({ ...PAGE, ...ANY_SESSION })
  expect(sessions.map(({ messages }) => messages)).toEqual([[], [second]])
})

test('of a list of ids those that are known are deleted, each once', async () => {
  const { store, mail, ids, listen } = fedStore()
  const sent = Array.from({ length: 5 }, (_, i) => mail(`mail ${i}`))
  const events = await listen()
  expect(
    await store.delete({ kind: 'ids', ids: ['nobody', sent[3] ?? '', sent[1] ?? '', sent[3] ?? '', ''] }, null, null),
  ).toEqual({ deleted: 2, undo: null })
  expect(await ids()).toEqual([sent[0], sent[2], sent[4]])
  expect(events.map((event) => (event.type === 'message.removed' ? event.ids : event.type))).toEqual([
    [sent[3], sent[1]],
  ])
})

test('where nothing is deleted nothing happens', async () => {
  const { store, listen } = fedStore()
  const events = await listen()
  const { cursor } = await store.state()
  expect(await store.delete({ kind: 'ids', ids: ['nobody'] }, null, null)).toEqual({ deleted: 0, undo: null })
  expect(await store.delete({ kind: 'ids', ids: [] }, null, null)).toEqual({ deleted: 0, undo: null })
  expect(await store.delete({ kind: 'criteria', criteria: {} }, null, null)).toEqual({ deleted: 0, undo: null })
  expect((await store.state()).cursor).toBe(cursor)
  expect(events).toEqual([])
})

test('all mails are deleted at once, told at once, and new ones come after', async () => {
  const { store, mail, ids, listen } = fedStore()
  const sent = Array.from({ length: 2000 }, (_, i) => mail(`mail ${i}`))
  const events = await listen()
  expect(await store.delete({ kind: 'criteria', criteria: {} }, null, null)).toEqual({ deleted: 2000, undo: null })
  expect(events).toMatchObject([{ type: 'message.removed', why: 'deleted', ids: sent }])
  const next = mail('next')
  expect(await ids()).toEqual([next])
})

test('an imported mail has no session, takes its envelope from its headers, and is told like any other', async () => {
  const { store, listen } = fedStore()
  const events = await listen()
  const raw = Buffer.from('hello\r\n')
  const summary = await store.import(raw, { from: 'a@example.com', to: ['b@example.com'] }, '::1')
  expect(summary).toMatchObject({
    subject: 'hello',
    size: 7,
    envelope: { from: 'a@example.com', to: ['b@example.com'] },
    session: { id: null, listener: 'import', address: '::1' },
    digest: { snippet: 'hello\r\n' },
  })
  expect(await store.raw(summary.id)).toEqual(raw)
  expect(await store.transaction(summary.id)).toEqual([])
  expect(events[0]).toMatchObject({ type: 'message.added', message: { id: summary.id } })
})

test('reading changes nothing: neither place nor counts, and nobody is told anything', async () => {
  const { store, mail, open, listen } = fedStore()
  const id = mail('read me')
  const session = open().session.id
  await store.messages(PAGE)
  const events = await listen()
  const before = await store.state()
  const again = async () =>
    JSON.stringify([await store.messages(PAGE), await store.sessions({ ...PAGE, ...ANY_SESSION })])
  const listed = await again()
  for (let i = 0; i < 3; i += 1) {
    await store.state()
    await store.messages(newest)
    await store.message(id)
    await store.raw(id)
    await store.part(id, '1', 'source')
    await store.transaction(id)
    await store.sessions({ ...newest, ...ANY_SESSION, outcome: ['delivered'] })
    await store.session(session)
    await store.wire(session, 'client')
    await store.wire(session, 'server')
    await store.message('nobody')
    await store.session('nobody')
  }
  expect(await again()).toBe(listed)
  const { totals, ...after } = await store.state()
  const { epoch, cursor, counts, budget } = before
  expect(after).toEqual({ epoch, cursor, counts, budget })
  expect(totals.parses).toBe(before.totals.parses)
  expect(events).toEqual([])
})
