import { expect, test } from 'vitest'
import { ApiError, type MessageQuery } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { MessageSummary } from '../../../contract/message.ts'
import { createMails, type Mails } from '../../../ui/state/list/mails.ts'
import { added, apiOf, at, info, removed, summary } from '../samples.ts'

/** An API over a list that the test may change; newest first, as the server has it. */
function kept(messages: MessageSummary[]) {
  const asked: MessageQuery[] = []
  const api = apiOf({
    async messages(query = {}) {
      asked.push(query)
      const all = query.order === 'asc' ? messages.toReversed() : messages
      const place = query.before ?? query.after
      const from = place === undefined ? 0 : all.findIndex(({ id }) => id === place) + 1
      return { messages: all.slice(from, from + (query.limit ?? 50)), total: all.length, cursor: 'e.1', evicted: 0 }
    },
  })
  return { api, asked, messages }
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, i) => summary(count - i))
const ids = (mails: Mails) => mails.rows.value.map(({ id }) => id)
const pause = () => Promise.resolve()
const filled = async (mails: Mails, count: number) => expect.poll(() => mails.rows.value.length).toBe(count)
const restored = (...seqs: number[]): FeedEvent => ({
  type: 'message.restored',
  seq: 99,
  at: at(99),
  messages: seqs.map((seq) => summary(seq)),
})

test('the first page is there at once, the others follow by themselves', async () => {
  const { api, asked } = kept(newestFirst(2500))
  const mails = createMails(api, { pause })
  await mails.load()
  expect([mails.rows.value.length, mails.total.value, mails.loaded.value]).toEqual([100, 2500, true])
  await filled(mails, 2500)
  expect(asked.map(({ limit, digests }) => [limit, digests])).toEqual([
    [100, false],
    [1000, false],
    [1000, false],
    [1000, false],
  ])
  expect(mails.more.value).toBe(false)
})

test('it holds so many and no more, until more are asked for', async () => {
  const mails = createMails(kept(newestFirst(60)).api, { first: 5, page: 5, most: 10, pause })
  await mails.load()
  await filled(mails, 10)
  expect(mails.full.value).toBe(true)
  await mails.extend()
  expect([mails.rows.value.length, mails.full.value]).toEqual([60, false])
})

test('a new mail comes on top, once, however often it is told', async () => {
  const mails = createMails(kept([summary(1)]).api)
  await mails.load()
  mails.apply([added(2)])
  mails.apply([added(2), added(1), added(3)])
  expect(ids(mails)).toEqual(['m3', 'm2', 'm1'])
  expect(mails.total.value).toBe(3)
})

test('new mails push the oldest out, so that memory stays bounded', async () => {
  const mails = createMails(kept(newestFirst(5)).api, { most: 5 })
  await mails.load()
  mails.apply([added(6), added(7)])
  expect(ids(mails)).toEqual(['m7', 'm6', 'm5', 'm4', 'm3'])
  expect([mails.total.value, mails.full.value]).toEqual([7, true])
})

test('a digest that comes later replaces the row, and moves nothing', async () => {
  const mails = createMails(kept([summary(2), summary(1)]).api)
  await mails.load()
  const digest = { snippet: '', hasText: true, hasHtml: false, attachments: 2, codes: ['482913'], link: null }
  mails.apply([{ type: 'message.updated', seq: 2, at: at(2), message: summary(1, { digest }) }])
  expect(ids(mails)).toEqual(['m2', 'm1'])
  expect(mails.rows.value[1]?.digest).toEqual({ code: '482913', files: 2 })
})

test('what was removed is gone from list and count, held here or not', async () => {
  const mails = createMails(kept(newestFirst(20)).api, { first: 3, most: 3 })
  await mails.load()
  mails.apply([removed(21, ['m19', 'm2'])])
  expect(ids(mails)).toEqual(['m20', 'm18'])
  expect(mails.total.value).toBe(18)
})

test('of a search only what is held is counted off: the rest may not have matched', async () => {
  const mails = createMails(kept(newestFirst(3)).api, { q: 'x' })
  await mails.load()
  mails.apply([removed(4, ['m3', 'other'])])
  expect([ids(mails), mails.total.value]).toEqual([['m2', 'm1'], 2])
})

test('what is restored stands in its old place', async () => {
  const mails = createMails(kept(newestFirst(4)).api)
  await mails.load()
  mails.apply([removed(5, ['m3', 'm2'])])
  mails.apply([restored(2, 3)])
  expect([ids(mails), mails.total.value]).toEqual([['m4', 'm3', 'm2', 'm1'], 4])
})

test('taken away here, it is counted off once, also when the sink tells it too', async () => {
  const mails = createMails(kept(newestFirst(3)).api)
  await mails.load()
  const rows = mails.take(new Set(['m2']))
  expect([ids(mails), mails.total.value]).toEqual([['m3', 'm1'], 2])
  mails.apply([removed(4, ['m2'])])
  expect(mails.total.value).toBe(2)
  mails.put(rows)
  mails.apply([restored(2)])
  expect([ids(mails), mails.total.value]).toEqual([['m3', 'm2', 'm1'], 3])
})

test('events that arrive while the list is read are applied on top of it', async () => {
  const mails = createMails(kept([summary(1)]).api)
  const loading = mails.load()
  mails.apply([added(2)])
  await loading
  expect(ids(mails)).toEqual(['m2', 'm1'])
})

test('events that arrive while reading fails are not lost either', async () => {
  const mails = createMails(apiOf({}))
  const loading = mails.load()
  mails.apply([added(2)])
  await expect(loading).rejects.toThrow('no answer')
  expect(ids(mails)).toEqual(['m2'])
})

test('read anew, as much is shown as before', async () => {
  const { api, messages } = kept(newestFirst(30))
  const mails = createMails(api, { first: 3, page: 10, pause })
  await mails.load()
  await filled(mails, 30)
  messages.unshift(summary(31))
  const seen: number[] = []
  const stop = mails.rows.subscribe((rows) => void seen.push(rows.length))
  await mails.load()
  stop()
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(30)
  expect(ids(mails)[0]).toBe('m31')
})

test('goes on when the row it asked to go on from was removed a moment ago', async () => {
  const { api, messages } = kept(newestFirst(6))
  let refused = 0
  const mails = createMails(
    {
      async messages(query) {
        if (query?.before !== 'm4') return api.messages(query)
        refused++
        messages.splice(2, 1)
        mails.apply([removed(7, ['m4'])])
        throw new ApiError(410, { code: 'history_lost' })
      },
    },
    { first: 3, page: 2, pause },
  )
  await mails.load()
  await expect.poll(() => ids(mails)).toEqual(['m6', 'm5', 'm3', 'm2', 'm1'])
  expect(refused).toBe(1)
})

test('oldest first, what is new comes at the end once all is held', async () => {
  const mails = createMails(kept(newestFirst(4)).api, { order: 'asc', first: 2, page: 2, pause })
  await mails.load()
  expect(ids(mails)).toEqual(['m1', 'm2'])
  mails.apply([added(5)])
  expect([ids(mails), mails.total.value]).toEqual([['m1', 'm2'], 5])
  await filled(mails, 4)
})

test('the server knows best how many mails there are', async () => {
  const mails = createMails(kept([summary(1)]).api)
  await mails.load()
  mails.apply([{ type: 'info', seq: 1, at: at(1), info: info({ counts: { ...info().counts, messages: 42 } }) }])
  expect(mails.total.value).toBe(42)
})

test('gone and back within one batch, it is counted once', async () => {
  const mails = createMails(kept(newestFirst(2)).api)
  await mails.load()
  mails.apply([removed(3, ['m2']), restored(2)])
  expect([ids(mails), mails.total.value]).toEqual([['m2', 'm1'], 2])
})
