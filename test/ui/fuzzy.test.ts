import { expect, test } from 'vitest'
import { fit } from '../../ui/state/search/fuzzy.ts'

const best = (wanted: string, names: readonly string[]) =>
  names
    .flatMap((name) => {
      const found = fit(name, wanted)
      return found === null ? [] : [{ name, score: found.score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ name }) => name)

test.each([
  ['dark', ['Change the theme to dark', 'Delete a mark'], 'Change the theme to dark'],
  ['set', ['Reset the width', 'Settings'], 'Settings'],
  ['key', ['Keyboard shortcuts', 'Monkey'], 'Keyboard shortcuts'],
  ['theme', ['The messages', 'Change the theme'], 'Change the theme'],
])('%s finds the likeliest first', (wanted, names, first) => {
  expect(best(wanted, names)[0]).toBe(first)
})

test('of a name of any length only the beginning is looked at', () => {
  const started = performance.now()
  expect(fit(`${'a'.repeat(50_000)}${'xc'.repeat(25_000)}`, 'ac')).toBeNull()
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('letters have to be there in their order', () => {
  expect(fit('Sessions', 'nse')).toBeNull()
  expect(fit('Sessions', 'zz')).toBeNull()
})

test('the letters that fit are told, and white space does not count', () => {
  expect(fit('Go to Sessions', 'to ses')?.at).toEqual([3, 4, 6, 7, 8])
  expect(fit('anything', '')).toEqual({ score: 0, at: [] })
})
