import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Message } from '../../contract/message.ts'
import type { App } from '../../ui/state/app.ts'
import { createMemory } from '../../ui/state/remember.ts'
import type { Route } from '../../ui/state/route.ts'
import { createTabs, lacking } from '../../ui/state/message/tabs.ts'
import { message } from './samples.ts'

const html = message(1, { html: '<p>x</p>', text: 'x' })
const text = message(2, { text: 'x' })

const refused = (): Storage => {
  throw new Error('no storage')
}

function reading(first: Message) {
  const shown = signal<Message | null>(first)
  const route = signal<Route>({ kind: 'message', id: first.id, tab: null })
  const open = (next: Message) => {
    shown.value = next
    route.value = { kind: 'message', id: next.id, tab: null }
  }
  const app = {
    memory: createMemory(refused),
    navigation: { route, go: (next: Route) => void (route.value = next) },
    reader: { shown },
  }
  return { open, route, tabs: createTabs(app as unknown as App) }
}

test('a mail with HTML opens as it looks, one without as its text', () => {
  const { tabs, open } = reading(html)
  expect(tabs.tab.value).toBe('preview')
  open(text)
  expect(tabs.tab.value).toBe('text')
})

test('what a mail says is remembered for each kind, how it is made for both', () => {
  const { tabs, open } = reading(html)
  tabs.choose('html')
  open(text)
  expect(tabs.tab.value).toBe('text')
  tabs.choose('raw')
  open(html)
  expect(tabs.tab.value).toBe('raw')
  tabs.choose('preview')
  open(text)
  expect(tabs.tab.value).toBe('text')
})

test('a remembered tab that has nothing to show gives way; one that the address names does not', () => {
  const { tabs, open, route } = reading(message(3, { html: '<p>x</p>', attachments: [file] }))
  tabs.choose('files')
  open(html)
  expect(tabs.tab.value).toBe('preview')
  route.value = { kind: 'message', id: 'm1', tab: 'files' }
  expect(tabs.tab.value).toBe('files')
})

test('a mail that cannot be read opens as its bytes', () => {
  const { tabs } = reading(message(4, { parseError: 'too deep' }))
  expect(tabs.tab.value).toBe('raw')
})

test('stepping passes over tabs that have nothing to show, round the end', () => {
  const { tabs } = reading(message(5, { text: 'x', session: { ...text.session, id: null } }))
  const seen = [1, 1, 1, 1].map(() => {
    tabs.step(1)
    return tabs.tab.value
  })
  expect(seen).toEqual(['mime', 'raw', 'preview', 'text'])
})

test('says why a tab has nothing to show', () => {
  expect(lacking(text, 'html')).toBe('The sender sent no HTML part.')
  expect(lacking(html, 'text')).toBeNull()
  expect(lacking(text, 'raw')).toBeNull()
})

const file = {
  part: '1.2',
  filename: 'a.pdf',
  contentType: 'application/pdf',
  size: 1,
  sha256: '',
  contentId: null,
  disposition: null,
} as unknown as Message['attachments'][number]
