import { expect, test } from 'vitest'
import { mostDrawn, rowsToDraw, shifted } from '../../../ui/list/window.ts'

test.each([
  ['the top', 0, 0, 23],
  ['the middle', 56 * 5000, 4994, 5023],
  ['the end', 56 * 10_000 - 900, 9977, 10_000],
  ['beyond the end, after many were deleted', 56 * 20_000, 9994, 10_000],
])('of ten thousand rows it draws those in view and a few around: %s', (_, top, first, end) => {
  const drawn = rowsToDraw(10_000, 56, top, 900)
  expect(drawn).toEqual({ first, end })
  expect(drawn.end - drawn.first).toBeLessThanOrEqual(mostDrawn(56, 900))
})

test('an empty list draws nothing', () => {
  expect(rowsToDraw(0, 56, 0, 900)).toEqual({ first: 0, end: 0 })
})

const same = (text: string) => text
const list = (text: string) => text.split('')

test('what is looked at stays where it is when rows come above', () => {
  expect(shifted(list('cba'), list('edcba'), 1, same)).toBe(2)
})

test('and when rows go above, or the row itself', () => {
  expect(shifted(list('edcba'), list('cba'), 3, same)).toBe(-2)
  expect(shifted(list('edcba'), list('edba'), 2, same)).toBe(-1)
})

test('at the very top what comes is let in', () => {
  expect(shifted(list('ba'), list('cba'), 0, same)).toBe(0)
})
