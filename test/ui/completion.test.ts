import { expect, test } from 'vitest'
import { LISTENERS } from '../../criteria/fields.ts'
import { prefixOf, PREFIXES } from '../../criteria/q-prefixes.ts'
import { HAS_WORDS } from '../../criteria/q-term.ts'
import { parseQuery } from '../../criteria/q.ts'
import { askedField, inserted, spotAt, suggestionsAt, valueOf } from '../../ui/state/search/completion.ts'

const now = new Date('2026-11-21T12:00:00Z')
const labels = (text: string) => suggestionsAt(spotAt(text, text.length), now).map(({ label }) => label)

test('an empty search offers every criterion, the most used first', () => {
  expect(labels('').slice(0, 3)).toEqual(['from:', 'to:', 'subject:'])
  expect(labels('from:ann ').length).toBe(labels('').length)
})

test.each([
  ['su', ['subject:']],
  ['-ha', ['has:']],
  ['(ha', ['has:']],
  ['"ha', []],
  ['has:a', ['attachment']],
  ['listener:sub', ['submission', 'submissions']],
  ['after:', ['2026-11-21', '2026-11-20', '2026-11-14', '2026-10-22']],
  ['nothing:', []],
])('%s is followed by %j', (text, expected) => {
  expect(labels(text)).toEqual(expected)
})

test.each([
  ['from:', 'from'],
  ['from:"Ann B', 'from'],
  ['reply-to:', null],
  ['header:', 'header'],
  ['header:X-Run=', 'header.X-Run'],
  ['from', null],
])('%s asks the server for the values of %s', (text, field) => {
  expect(askedField(spotAt(text, text.length))).toBe(field)
})

test.each([
  ['fro', 3, { kind: 'key', insert: 'from:' }, 'from:', 5],
  ['-fro', 4, { kind: 'key', insert: 'from:' }, '-from:', 6],
  ['from:an', 7, valueOf('from:', 'ann@example.com', ''), 'from:ann@example.com ', 21],
  ['from:an to:bob', 7, valueOf('from:', 'ann@example.com', ''), 'from:ann@example.com to:bob', 21],
  ['from:"Ann', 9, valueOf('from:', 'Ann "A" B', ''), 'from:"Ann \\"A\\" B" ', 19],
  ['header:X-R', 10, { kind: 'value', insert: 'header:X-Run=' }, 'header:X-Run=', 13],
] as const)('%s with the caret at %i', (text, caret, suggestion, expected, place) => {
  const whole = { label: '', detail: '', ...suggestion }
  expect(inserted(text, spotAt(text, caret), whole)).toEqual({ text: expected, caret: place })
})

test('what is offered is what the search language knows', () => {
  expect(labels('').toSorted()).toEqual(PREFIXES.map((prefix) => `${prefix}:`).toSorted())
  expect(labels('has:')).toEqual([...HAS_WORDS.keys()])
  expect(labels('listener:')).toEqual(LISTENERS)
})

test.each(['has:', 'is:', 'tls:', 'listener:', 'size:', 'larger:', 'smaller:', 'in:', 'after:', 'before:'])(
  'whatever is offered behind %s can be searched for',
  (key) => {
    expect(labels(key)).not.toEqual([])
    for (const value of labels(key)) parseQuery(key + value)
  },
)

test.each([...PREFIXES, 'reply-to', 'REPLYTO', 'mail-from', 'ip', 'ipp', 'constructor'])(
  '%s before a colon means the same as in the search language',
  (word) => {
    const { key } = spotAt(`${word}:x`, word.length + 2)
    expect(key?.prefix ?? null).toBe(prefixOf(word))
  },
)
