/** Follows the live feed over a WebSocket, and comes back by itself, without a gap, when the connection is lost. */
import type { FeedEvent } from '../contract/event.ts'

/** What a reader is told about the connection. `attempt` counts failures since the feed was last heard. */
export type FeedState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'reconnecting'; readonly attempt: number }
  | { readonly kind: 'offline'; readonly attempt: number }

/** The little of a WebSocket that is used: the browser's, Node's and that of `ws` all have it. */
export interface Socket {
  close(): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

export interface FeedOptions {
  /** Where the feed is, as http(s) or ws(s). */
  readonly url: string | URL
  /** The cursor to go on from; null for whatever comes next. */
  readonly since: string | null
  /** The session whose entries are wanted too, as they are said. */
  readonly session?: string
  /** A search: only messages that match are told, and only sessions within its scope, from their end on. */
  readonly q?: string
  readonly onEvents: (events: FeedEvent[]) => void
  readonly onState?: (state: FeedState) => void
  readonly connect?: (url: string) => Socket
  /** Runs something later and returns what calls it off; a test passes its own clock. */
  readonly later?: (ms: number, run: () => void) => () => void
  readonly random?: () => number
}

export interface Feed {
  /** Tries now instead of at the end of the wait. */
  retry(): void
  close(): void
}

const FIRST_WAIT = 250
const LONGEST_WAIT = 10_000
/** With the doubling waits, this many failures are about fifteen seconds of silence. */
const OFFLINE_AFTER = 6

/**
 * Opens the feed and keeps it open.
 *
 *     const feed = openFeed({ url: new URL('api/feed', base), since: info.cursor, onEvents: events => … })
 *
 * `onEvents` gets events in order, in batches. After a lost connection those that were missed come first; if they are
 * no longer known a `resync` comes instead. An event may be repeated, so apply them by id. Ends with `close()`.
 */
export function openFeed(options: FeedOptions): Feed {
  const connect = options.connect ?? ((url: string): Socket => new WebSocket(url))
  const later = options.later ?? wait
  const random = options.random ?? Math.random

  const place = createPlace(options.since)
  let failures = 0
  let socket: Socket | null = null
  let cancel: (() => void) | null = null
  let closed = false

  const tell = (state: FeedState) => options.onState?.(state)

  function open(): void {
    cancel = null
    const mine = connect(addressOf(options, place.cursor()))
    socket = mine
    const current = () => socket === mine && !closed
    mine.addEventListener('open', () => current() && tell({ kind: 'live' }))
    mine.addEventListener('message', ({ data }) => {
      if (!current() || typeof data !== 'string') return
      // Only now: a proxy that accepts and drops at once must not reset the growing waits.
      failures = 0
      const events: FeedEvent[] = JSON.parse(data)
      options.onEvents(events)
      place.passed(events)
    })
    mine.addEventListener('close', () => current() && lost())
    // An error is always followed by a close; without a listener `ws` would throw it.
    mine.addEventListener('error', () => {})
  }

  function lost(): void {
    socket = null
    failures++
    tell({ kind: failures >= OFFLINE_AFTER ? 'offline' : 'reconnecting', attempt: failures })
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1))
    cancel = later(longest * (0.5 + random() / 2), open)
  }

  tell({ kind: 'connecting' })
  open()

  return {
    retry() {
      if (closed || cancel === null) return
      cancel()
      open()
    },
    close() {
      closed = true
      cancel?.()
      socket?.close()
      socket = null
    },
  }
}

/** Where to go on after a lost connection: after the newest event that was heard. */
function createPlace(since: string | null) {
  let cursor = since
  let epoch: string | null = null
  return {
    cursor: () => cursor,
    passed(events: readonly FeedEvent[]): void {
      for (const event of events) {
        if (event.type === 'resync') cursor = event.cursor
        else if (event.type !== 'info') cursor = epoch === null ? cursor : `${epoch}.${event.seq}`
        else {
          epoch = event.info.epoch
          // The facts come before what was missed, and their cursor lies behind it: it is for those who missed nothing.
          cursor ??= event.info.cursor
        }
      }
    },
  }
}

function addressOf(options: FeedOptions, since: string | null): string {
  const url = new URL(options.url)
  url.protocol = url.protocol.replace(/^http/, 'ws')
  if (since !== null) url.searchParams.set('since', since)
  if (options.q !== undefined && options.q !== '') url.searchParams.set('q', options.q)
  if (options.session !== undefined) url.searchParams.set('session', options.session)
  return url.href
}

function wait(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
