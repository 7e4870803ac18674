import { expect, test } from 'vitest'
import { createMark } from '../../../ui/state/list/marks.ts'
import { createMemory } from '../../../ui/state/remember.ts'

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Storage
}

const id = (n: number) => `01m7ymn516${String(n).padStart(16, '0')}`

test('what was read is known at the next visit', () => {
  const local = storage()
  createMark(
    createMemory(() => local),
    'read',
  ).set([id(1), id(2)], true)
  const later = createMark(
    createMemory(() => local),
    'read',
  )
  later.set([id(2)], false)
  expect([later.has(id(1)), later.has(id(2))]).toEqual([true, false])
})

test('the longest read are forgotten, so that the browser is not filled', () => {
  const mark = createMark(createMemory(storage), 'read')
  mark.set(
    Array.from({ length: 12_000 }, (_, n) => id(n)),
    true,
  )
  expect(mark.ids.value.size).toBe(10_000)
  expect([mark.has(id(0)), mark.has(id(11_999))]).toEqual([false, true])
})
