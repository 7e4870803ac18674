import { expect, test } from 'vitest'
import { ApiError, type Api, type PageQuery } from '../../client/api.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import { createInbox } from '../../ui/state/inbox.ts'
import { added, apiOf, at, closed, info, removed, session, summary } from './samples.ts'

function page<T extends { id: string }>(all: T[], { limit = 50, before }: PageQuery = {}): T[] {
  const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1
  return all.slice(from, from + limit)
}

/** An API over lists that the test may change; newest first, as the server has them. */
function kept(messages: MessageSummary[], sessions: Session[] = []): Api {
  return apiOf({
    messages: async (query) => ({ messages: page(messages, query), total: messages.length, cursor: 'e.1' }),
    sessions: async (query) => {
      const all = sessions.filter(({ outcome }) => outcome === query?.outcome)
      return { sessions: page(all, query), total: all.length, cursor: 'e.1' }
    },
  })
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, i) => summary(count - i))
const ids = (inbox: ReturnType<typeof createInbox>) => inbox.rows.value.map(({ id }) => id)

test('shows mails and failed attempts in one list, newest first', async () => {
  const inbox = createInbox(kept([summary(4), summary(1)], [session(3), session(2)]))
  await inbox.load()
  expect(ids(inbox)).toEqual(['m4', 's3', 's2', 'm1'])
})

test('leaves out sessions that delivered, and probes', async () => {
  const inbox = createInbox(kept([], [session(2, { outcome: 'delivered' }), session(1, { outcome: 'probe' })]))
  await inbox.load()
  inbox.apply([closed(3, { outcome: 'probe' }), closed(4, { outcome: 'delivered' })])
  expect(ids(inbox)).toEqual([])
})

test('a new mail comes on top, once, however often it is told', async () => {
  const inbox = createInbox(kept([summary(1)]))
  await inbox.load()
  inbox.apply([added(2)])
  inbox.apply([added(2), added(1)])
  expect(ids(inbox)).toEqual(['m2', 'm1'])
  expect(inbox.total.value).toBe(2)
})

test('an attempt stands where its session ended, not where it began', async () => {
  const inbox = createInbox(kept([summary(5)]))
  await inbox.load()
  inbox.apply([closed(2, { closedAt: at(7) })])
  expect(ids(inbox)).toEqual(['s2', 'm5'])
})

test('a digest that comes later replaces the row and moves nothing', async () => {
  const inbox = createInbox(kept([summary(2), summary(1)]))
  await inbox.load()
  const late = summary(1, { subject: 'with a digest' })
  inbox.apply([{ type: 'message.updated', seq: 2, at: at(2), message: late }])
  expect(ids(inbox)).toEqual(['m2', 'm1'])
  expect(inbox.rows.value[1]).toMatchObject({ message: { subject: 'with a digest' } })
})

test('a removed mail leaves the list and the count', async () => {
  const inbox = createInbox(kept(newestFirst(3)))
  await inbox.load()
  inbox.apply([removed(4, ['m3', 'm1'])])
  expect(ids(inbox)).toEqual(['m2'])
  expect(inbox.total.value).toBe(1)
})

test('events that arrive while the lists are read are applied on top of them', async () => {
  const inbox = createInbox(kept([summary(1)]))
  const loading = inbox.load()
  inbox.apply([added(2)])
  await loading
  expect(ids(inbox)).toEqual(['m2', 'm1'])
})

test('events that arrive while reading fails are not lost either', async () => {
  const inbox = createInbox(apiOf({}))
  const loading = inbox.load()
  inbox.apply([added(2)])
  await expect(loading).rejects.toThrow('no answer')
  expect(ids(inbox)).toEqual(['m2'])
})

test('of ten thousand mails it asks for one page, and for another when asked', async () => {
  const inbox = createInbox(kept(newestFirst(10_000)), { page: 200 })
  await inbox.load()
  expect([inbox.rows.value.length, inbox.total.value, inbox.older.value]).toEqual([200, 10_000, 'more'])
  await inbox.showOlder()
  expect(inbox.rows.value.length).toBe(400)
  expect(inbox.rows.value.at(-1)?.id).toBe('m9601')
})

test('new mails push the oldest out, so that memory stays bounded', async () => {
  const inbox = createInbox(kept(newestFirst(5)), { page: 5 })
  await inbox.load()
  inbox.apply([added(6), added(7)])
  expect(ids(inbox)).toEqual(['m7', 'm6', 'm5', 'm4', 'm3'])
  expect([inbox.total.value, inbox.older.value]).toEqual([7, 'more'])
})

test('says that it holds no more once its limit is reached', async () => {
  const inbox = createInbox(kept(newestFirst(9)), { page: 2, most: 4 })
  await inbox.load()
  await inbox.showOlder()
  expect([inbox.rows.value.length, inbox.older.value]).toEqual([4, 'full'])
})

test('holds back attempts that are older than the last mail shown, until that gap is filled', async () => {
  const inbox = createInbox(kept([summary(9), summary(8), summary(3)], [session(5)]), { page: 2 })
  await inbox.load()
  expect(ids(inbox)).toEqual(['m9', 'm8'])
  await inbox.showOlder()
  expect(ids(inbox)).toEqual(['m9', 'm8', 's5', 'm3'])
})

test('begins anew when the place to go on from is gone', async () => {
  const api = kept(newestFirst(3))
  let refused = 0
  const inbox = createInbox(
    {
      ...api,
      messages(query) {
        if (query?.before === undefined) return api.messages(query)
        refused++
        return Promise.reject(new ApiError(410, { code: 'history_lost' }))
      },
    },
    { page: 2 },
  )
  await inbox.load()
  await inbox.showOlder()
  expect([refused, ids(inbox)]).toEqual([1, ['m3', 'm2']])
})

test('the server knows best how many mails there are', async () => {
  const inbox = createInbox(kept([summary(1)]))
  await inbox.load()
  const counts = { ...info().counts, messages: 42 }
  inbox.apply([{ type: 'info', seq: 1, at: at(1), info: info({ counts }) }])
  expect(inbox.total.value).toBe(42)
})

test('counts connections that are in progress', async () => {
  const inbox = createInbox(kept([], [session(1, { outcome: 'open' })]))
  await inbox.load()
  const opened = session(2, { outcome: 'open', closedAt: null })
  inbox.apply([{ type: 'session.opened', seq: 2, at: at(2), session: opened }])
  expect(inbox.open.value.map(({ id }) => id)).toEqual(['s2', 's1'])
  inbox.apply([closed(1)])
  expect(inbox.open.value.map(({ id }) => id)).toEqual(['s2'])
})
