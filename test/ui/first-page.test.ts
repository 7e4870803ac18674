import { expect, test } from 'vitest'
import { readFirstPage, withFirstPage } from '../../ui/state/first-page.ts'
import { apiOf, info, summary } from './samples.ts'

const NEWEST = { limit: 100, digests: false }

function anApi() {
  const asked: unknown[] = []
  const api = apiOf({
    info: async () => (asked.push('info'), info()),
    messages: async (wish) => (asked.push(wish), { messages: [summary(2), summary(1)], total: 2, cursor: 'e.2' }),
  })
  return { api, asked }
}

const brought = { info: info({ version: 'brought' }), list: { messages: [summary(1)], total: 1, cursor: 'e.1' } }

test('what came with the page is the answer to the first question only', async () => {
  const { api, asked } = anApi()
  const first = withFirstPage(api, brought)
  expect((await first.info()).version).toBe('brought')
  expect((await first.messages(NEWEST)).total).toBe(1)
  expect(asked).toEqual([])
  await first.info()
  expect((await first.messages(NEWEST)).total).toBe(2)
  expect(asked).toEqual(['info', NEWEST])
})

test.each([
  ['a search', { ...NEWEST, q: 'from:shop' }],
  ['the page behind', { ...NEWEST, before: 'm1' }],
  ['the oldest', { ...NEWEST, order: 'asc' as const }],
  ['one with digests', { limit: 100 }],
])('another question, %s, is asked', async (_name, wish) => {
  const { api, asked } = anApi()
  expect((await withFirstPage(api, brought).messages(wish)).total).toBe(2)
  expect(asked).toEqual([wish])
})

test.each([undefined, null, '', '{'])('a page that brought %j asks for everything', async (text) => {
  const { api, asked } = anApi()
  await withFirstPage(api, readFirstPage(text)).info()
  expect(asked).toEqual(['info'])
})
