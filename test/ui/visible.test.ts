import { expect, test } from 'vitest'
import { segments, textOf, visible } from '../../ui/state/visible.ts'

test('what turns text around is shown instead of obeyed', () => {
  expect(visible('photo_\u202Egpj.exe')).toBe('photo_⟦RLO⟧gpj.exe')
  expect(segments('a\u2066b')).toEqual([
    { text: 'a', mark: false },
    { text: '⟦LRI⟧', mark: true },
    { text: 'b', mark: false },
  ])
})

test('marks that follow each other are one, and of very many the rest is text like any other', () => {
  expect(segments('a\u202E\u2066\u0000b')).toEqual([
    { text: 'a', mark: false },
    { text: '⟦RLO⟧⟦LRI⟧␀', mark: true },
    { text: 'b', mark: false },
  ])
  const many = segments('a\u0000'.repeat(100_000))
  expect(many.length).toBeLessThan(1000)
  expect(many.map(({ text }) => text).join('')).toBe('a␀'.repeat(100_000))
})

test('letters that are written from right to left are left alone', () => {
  expect(segments('مرحبا')).toEqual([{ text: 'مرحبا', mark: false }])
})

test('control characters are shown by their pictures, tabs and line ends are not', () => {
  expect(visible('a\u0000\u001B[31m\u007F\u0085')).toBe('a␀␛[31m␡⟦85⟧')
  expect(visible('a\tb\r\nc\nd')).toBe('a\tb\r\nc\nd')
})

test('on the wire a line end that is not CRLF is marked', () => {
  const marks = segments('a\r\nb\nc\rd', 'wire')
  expect(marks.filter(({ mark }) => mark).map(({ text }) => text)).toEqual(['␊', '␍'])
  expect(visible('a\nb')).toBe('a\nb')
})

test('bytes that are UTF-8 are decoded', () => {
  expect(textOf(new TextEncoder().encode('Grüße 👩‍🚀'))).toBe('Grüße 👩‍🚀')
})

test.each([
  ['a Latin-1 letter', [0x61, 0xe9, 0x62], 'a\\xE9b'],
  ['a character cut off', [0xe2, 0x82], '\\xE2\\x82'],
  ['an overlong slash', [0xc0, 0xaf], '\\xC0\\xAF'],
  ['half a surrogate pair', [0xed, 0xa0, 0x80], '\\xED\\xA0\\x80'],
  ['good beside bad', [0xc3, 0xbc, 0xff, 0xe2, 0x82, 0xac], 'ü\\xFF€'],
])('shows %s byte by byte', (_what, bytes, shown) => {
  expect(textOf(new Uint8Array(bytes))).toBe(shown)
})
