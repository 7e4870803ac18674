/** Keeps the page and the sink together: reads the facts, follows the feed, and starts anew when events were lost. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../../client/api.ts'
import { openFeed, type Feed, type FeedOptions, type FeedState } from '../../client/feed.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { Info } from '../../contract/info.ts'

export interface Connection {
  readonly info: ReadonlySignal<Info | null>
  readonly state: ReadonlySignal<FeedState>
  /** Why the lists could not be read, in the server's words; null when they could. */
  readonly problem: ReadonlySignal<string | null>
  /** Lets one more part hear of events, and be told to read anew; the function returned ends that. */
  join(listening: Listening): () => void
  start(): Promise<void>
  retry(): void
  stop(): void
}

export interface Listening {
  /** Reads everything anew: at the start, and when events were missed. */
  readonly load: () => Promise<unknown>
  readonly apply: (events: readonly FeedEvent[]) => void
}

export function createConnection(api: Api, url: URL, open: (options: FeedOptions) => Feed = openFeed): Connection {
  const parts = new Set<Listening>()
  const info = signal<Info | null>(null)
  const state = signal<FeedState>({ kind: 'connecting' })
  const problem = signal<string | null>(null)
  let feed: Feed | null = null

  async function load(): Promise<void> {
    try {
      await Promise.all([...parts].map(({ load: read }) => read()))
      problem.value = null
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
    }
  }

  function onEvents(events: FeedEvent[]): void {
    for (const event of events) {
      if (event.type === 'info') info.value = event.info
    }
    if (events.some((event) => event.type === 'resync')) void load()
    for (const { apply } of parts) apply(events)
  }

  function onState(next: FeedState): void {
    const back = next.kind === 'live' && state.value.kind !== 'live'
    state.value = next
    // The first read failed, or what was read may be of an earlier start: the feed's return is the moment to try again.
    if (back && problem.value !== null) void load()
  }

  return {
    info,
    state,
    problem,
    join(listening) {
      parts.add(listening)
      return () => void parts.delete(listening)
    },
    async start() {
      let since: string | null = null
      try {
        // The cursor first: what happens while the lists are read is then told again instead of lost.
        const facts = await api.info()
        info.value = facts
        since = facts.cursor
      } catch (error) {
        problem.value = error instanceof Error ? error.message : String(error)
      }
      if (since !== null) await load()
      feed = open({ url, since, onEvents, onState })
    },
    retry: () => feed?.retry(),
    stop: () => feed?.close(),
  }
}
