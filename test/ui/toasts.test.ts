import { expect, test } from 'vitest'
import { createToasts } from '../../ui/state/toasts.ts'

test('a notice goes by itself, and the oldest makes room for a fourth', () => {
  const timers: (() => void)[] = []
  const toasts = createToasts((_ms, run) => void timers.push(run))
  for (const text of ['one', 'two', 'three', 'four']) toasts.show(text)
  const texts = () => toasts.shown.value.map(({ text }) => text)
  expect(texts()).toEqual(['two', 'three', 'four'])
  timers[1]?.()
  expect(texts()).toEqual(['three', 'four'])
})
