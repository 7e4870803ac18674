/** Regular expressions from outside: what they mean, and what is said of one that cannot be. */
import { describe, expect, test } from 'vitest'
import { CriteriaError } from '../../criteria/error.ts'
import { compilePattern, shownPattern } from '../../criteria/pattern.ts'

test.each([
  ['reset', 'i', 'Please RESET', true],
  ['reset', '', 'Please RESET', false],
  ['^reset', 'i', 'Please reset', false],
  ['^reset$', 'i', 'please\nreset\nnow', false],
  ['^reset$', 'im', 'please\nreset\nnow', true],
  // In a mail lines end with CRLF.
  ['^reset$', 'im', 'please\r\nreset\r\nnow', true],
  ['a.b', 'i', 'a\nb', false],
  ['a.b', 'is', 'a\nb', true],
  ['über', 'i', 'ÜBER', true],
  ['\\u00fcber', 'i', 'ÜBER', true],
  ['\\u{1f44d}', 'i', 'so 👍', true],
  ['\\\\u00fc', 'i', '\\u00fc', true],
  ['\\\\u00fc', 'i', 'ü', false],
  ['https:\\/\\/x', 'i', 'https://x', true],
  ['https://x', 'i', 'https://x', true],
  ['(?<code>\\d{6})', 'i', 'code 123456', true],
  ['\\p{Lu}', '', 'É', true],
  ['', 'i', '', true],
])('/%s/%s on %j: %s', (source, flags, value, expected) => {
  expect(compilePattern(source, flags).test(value)).toBe(expected)
})

test('sees the first 100,000 characters of a value', () => {
  const pattern = compilePattern('needle$', 'i')
  expect(pattern.test(`${'x'.repeat(99_994)}needle`)).toBe(true)
  expect(pattern.test(`${'x'.repeat(99_995)}needle`)).toBe(false)
})

test('finds the same again, whatever was found before', () => {
  const pattern = compilePattern('a', 'i')
  expect(['a', 'b', 'a', 'a'].map((value) => pattern.test(value))).toEqual([true, false, true, true])
})

describe('is refused, with the way out:', () => {
  test.each([
    [
      '(?=.*a)b',
      'The regular expression /(?=.*a)b/i has a look-ahead, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      'a(?!b)',
      'The regular expression /a(?!b)/i has a look-ahead, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      '(?<=a)b',
      'The regular expression /(?<=a)b/i has a look-behind, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      '(?<!a)b',
      'The regular expression /(?<!a)b/i has a look-behind, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      '(a)\\1',
      'The regular expression /(a)\\1/i has a back-reference, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      '(?<n>a)\\k<n>',
      'The regular expression /(?<n>a)\\k<n>/i has a back-reference, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      '(?>a)b',
      'The regular expression /(?>a)b/i has an atomic group, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    [
      'a++b',
      'The regular expression /a++b/i has a possessive quantifier, and RE2, which runs it, does not: write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.',
    ],
    ['(', 'The regular expression /(/i cannot be read: missing closing ). Its syntax is that of RE2.'],
    ['[a', 'The regular expression /[a/i cannot be read: missing closing ]. Its syntax is that of RE2.'],
    [
      '*a',
      'The regular expression /*a/i cannot be read: missing argument to repetition operator at *. Its syntax is that of RE2.',
    ],
    [
      'a\\',
      'The regular expression /a\\/i cannot be read: trailing backslash at end of expression. Its syntax is that of RE2.',
    ],
    [
      'a\\h',
      'The regular expression /a\\h/i cannot be read: invalid escape sequence at \\h. Its syntax is that of RE2.',
    ],
    [
      'x{2,1}',
      'The regular expression /x{2,1}/i cannot be read: invalid repeat count at {2,1}. Its syntax is that of RE2.',
    ],
    [
      'x{1001}',
      'The regular expression /x{1001}/i cannot be read: invalid repeat count at {1001}. Its syntax is that of RE2.',
    ],
    [
      '((a{100}){100}){100}',
      'The regular expression /((a{100}){100}){100}/i cannot be read: invalid repeat count at {100}. Its syntax is that of RE2.',
    ],
    [
      '(.*){1,1000}',
      'The regular expression /(.*){1,1000}/i is too large: its counts make 5001 steps of it, more than 500. Write * or + instead of a count, or smaller counts.',
    ],
    ['x'.repeat(1001), 'A regular expression has 1001 characters, more than 1000. Look for less of the text.'],
  ])('%s', (source, message) => {
    expect(() => compilePattern(source, 'i')).toThrow(new CriteriaError(message))
  })
})

test('a pattern as long as may be needs no counts to fit', () => {
  expect(compilePattern('x'.repeat(990), 'i').test('X'.repeat(990))).toBe(true)
})

test.each([
  ['a/b', '/a\\/b/i'],
  ['a\\/b', '/a\\/b/i'],
  ['a\nb', '/a\\nb/i'],
])('%j is shown as %s', (source, shown) => {
  expect(shownPattern(source, 'i')).toBe(shown)
})
