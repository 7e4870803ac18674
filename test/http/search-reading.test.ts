/** What a search means, for whoever shows one. */
import { expect, test } from 'vitest'
import { readSearch } from '../../server/http/search-reading.ts'
import { inProcess } from './support/app.ts'

test.each([
  ['from:ann has:link', ['from:ann', 'has:link'], 'and'],
  ['-from:bot "two words"', ['-from:bot', '"two words"'], 'and'],
  ['NOT from:bot AND to:ann', ['NOT from:bot', 'to:ann'], 'and'],
  ['subject:(reset OR confirm) larger:10k', ['subject:(reset OR confirm)', 'larger:10k'], 'and'],
  ['- (a b) c', [], 'and'],
  ['-(a b) c', ['-(a b)', 'c'], 'and'],
  ['from:ann OR to:bob welcome', ['from:ann', 'to:bob welcome'], 'or'],
  ['', [], 'and'],
])('%s is made of %j', (q, texts, by) => {
  const reading = readSearch(q)
  expect([reading.pieces.map(({ text }) => text), reading.by]).toEqual([texts, by])
})

test('a part that is taken away leaves a search with the same meaning for the rest', () => {
  expect(readSearch('a b AND -c').pieces.map(({ rest }) => rest)).toEqual(['b -c', 'a -c', 'a b'])
  expect(readSearch('a OR b c').pieces.map(({ rest }) => rest)).toEqual(['b c', 'a'])
  expect(readSearch('from:ann').pieces).toEqual([{ text: 'from:ann', rest: '', meaning: 'from contains "ann"' }])
})

test('what is wrong is a sentence with the nearest right word', () => {
  expect(readSearch('form:ann').problem).toMatch(/^Unknown criterion "form:" at position 1\. Did you mean "from:"\?/)
  expect(readSearch('has:atachment').problem).toContain('Did you mean "attachment"?')
  expect(readSearch('subject:/(?<=x)y/').problem).toContain('(?<=x)y')
  expect(readSearch('form:ann').criteria).toBeNull()
  expect(readSearch('from:ann')).toMatchObject({ problem: null, criteria: { from: { contains: 'ann' } } })
})

test('of what is wrong the parts are told still, so that it can be taken away', () => {
  const { problem, pieces } = readSearch('larger:x has:link')
  expect(problem).not.toBeNull()
  expect(pieces.map(({ rest, meaning }) => [rest, meaning !== null])).toEqual([
    ['has:link', false],
    ['larger:x', true],
  ])
})

test.each([
  ['form:ann has:link', 'from:ann has:link'],
  ['from:ann has:atachment', 'from:ann has:attachment'],
  ['from:ann', null],
  ['from:', null],
  ['ann run:7', 'ann header:X-Run=7'],
  ['host:acme.test', 'link:acme.test'],
  ['size:10k', 'size:>10k'],
  ['status:failed', null],
  ['is:unread', null],
  ['is:bcc-leak', null],
])('%s is mended to %s', (q, better) => {
  expect(readSearch(q).mended).toBe(better)
})

test.each([
  ['reset password', ['reset', 'password']],
  ['from:*@acme.test -subject:news', ['@acme.test']],
  ['subject:/^re/ inbox:t-1 larger:10k', []],
  ['header:X-Run=42', ['42']],
])('%s marks %j', (q, texts) => {
  expect(readSearch(q).texts).toEqual(texts)
})

test('of a search with more parts than can be searched for none is told', () => {
  const { problem, pieces } = readSearch('a '.repeat(4_000))
  expect(problem).not.toBeNull()
  expect(pieces).toEqual([])
})

test('the API tells it; of what cannot be understood as well, and of nothing', async () => {
  const { app } = await inProcess()
  const read = async (query: string) => {
    const answer = await app.inject(`/api/search/read${query}`)
    expect(answer.statusCode).toBe(200)
    return answer.json<unknown>()
  }
  const nothing = { problem: null, mended: null, criteria: {}, by: 'and', pieces: [], texts: [] }
  expect(await read('')).toEqual(nothing)
  expect(await read('?q=')).toEqual(nothing)
  expect(await read('?q=form:ann')).toEqual(readSearch('form:ann'))
  expect(await read('?q=to:ann%20reset')).toEqual(readSearch('to:ann reset'))
})
