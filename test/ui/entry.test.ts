import { expect, test } from 'vitest'
import { linesOf } from '../../ui/state/entry.ts'
import { entry } from './samples.ts'

test('a line tells how long it waited, and pipelined ones wait for nothing', () => {
  const lines = linesOf([entry(0, { at: 1 }), entry(1, { at: 3.5 }), entry(2, { at: 3 })], null)
  expect(lines.map(({ wait }) => wait)).toEqual([null, 2.5, 0])
})

test('what belongs to another transaction is dimmed, what belongs to none is not', () => {
  const lines = linesOf([entry(0), entry(1, { transaction: 1 }), entry(2, { transaction: 2 })], 2)
  expect(lines.map(({ dimmed }) => dimmed)).toEqual([false, true, false])
})

test('a code is good, temporary or final', () => {
  const lines = linesOf(
    [250, 354, 450, 550].map((code, n) => entry(n, { code })),
    null,
  )
  expect(lines.map(({ verdict }) => verdict)).toEqual(['good', 'good', 'temporary', 'permanent'])
})
