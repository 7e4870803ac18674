import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createTheme, rememberIn, THEME_KEY } from '../../ui/state/theme.ts'

test('a chosen theme is applied and remembered', () => {
  const kept = new Map<string, string>()
  const remembered = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, to: string) => void kept.set(key, to),
  }
  const root = { dataset: {} as DOMStringMap }
  createTheme(remembered, root).choose('dark')
  expect(root.dataset['theme']).toBe('dark')
  expect(createTheme(remembered, root).theme.value).toBe('dark')
})

test('an unknown theme is the one of the system', () => {
  const { theme } = createTheme({ get: () => 'sepia', set() {} }, { dataset: {} })
  expect(theme.value).toBe('system')
})

test('a browser that refuses its storage costs the memory and nothing else', () => {
  const remembered = rememberIn(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  remembered.set('key', 'value')
  expect(remembered.get('key')).toBeNull()
})

test('the script that runs before the page knows the same key', async () => {
  const script = await readFile(new URL('../../ui/public/theme.js', import.meta.url), 'utf8')
  expect(script).toContain(`'${THEME_KEY}'`)
})
