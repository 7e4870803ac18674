import { expect, test } from 'vitest'
import { inboxOf, withInbox } from '../../ui/state/search/scope.ts'

test.each([
  ['inbox:t-1', 't-1'],
  ['from:ann inbox:t-1 has:link', 't-1'],
  ['inbox:"a b"', 'a b'],
  ['-inbox:t-1', null],
  ['(inbox:t-1 OR inbox:t-2)', null],
  ['inbox:t-*', null],
  ['', null],
])('%s is within the inbox %s', (q, id) => {
  expect(inboxOf(q)).toBe(id)
})

test.each([
  ['', 't-1', 'inbox:t-1'],
  ['from:ann', 't-1', 'inbox:t-1 from:ann'],
  ['inbox:t-1 from:ann', 't-2', 'inbox:t-2 from:ann'],
  ['a OR b', 't-1', 'inbox:t-1 (a OR b)'],
  ['from:ann inbox:t-1', null, 'from:ann'],
])('%s within %s is %s', (q, id, expected) => {
  expect(withInbox(q, id)).toBe(expected)
})
