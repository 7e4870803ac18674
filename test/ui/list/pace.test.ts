import { expect, test } from 'vitest'
import { paced } from '../../../ui/state/list/pace.ts'

test('the first comes through at once, what follows in batches', () => {
  let now = 0
  const timers: { run: () => void; ms: number }[] = []
  const seen: number[][] = []
  const say = paced<number>((items) => void seen.push([...items]), {
    every: 100,
    now: () => now,
    later: (run, ms) => timers.push({ run, ms }),
  })
  say([1])
  now = 10
  say([2])
  say([3, 4])
  expect(seen).toEqual([[1]])
  expect(timers.map(({ ms }) => ms)).toEqual([90])
  now = 100
  timers[0]?.run()
  now = 500
  say([5])
  expect(seen).toEqual([[1], [2, 3, 4], [5]])
})
