/** The search while the sink says what it means: late, in another order, or not at all. */
import { signal } from '@preact/signals'
import { expect, test, vi } from 'vitest'
import type { FeedState } from '../../client/feed.ts'
import type { SearchReading } from '../../contract/search-reading.ts'
import { createSearch } from '../../ui/state/search/search.ts'
import { aPage } from './list/an-app.ts'

const reading = (q: string, problem: string | null = null): SearchReading => ({
  problem,
  mended: null,
  criteria: problem === null ? {} : null,
  by: 'and',
  pieces: [{ text: q, rest: '', meaning: null }],
  texts: [],
})

/** A search whose meaning is told when the test says so. */
function aSearch() {
  const asked: { q: string; tell: (answer: SearchReading) => void; fail: () => void }[] = []
  const readSearch = (q: string) =>
    new Promise<SearchReading>((tell, fail) => asked.push({ q, tell, fail: () => fail(new Error('away')) }))
  const { app } = aPage([], [], { readSearch, messages: () => new Promise(() => {}) })
  const state = signal<FeedState>({ kind: 'live' })
  const search = createSearch({ ...app, connection: { ...app.connection, state } })
  const answer = async (q: string, problem: string | null = null) => {
    asked.find((one) => one.q === q)?.tell(reading(q, problem))
    await settled()
  }
  return { search, asked, answer, state }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

test('of two searches the meaning of the one in force is shown, whichever is told first', async () => {
  const { search, answer } = aSearch()
  search.use('a')
  search.use('b')
  await answer('b')
  expect(search.meaning.value?.q).toBe('b')
  await answer('a')
  expect(search.meaning.value?.q).toBe('b')
  search.use('')
  expect(search.meaning.value).toBeNull()
})

test('what is typed is asked about once, after a pause, and applied unless something is wrong with it', async () => {
  vi.useFakeTimers()
  const { search, asked, answer } = aSearch()
  search.type('form:a')
  search.type('from:a')
  vi.advanceTimersByTime(1_000)
  vi.useRealTimers()
  expect(search.applied.value).toBe('')
  await answer('from:a')
  expect(search.applied.value).toBe('from:a')
  expect(search.meaning.value?.q).toBe('from:a')
  expect(asked.map(({ q }) => q)).toEqual(['from:a'])

  search.type('form:b')
  const applied = search.settle()
  await answer('form:b', 'Unknown criterion "form:".')
  expect(await applied).toBe(false)
  expect(search.problem.value).toBe('Unknown criterion "form:".')
  // The list stays as it was, and so do its chips.
  expect([search.applied.value, search.meaning.value?.q]).toEqual(['from:a', 'from:a'])
  search.type('form:bo')
  expect(search.problem.value).toBeNull()
})

test('while the sink is away nothing is known of a search, and nothing is wrong with it; it is asked again after that', async () => {
  const { search, asked, answer, state } = aSearch()
  state.value = { kind: 'offline', attempt: 9 }
  search.type('from:a')
  const applied = search.settle()
  asked.pop()?.fail()
  expect(await applied).toBe(true)
  asked.pop()?.fail()
  await settled()
  expect([search.applied.value, search.meaning.value, search.problem.value]).toEqual(['from:a', null, null])
  state.value = { kind: 'live' }
  await answer('from:a')
  expect(search.meaning.value?.q).toBe('from:a')
})
