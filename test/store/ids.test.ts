import { expect, test } from 'vitest'
import { createIds } from '../../server/store/ids.ts'

test('ids have 26 characters of one alphabet', () => {
  const newId = createIds()
  for (let i = 0; i < 1000; i += 1) expect(newId()).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
})

test('ids sort by the order in which they were made, also within one millisecond', () => {
  const newId = createIds(() => 1_700_000_000_000)
  const ids = Array.from({ length: 50_000 }, () => newId())
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
})

test('ids sort by time', () => {
  let time = 1_700_000_000_000
  const newId = createIds(() => time)
  const ids = [newId()]
  for (const step of [1, 999, 60_000, 31_536_000_000]) {
    time += step
    ids.push(newId())
  }
  expect(ids).toEqual(ids.toSorted())
})

test('a clock that goes back does not disturb the order, and no id comes twice', () => {
  let time = 1_700_000_000_000
  const newId = createIds(() => time)
  const ids: string[] = []
  for (const step of [0, -1, -3_600_000, 0, 3_600_001, -5, 10, 0.4]) {
    time += step
    ids.push(newId(), newId())
  }
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
})

test('ids of the same moment from two sources differ in sixty bits', () => {
  const tails = Array.from({ length: 2000 }, () => createIds(() => 0)().slice(14))
  expect(new Set(tails).size).toBe(tails.length)
  for (let at = 0; at < 12; at += 1) expect(new Set(tails.map((tail) => tail[at])).size).toBe(32)
})
