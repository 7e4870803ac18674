import { expect, test } from 'vitest'
import { fragmentOf, hitAfter, hitsIn, linesAsked, parseLines } from '../../ui/state/source/find.ts'
import { octetsOf, rawSpans } from '../../ui/state/source/raw-marks.ts'
import { rowPieces } from '../../ui/state/source/row-pieces.ts'
import { linesOf, rowsOf } from '../../ui/state/source/source-lines.ts'
import { fetchedSource } from '../../ui/state/source/source.ts'

test('lines end with LF; a CR before it belongs to the end, a CR elsewhere does not', () => {
  const text = 'one\r\ntwo\nth\rree\r\n'
  const lines = linesOf(text)
  const all = Array.from({ length: lines.count }, (_, line) => [
    text.slice(lines.start(line), lines.end(line)),
    lines.ending(line),
  ])
  expect(all).toEqual([
    ['one', 'crlf'],
    ['two', 'lf'],
    ['th\rree', 'crlf'],
  ])
  expect([0, 4, 5, 9].map((place) => lines.at(place))).toEqual([0, 0, 1, 2])
  expect(linesOf('').count).toBe(0)
  expect(linesOf('a').ending(0)).toBe('none')
})

test('a long line goes on in further rows, and every place is in one of them', () => {
  const text = `ab\n${'x'.repeat(25)}\ncd`
  const lines = linesOf(text)
  const rows = rowsOf(text, lines, 10)
  const drawn = Array.from({ length: rows.count }, (_, index) => rows.row(index))
  expect(drawn.map(({ line, from, to, first, last }) => [line, to - from, first, last])).toEqual([
    [0, 2, true, true],
    [1, 10, true, false],
    [1, 10, false, false],
    [1, 5, false, true],
    [2, 2, true, true],
  ])
  expect([0, 3, 13, 27, 29].map((place) => rows.at(place))).toEqual([0, 1, 2, 3, 4])
  expect([0, 1, 2].map((line) => rows.ofLine(line))).toEqual([0, 1, 4])
})

test.each([
  ['tabs go on to the next eighth column', 'a\tb\tc', 10, [3, 2]],
  ['wide letters take two', '日本語文字', 4, [2, 2, 1]],
  ['a pair is never cut', '😀😀😀', 4, [4, 2]],
  ['marks take as much as they say, and room around it', '\u202Eabc', 7, [2, 2]],
  ['what combines takes nothing', 'e\u0301e\u0301', 2, [4]],
])('%s', (_, text, columns, lengths) => {
  const rows = rowsOf(text, linesOf(text), columns)
  expect(Array.from({ length: rows.count }, (_each, index) => rows.row(index).to - rows.row(index).from)).toEqual(
    lengths,
  )
})

test('ten megabytes in one line are cut in no time', () => {
  const text = 'x'.repeat(10_000_000)
  const rows = rowsOf(text, linesOf(text), 100)
  expect(rows.count).toBe(100_000)
  expect(rows.row(99_999)).toMatchObject({ from: 9_999_900, to: 10_000_000, last: true })
})

test('letters without a width fill no row for ever', () => {
  const text = `a${'\u0301'.repeat(10_000)}`
  expect(rowsOf(text, linesOf(text), 100).count).toBeGreaterThan(20)
})

test('finds words whatever their case, and takes none for a pattern', () => {
  expect(hitsIn('a.b A.B axb', 'a.b')).toEqual({ starts: [0, 4], length: 3, more: false })
  expect(hitsIn('aaa', '').starts).toEqual([])
  expect(hitsIn('x'.repeat(20_000), 'x')).toMatchObject({ more: true })
  const hits = hitsIn('x..x..x', 'x')
  expect([0, 1, 4, 7].map((place) => hitAfter(hits, place))).toEqual([0, 1, 2, 3])
})

test.each([
  ['L120', { from: 120, to: 120 }],
  ['L120-L134', { from: 120, to: 134 }],
  ['L134-L120', { from: 120, to: 134 }],
  ['L0', { from: 1, to: 1 }],
  ['e4', null],
])('#%s', (fragment, range) => {
  expect(parseLines(fragment)).toEqual(range)
})

test('lines have an address, and can be asked for in the search', () => {
  expect(fragmentOf({ from: 3, to: 3 })).toBe('L3')
  expect(fragmentOf({ from: 3, to: 9 })).toBe('L3-L9')
  expect(linesAsked(':12-4')).toEqual({ from: 4, to: 12 })
  expect(linesAsked('12')).toBeNull()
})

test('a row is cut where its look changes', () => {
  const spans = [
    { from: 0, to: 5, look: 'tag' },
    { from: 3, to: 8, look: 'hit' },
  ]
  expect(rowPieces('abcdefghij', 1, 9, spans)).toEqual([
    { text: 'bc', look: 'tag' },
    { text: 'de', look: 'tag hit' },
    { text: 'fgh', look: 'hit' },
    { text: 'i', look: '' },
  ])
  expect(rowPieces('', 0, 0, [])).toEqual([])
})

const looks = (line: string, header: boolean) => {
  const whole = { from: 0, to: line.length }
  return rawSpans(line, whole, whole, { header, delimiter: false }).map((span) => [
    line.slice(span.from, span.to),
    span.look,
  ])
}

test('in the bytes of a mail one sees names of fields, bytes beyond ASCII, and what is over 998 octets', () => {
  expect(looks('Subject: Gr\\xFC\\xDFe', true)).toEqual([
    ['Subject:', 'src-name'],
    ['\\xFC\\xDF', 'src-beyond'],
  ])
  expect(looks('Not: a header', false)).toEqual([])
  expect(looks('x'.repeat(1000), false)).toEqual([['xx', 'src-over']])
  expect(octetsOf('ü\\xFC')).toBe(3)
})

test('fetches a source by stretches, and no character is cut by their edges', async () => {
  const bytes = new TextEncoder().encode(`${'x'.repeat(512 * 1024 - 1)}😀ü\r\nend`)
  const asked: number[] = []
  const source = fetchedSource(
    {
      async stretch(_id, _source, from, atMost) {
        asked.push(from)
        return { bytes: bytes.slice(from, from + atMost), from, total: bytes.length }
      },
    },
    'm1',
    { kind: 'raw' },
  )
  await source.more()
  expect([source.state.value, source.text.value.length]).toEqual(['part', 512 * 1024 - 1])
  await Promise.all([source.more(), source.all()])
  expect(source.state.value).toBe('whole')
  expect(source.text.value.endsWith('x😀ü\r\nend')).toBe(true)
  expect(asked).toEqual([0, 512 * 1024])
})

test('a source that cannot be had says why, and can be asked for again', async () => {
  let away = true
  const source = fetchedSource(
    {
      stretch: async () => {
        if (away) throw new Error('Is mailsink still running?')
        return { bytes: new TextEncoder().encode('x'), from: 0, total: 1 }
      },
    },
    'm1',
    { kind: 'raw' },
  )
  await source.all()
  expect([source.state.value, source.problem.value]).toEqual(['failed', 'Is mailsink still running?'])
  away = false
  await source.all()
  expect([source.state.value, source.problem.value, source.text.value]).toEqual(['whole', null, 'x'])
})
