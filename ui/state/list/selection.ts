/** Where in the list the reader is, and which mails are chosen. Neither ever changes by itself. */
import { computed, effect, signal, untracked } from '@preact/signals'
import type { App } from '../app.ts'
import { createLayout } from '../layout.ts'
import { areaOf } from '../route.ts'
import { createList } from './list.ts'
import { createMarks } from './marks.ts'
import type { Row } from './row.ts'
import { indexOf, keyOf } from './rows.ts'
import { createStanding } from './standing.ts'

/** Milliseconds that a mail has to be open to count as read: stepping past it is not reading. */
const READ_AFTER = 300

/** Milliseconds without another step after which a key that is held counts as let go, even if nobody saw it. */
const RESTS = 150

/** What the view is to do next; `n` tells one wish from the same again. */
export type Wish =
  | { readonly kind: 'none' }
  | { readonly kind: 'reveal'; readonly key: string; readonly n: number }
  | { readonly kind: 'scroll'; readonly top: number; readonly n: number }
  | { readonly kind: 'focus'; readonly what: 'list' | 'pane'; readonly n: number }

export function createSelection(app: App) {
  const { navigation } = app
  const { route } = navigation
  const list = app.part(createList)
  const marks = app.part(createMarks)
  const { layout } = app.part(createLayout)
  const { active, chosen } = app.part(createStanding)
  const wish = signal<Wish>({ kind: 'none' })
  /** The list has the focus; or something else of it has, a button. */
  const focused = signal(false)
  const inList = signal(false)
  /** The page is too narrow for both, so that what is open takes the place of the list. */
  const narrow = signal(false)
  const alone = computed(() => narrow.value || layout.value.value === 'none')
  /** Where a stretch of chosen rows began. */
  let anchor: string | null = null
  let count = 0
  let reading: ReturnType<typeof setTimeout> | undefined
  /** Where a key that is held stands, and has opened nothing yet. */
  let passing: Row | null = null
  let resting: ReturnType<typeof setTimeout> | undefined

  effect(() => {
    const now = route.value
    clearTimeout(reading)
    if (now.kind !== 'message') return
    untracked(() => (active.value = now.id))
    reading = setTimeout(() => marks.read.has(now.id) || marks.read.set([now.id], true), READ_AFTER)
  })

  let epoch: string | null = app.connection.info.peek()?.epoch ?? null

  // What is gone is not chosen any more: the number would be wrong. With another start of the sink all is gone.
  app.connection.join({
    load: () => Promise.resolve(),
    apply(events) {
      for (const event of events) {
        if (event.type !== 'info') continue
        if (epoch !== null && epoch !== event.info.epoch) choose([])
        epoch = event.info.epoch
      }
      const gone = events.flatMap((event) => (event.type === 'message.removed' ? event.ids : []))
      if (gone.some((id) => chosen.peek().has(id))) choose([...chosen.peek()].filter((id) => !gone.includes(id)))
    },
  })

  const rows = () => list.rows.peek()
  const reveal = (key: string) => (wish.value = { kind: 'reveal', key, n: ++count })

  function stand(row: Row): void {
    active.value = keyOf(row)
    reveal(keyOf(row))
  }

  function choose(ids: Iterable<string>): void {
    chosen.value = new Set(ids)
  }

  function toggle(row: Row): void {
    if (row.kind !== 'mail') return
    const next = new Set(chosen.peek())
    if (!next.delete(row.id)) next.add(row.id)
    anchor = row.id
    chosen.value = next
  }

  /** Everything from where the stretch began to this row. */
  function stretch(row: Row): void {
    anchor ??= active.peek()
    const from = Math.max(0, indexOf(rows(), anchor))
    const to = indexOf(rows(), keyOf(row))
    const within = rows().slice(Math.min(from, to), Math.max(from, to) + 1)
    choose([...chosen.peek(), ...mailsOf(within)])
  }

  const selection = {
    active,
    chosen,
    wish,
    focused,
    inList,
    narrow,
    alone,
    /** Where the list is scrolled to, as the view tells. */
    top: 0,
    /** The wish that the view has met: shown again, it does not do so once more. */
    granted: 0,
    /** The row that keys stand on, if it is there. */
    row(): Row | null {
      return rows()[indexOf(rows(), active.peek())] ?? null
    },
    toggle,
    stretch,
    choose,
    clear(): void {
      anchor = null
      choose([])
    },
    /** Opens what a row is about. */
    open(row: Row): void {
      active.value = keyOf(row)
      const now = route.peek()
      if (row.kind === 'mail') {
        navigation.go({ kind: 'message', id: row.id, tab: null }, { how: now.kind === 'message' ? 'replace' : 'push' })
      } else navigation.go({ kind: 'session', id: row.id, side: 'timeline' })
    },
    /**
     * Goes to the row so many further, and opens it where both fit on the page; in passing, with a key that is held,
     * only where that stops.
     */
    move(by: number, how: 'go' | 'extend' | 'pass' = 'go'): void {
      const all = rows()
      const at = indexOf(all, active.peek())
      const to = at === -1 && by !== Infinity ? 0 : Math.min(all.length - 1, Math.max(0, at + by))
      const row = all[to]
      if (row === undefined) return
      if (how === 'extend') {
        const from = all[at]
        if (from?.kind === 'mail' && !chosen.peek().has(from.id)) toggle(from)
        if (anchor === null) anchor = active.peek()
        stretch(row)
        return stand(row)
      }
      anchor = null
      stand(row)
      clearTimeout(resting)
      passing = row
      if (how === 'go') selection.stop()
      else resting = setTimeout(() => selection.stop(), RESTS)
    },
    /** The key was let go, or something else is done: what it passed last is what is meant. */
    stop(): void {
      const row = passing
      passing = null
      const now = route.peek().kind
      if (row === null || (alone.peek() && now !== 'message')) return
      if (row.kind === 'mail') selection.open(row)
      // Beside the list stands what is known of an attempt; its session is a place of its own.
      else if (now === 'message' && !alone.peek()) navigation.go({ kind: 'messages' }, { how: 'replace' })
    },
    everything(): void {
      choose(mailsOf(rows()))
    },
    /** Puts the two that are chosen side by side, the older on the left. */
    compare(): void {
      const [a, b] = [...chosen.peek()].toSorted()
      if (a !== undefined && b !== undefined && chosen.peek().size === 2)
        navigation.go({ kind: 'compare', a, b, what: 'headers' })
    },
    reveal,
    scrollTo: (top: number) => (wish.value = { kind: 'scroll', top, n: ++count }),
    focus: (what: 'list' | 'pane') => (wish.value = { kind: 'focus', what, n: ++count }),
    here: () => areaOf(route.value) === 'messages' && route.value.kind !== 'compare',
  }
  return selection
}

const mailsOf = (rows: readonly Row[]) => rows.flatMap((row) => (row.kind === 'mail' ? [row.id] : []))
