import { expect, test } from 'vitest'
import type { App } from '../../ui/state/app.ts'
import { createMemory } from '../../ui/state/remember.ts'
import { createViews } from '../../ui/state/search/views.ts'

/** As much of a browser's storage as is needed. */
function storageOf(kept: Record<string, string>): () => Storage {
  const storage = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
  }
  return () => storage as unknown as Storage
}

const viewsIn = (kept: Record<string, string>) => createViews({ memory: createMemory(storageOf(kept)) } as App)

test('a view is kept, known by its search, and removed', () => {
  const kept = {}
  viewsIn(kept).save({ name: 'Acme', q: 'from:acme' })
  const views = viewsIn(kept)
  expect(views.named('from:acme')).toBe('Acme')
  expect(views.named('')).toBeNull()
  views.save({ name: 'Acme', q: 'from:acme has:link' })
  expect(views.all.value).toEqual([{ name: 'Acme', q: 'from:acme has:link' }])
  views.remove('Acme')
  expect(viewsIn(kept).all.value).toEqual([])
})

test('what is stored and makes no sense is passed over', () => {
  expect(viewsIn({ 'mailsink.views': '[{"name":"a","q":"b"},{"name":7},null]' }).all.value).toHaveLength(1)
  expect(viewsIn({ 'mailsink.views': '{' }).all.value).toEqual([])
})
