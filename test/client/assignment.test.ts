/** One message for each of several criteria. */
import { expect, test } from 'vitest'
import { assign, shortOf } from '../../client/assignment.ts'

test.each<[string, string[][], (string | null)[]]>([
  ['none', [], []],
  ['one each', [['a'], ['b']], ['a', 'b']],
  ['the narrow one has the choice', [['a', 'b'], ['a']], ['b', 'a']],
  ['a chain of exchanges', [['a', 'b'], ['a', 'c'], ['a']], ['b', 'c', 'a']],
  ['one too few', [['a'], ['a']], ['a', null]],
])('%s', (_, fits, given) => {
  expect(assign(fits)).toEqual(given)
})

test.each<[string, string[][], number, number[]]>([
  ['only itself', [['a'], []], 1, [1]],
  ['itself and the one that has what it could have', [['a'], ['a']], 1, [1, 0]],
  ['all along the chain', [['a', 'b'], ['b'], ['c'], ['a']], 3, [3, 0, 1]],
])('one more is enough for %s', (_, fits, row, rows) => {
  expect(shortOf(fits, assign(fits), row)).toEqual(rows)
})
