import { expect, test } from 'vitest'
import { languageOf } from '../../ui/state/message/language.ts'
import { linked, opens, shortLink } from '../../ui/state/message/links.ts'
import { stretches } from '../../ui/state/message/quotes.ts'

test.each([
  ['see https://a.test/x.', ['https://a.test/x']],
  ['(http://a.test/y)', ['http://a.test/y']],
  ['https://en.test/a_(b), next', ['https://en.test/a_(b)']],
  ['<https://a.test/?q=1&r=2>', ['https://a.test/?q=1&r=2']],
  ['mailto:ann@a.test!', ['mailto:ann@a.test']],
  ['https:// and http:///', []],
  ['javascript:alert(1) ftp://a.test data:text/html,x', []],
  ['https://a.test/\u202Egpj.exe', ['https://a.test/']],
])('%s', (text, links) => {
  const pieces = linked(text)
  expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(links)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
})

test('a link that ends in thousands of brackets is read in no time', () => {
  const started = performance.now()
  const [first, rest] = linked(`https://a.test/(b)${')'.repeat(100_000)} ${'https://a.test'.padEnd(100_000, '.')}`)
  expect(first?.href).toBe('https://a.test/(b)')
  expect(rest?.text).toHaveLength(100_001)
  expect(performance.now() - started).toBeLessThan(4_000)
})

test('only what a browser does the expected with is opened', () => {
  expect(['https://a.test', 'HTTP://a.test', 'mailto:a@b'].map(opens)).toEqual([true, true, true])
  expect(['javascript:alert(1)', 'myapp://login', ' https://a.test', 'https://a.test\n', 'tel:1'].map(opens)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
})

test('a link is told by where it leads', () => {
  expect(shortLink('https://www.acme.test/')).toBe('acme.test')
  expect(shortLink(`https://acme.test/${'x'.repeat(80)}`)).toHaveLength(40)
})

test('a text falls into stretches that are quoted equally deep, and nothing of it is lost', () => {
  const text = 'I:\n> you\n> > me\n>> me too\n>From the start\nend'
  const found = stretches(text)
  expect(found.map(({ depth }) => depth)).toEqual([0, 1, 2, 0])
  expect(found.map((stretch) => stretch.text).join('')).toBe(text)
})

test('a long stretch is cut between lines', () => {
  expect(stretches('a\n'.repeat(5), 2).map(({ text }) => text)).toEqual(['a\na\n', 'a\na\n', 'a\n'])
  expect(stretches('')).toEqual([])
})

test.each([
  ['de', 'de'],
  [' pt-BR ', 'pt-BR'],
  ['de, en', undefined],
  ['"><script>', undefined],
  ['', undefined],
])('Content-Language: %s', (value, language) => {
  expect(languageOf({ headers: [{ name: 'content-language', value, raw: '' }] })).toBe(language)
})
