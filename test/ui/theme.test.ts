import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createMemory } from '../../ui/state/remember.ts'
import { createTheme } from '../../ui/state/theme.ts'
import { aStorage } from './samples.ts'

test('a chosen theme is applied and remembered', () => {
  const memory = createMemory(() => storage)
  const storage = aStorage()
  const root = { dataset: {} as DOMStringMap }
  createTheme(memory, root).choose('dark')
  expect(root.dataset['theme']).toBe('dark')
  expect(createTheme(memory, root).theme.value).toBe('dark')
})

test('an unknown theme is the one of the system', () => {
  const memory = createMemory(() => aStorage({ 'mailsink.theme': 'sepia' }))
  expect(createTheme(memory, { dataset: {} }).theme.value).toBe('system')
})

test('the script that runs before the page knows where the theme is remembered', async () => {
  const storage = aStorage()
  createTheme(
    createMemory(() => storage),
    { dataset: {} },
  ).choose('dark')
  const script = await readFile(new URL('../../ui/public/theme.js', import.meta.url), 'utf8')
  expect(script).toContain(`'${Object.keys(storage)[0]}'`)
})
