/** Opening the newest mail by itself: at the address that asks for it, and whenever one comes where the reader wants that. */
import { effect, untracked } from '@preact/signals'
import type { App } from '../app.ts'
import { createList } from './list.ts'
import type { Mails } from './mails.ts'

export function createNewest(app: App) {
  const { memory, navigation } = app
  const { route } = navigation
  const list = app.part(createList)
  const autoOpen = memory.flag('auto-open', false)
  const open = (id: string, how: 'push' | 'replace') => navigation.go({ kind: 'message', id, tab: null }, { how })

  // The newest that matches, as soon as there is one.
  effect(() => {
    if (route.value.kind !== 'latest' || !list.loaded.value) return
    const newest = list.mails.value.rows.value.reduce<{ id: string; seq: number } | null>(
      (best, row) => (best === null || row.seq > best.seq ? row : best),
      null,
    )
    if (newest !== null) untracked(() => open(newest.id, 'replace'))
  })

  let known: { readonly mails: Mails; readonly seq: number } | null = null
  effect(() => {
    const mails = list.mails.value
    const [newest] = mails.rows.value
    if (!mails.loaded.value || mails.order === 'asc') return
    // Another list has another newest, which is not new for that.
    const isNew = newest !== undefined && known?.mails === mails && newest.seq > known.seq
    known = { mails, seq: Math.max(newest?.seq ?? 0, known?.mails === mails ? known.seq : 0) }
    untracked(() => {
      const { kind } = route.peek()
      if (isNew && autoOpen.value.peek() && (kind === 'messages' || kind === 'message'))
        open(newest.id, kind === 'message' ? 'replace' : 'push')
    })
  })
  return { autoOpen }
}
