/** Deleting: seen at once, done by the sink, and for half a minute taken back by one key, everything in its place. */
import { batch, signal } from '@preact/signals'
import type { Deletion } from '../../../contract/deletion.ts'
import * as words from '../../strings/list.ts'
import type { App } from '../app.ts'
import { createOffline } from '../offline.ts'
import type { Route } from '../route.ts'
import { createList } from './list.ts'
import type { MailRow, Row } from './row.ts'
import { createSelection } from './selection.ts'

/** Milliseconds for which a deletion can be taken back. */
const UNDO = 30_000

/** How long the feed is waited for, in ms. */
const PATIENCE = 400

interface Done {
  readonly token: string
  readonly until: number
  /** Null for all there were. */
  readonly ids: ReadonlySet<string> | null
  readonly back: () => void
  /** Takes the notice away that offers it. */
  readonly dismiss: () => void
}

export function createDeletion(app: App) {
  const { api, navigation, toasts } = app
  const list = app.part(createList)
  const selection = app.part(createSelection)
  const { reason } = app.part(createOffline)
  /** Whether to delete everything is being asked. */
  const asking = signal(false)
  /** What can be taken back, the last first. */
  const done = signal<readonly Done[]>([])

  /** What would be deleted now: what is chosen, or else the mail that is open or stood on. */
  function targets(): readonly string[] {
    if (selection.chosen.value.size > 0) return [...selection.chosen.value]
    const route = navigation.route.value
    if (route.kind === 'message') return [route.id]
    const active = selection.active.value
    return active !== null && list.mails.value.has(active) ? [active] : []
  }

  function cannot(): boolean {
    const why = reason.peek()
    if (why !== null) toasts.show(why)
    return why !== null
  }

  async function remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    if (cannot()) return
    const gone = new Set(ids)
    const place = { route: navigation.route.peek(), chosen: selection.chosen.peek(), top: selection.top }
    const stood = selection.active.peek()
    const next = neighbour(gone)
    const lists = [...new Set([list.everything, list.mails.peek()])]
    const taken: (readonly [typeof list.everything, MailRow[]])[] = []
    batch(() => {
      for (const mails of lists) taken.push([mails, mails.take(gone)])
      selection.choose([...place.chosen].filter((id) => !gone.has(id)))
      step(gone, next)
    })
    const back = () =>
      batch(() => {
        for (const [mails, rows] of taken) mails.put(rows)
        selection.choose(place.chosen)
        selection.active.value = stood
        const now = navigation.route.peek()
        // Not when the reader has gone elsewhere meanwhile.
        if (place.route.kind === 'message' && (now.kind === 'message' || now.kind === 'messages'))
          navigation.go(place.route, { how: 'replace' })
        selection.scrollTo(place.top)
      })
    try {
      keep(await api.deleteMessages(ids, UNDO), gone, back)
    } catch (error) {
      back()
      throw error
    }
  }

  /** Everything that the list is about: what the search finds, or all there is. */
  async function removeAll(): Promise<void> {
    if (cannot()) return
    const q = list.query.peek()
    const route = navigation.route.peek()
    const chosen = selection.chosen.peek()
    const deletion = await (q === '' ? api.deleteAll(UNDO) : api.deleteMatching({ q }, UNDO))
    selection.clear()
    if (route.kind === 'message') navigation.go({ kind: 'messages' }, { how: 'replace' })
    keep(deletion, null, () => {
      selection.choose(chosen)
      if (route.kind === 'message' && navigation.route.peek().kind === 'messages')
        navigation.go(route, { how: 'replace' })
    })
  }

  function keep({ deleted, undo: way }: Deletion, ids: Done['ids'], back: () => void): void {
    const said = words.deleted(deleted)
    if (way === null) return void toasts.show(said)
    const entry: Done = {
      token: way.token,
      until: Date.now() + UNDO,
      ids,
      back,
      dismiss: toasts.show(said, {
        action: { label: words.undo, run: () => void app.attempt(() => restore(entry)) },
        ms: 10_000,
      }),
    }
    done.value = [entry, ...done.peek()].slice(0, 20)
  }

  async function restore(entry: Done): Promise<void> {
    if (cannot()) return
    done.value = done.peek().filter((one) => one !== entry)
    entry.dismiss()
    const heard = isBack()
    const { restored } = await api.restore(entry.token)
    await heard
    entry.back()
    toasts.show(words.restored(restored))
  }

  /** Resolves when the feed has told of something that is back: then it has told also that it was gone. */
  function isBack(): Promise<void> {
    return new Promise((resolve) => {
      const stop = app.connection.join({
        load: () => Promise.resolve(),
        apply: (events) => events.some(({ type }) => type === 'message.restored') && over(),
      })
      const timer = setTimeout(over, PATIENCE)
      function over(): void {
        clearTimeout(timer)
        stop()
        resolve()
      }
    })
  }

  /** The mail that is open when these are gone: the next one down, or else up. */
  function neighbour(gone: ReadonlySet<string>): string | null {
    const shown = list.rows.peek().filter(({ kind }) => kind === 'mail')
    const stands = selection.active.peek()
    const at = shown.findIndex(({ id }) => id === stands)
    if (at === -1 || stands === null || !gone.has(stands)) return null
    const stays = ({ id }: Row) => !gone.has(id)
    return (shown.slice(at + 1).find(stays) ?? shown.slice(0, at).findLast(stays))?.id ?? null
  }

  function step(gone: ReadonlySet<string>, next: string | null): void {
    const { active } = selection
    const stands = active.peek()
    if (stands !== null && gone.has(stands)) active.value = next
    const route = navigation.route.peek()
    if (route.kind !== 'message' || !gone.has(route.id)) return
    // On a narrow page the list comes back; beside it the next one opens.
    const to: Route =
      next === null || selection.alone.peek() ? { kind: 'messages' } : { kind: 'message', id: next, tab: null }
    navigation.go(to, { how: 'replace' })
    if (next !== null) selection.reveal(next)
  }

  return {
    targets,
    asking,
    remove,
    removeAll,
    /** Takes the deletion back that a mail went with, if that was done here and lately; null otherwise. */
    undoOf(id: string): (() => void) | null {
      const entry = done.value.find(({ ids, until }) => until > Date.now() && (ids === null || ids.has(id)))
      return entry === undefined ? null : () => void app.attempt(() => restore(entry))
    },
    /** Takes the last deletion back. */
    undo(): void {
      const last = done.peek().find(({ until }) => until > Date.now())
      done.value = done.peek().filter(({ until }) => until > Date.now())
      if (last === undefined) return void toasts.show(words.nothingToUndo)
      void app.attempt(() => restore(last))
    },
  }
}
