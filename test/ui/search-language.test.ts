import { expect, test } from 'vitest'
import { criteriaOf, judge, mended, piecesOf, textsOf } from '../../ui/state/search-language.ts'

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
  const pieces = piecesOf(q)
  expect([pieces.pieces.map(({ text }) => text), pieces.by]).toEqual([texts, by])
})

test('a part that is taken away leaves a search with the same meaning for the rest', () => {
  expect(piecesOf('a b AND -c').pieces.map(({ rest }) => rest)).toEqual(['b -c', 'a -c', 'a b'])
  expect(piecesOf('a OR b c').pieces.map(({ rest }) => rest)).toEqual(['b c', 'a'])
  expect(piecesOf('from:ann').pieces).toEqual([{ text: 'from:ann', rest: '', meaning: 'from contains "ann"' }])
})

test('what is wrong is a sentence with the nearest right word', () => {
  expect(judge('form:ann')).toMatch(/^Unknown criterion "form:" at position 1\. Did you mean "from:"\?/)
  expect(judge('has:atachment')).toContain('Did you mean "attachment"?')
  expect(judge('from:ann')).toBeNull()
  expect(criteriaOf('form:ann')).toBeNull()
})

test.each([
  ['form:ann has:link', 'from:ann has:link'],
  ['from:ann has:atachment', 'from:ann has:attachment'],
  ['from:ann', null],
  ['from:', null],
])('%s is mended to %s', (q, better) => {
  expect(mended(q)).toBe(better)
})

test.each([
  ['reset password', ['reset', 'password']],
  ['from:*@acme.test -subject:news', ['@acme.test']],
  ['subject:/^re/ inbox:t-1 larger:10k', []],
  ['header:X-Run=42', ['42']],
])('%s marks %j', (q, texts) => {
  expect(textsOf(q)).toEqual(texts)
})
