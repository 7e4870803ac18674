/** The session that is open, with everything said in it; while it is in progress it grows as the feed tells. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { ApiError, type Api } from '../../../client/api.ts'
import { openFeed, type Feed, type FeedOptions } from '../../../client/feed.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { Entry, Session, SessionWithTranscript } from '../../../contract/session.ts'
import type { App } from '../app.ts'

export type Visit =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly session: Session; readonly transcript: readonly Entry[] }
  | { readonly kind: 'unknown'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly text: string }

export interface Visitor {
  readonly visit: ReadonlySignal<Visit>
  open(id: string | null): Promise<void>
  /** Reads the open session again, after events were missed. */
  refresh(): Promise<void>
}

/** Opens a feed that tells, beside everything else, what is said in one session. */
export type Follow = (options: Pick<FeedOptions, 'onEvents' | 'onState'> & { session: string }) => Pick<Feed, 'close'>

/** The facts of a session in progress change with what is said: they are read again so often, while that is cheap. */
const FACTS_AFTER = 700
const CHEAP = 1000

/** The visitor of the page, who hears when a mail of the open session is gone. */
export function createVisits(app: App): Visitor {
  const url = new URL('api/feed', app.base)
  const visitor = createVisitor(
    app.api,
    (options) => openFeed({ url, since: null, ...options }),
    (ms, run) => void setTimeout(run, ms),
  )
  app.connection.join({
    load: () => visitor.refresh(),
    apply(events) {
      const now = visitor.visit.peek()
      if (now.kind !== 'ready') return
      const gone = events.flatMap((event) => (event.type === 'message.removed' ? event.ids : []))
      if (gone.some((id) => now.session.messages.includes(id))) void visitor.refresh()
    },
  })
  return visitor
}

export function createVisitor(
  api: Api,
  follow: Follow,
  later: (ms: number, run: () => void) => void = () => {},
): Visitor {
  let due = false
  const visit = signal<Visit>({ kind: 'none' })
  let followed: { id: string; feed: Pick<Feed, 'close'> } | null = null
  const isOpen = (id: string) => visit.value.kind !== 'none' && visit.value.id === id

  async function open(id: string | null): Promise<void> {
    if (id !== null && isOpen(id) && visit.value.kind !== 'failed') return
    unfollow()
    visit.value = id === null ? { kind: 'none' } : { kind: 'loading', id }
    if (id !== null) await read(id)
  }

  async function read(id: string): Promise<void> {
    const next = await api.session(id).then(ready, (error: unknown) => notReady(id, error))
    if (!isOpen(id)) return
    const before = visit.value
    // What was read stays readable when the server has gone away meanwhile.
    if (next.kind === 'failed' && before.kind === 'ready') return
    if (next.kind !== 'ready') {
      visit.value = next
      return
    }
    // Entries that the feed told while this answer was on its way stay.
    const known = before.kind === 'ready' ? before.transcript : []
    visit.value = { ...next, transcript: joined(known, next.transcript) }
    if (next.session.outcome === 'open') followOn(id)
    else unfollow()
  }

  function followOn(id: string): void {
    if (followed?.id === id) return
    unfollow()
    let heard = false
    const feed = follow({
      session: id,
      onEvents(events) {
        // The feed has just begun, or begun anew: something may have been said before it listened.
        if (!heard) void read(id)
        heard = true
        for (const event of events) apply(id, event)
      },
      onState: ({ kind }) => void (heard &&= kind === 'live'),
    })
    followed = { id, feed }
  }

  function unfollow(): void {
    followed?.feed.close()
    followed = null
  }

  function apply(id: string, event: FeedEvent): void {
    const now = visit.value
    if (now.kind !== 'ready' || now.id !== id) return
    switch (event.type) {
      case 'session.entries':
        if (event.id !== id) return
        visit.value = { ...now, transcript: joined(now.transcript, event.entries) }
        freshen(id, now.transcript.length)
        return
      case 'session.closed':
        // The facts are complete now, and the last words are in them.
        if (event.session.id === id) void read(id)
        return
      case 'resync':
        void read(id)
        return
      default:
    }
  }

  function freshen(id: string, said: number): void {
    if (due || said > CHEAP) return
    due = true
    later(FACTS_AFTER, () => {
      due = false
      if (visit.value.kind === 'ready' && isOpen(id) && visit.value.session.outcome === 'open') void read(id)
    })
  }

  async function refresh(): Promise<void> {
    if (visit.value.kind === 'ready' || visit.value.kind === 'failed') await read(visit.value.id)
  }

  return { visit, open, refresh }
}

function ready({ transcript, ...session }: SessionWithTranscript): Visit {
  return { kind: 'ready', id: session.id, session, transcript }
}

function notReady(id: string, error: unknown): Visit {
  if (error instanceof ApiError && error.status === 404) return { kind: 'unknown', id }
  return { kind: 'failed', id, text: error instanceof Error ? error.message : String(error) }
}

/** Entries by their number: repeated ones replace, new ones follow. */
function joined(known: readonly Entry[], more: readonly Entry[]): Entry[] {
  const [next] = more
  const last = known.at(-1)
  if (next === undefined || last === undefined || next.n > last.n) return [...known, ...more]
  const all = new Map(known.map((entry) => [entry.n, entry]))
  for (const entry of more) all.set(entry.n, entry)
  return [...all.values()].toSorted((a, b) => a.n - b.n)
}
