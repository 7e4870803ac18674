/** What the feed asks of a connection, and what it goes by. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Batch } from './feed-batch.ts'

/** One connection that reads the feed. */
export interface Reader {
  send(batch: Batch): void
  /** Bytes that were sent and that the connection has not taken yet. */
  backlog(): number
  /** Shows the reader that the feed is alive, and finds out whether the reader is. */
  ping(): void
  /** Ends the connection at once: the reader is stuck, or cannot be served. */
  drop(): void
  /** Ends the connection in good order: mailsink stops. */
  bye(): void
}

/** Where a reader begins, the session whose entries it wants, and what messages have to be like to be told. */
export interface Place {
  since: string | null
  session: string | null
  criteria: Criteria | null
}

/** Milliseconds, bytes and counts that the feed goes by. */
export const FEED = {
  /** Events within this time of the last batch wait for the next one. */
  batch: 50,
  /** At most this often the facts are sent again. */
  info: 1_000,
  /** This often a reader that is behind is looked at, */
  watch: 100,
  /** and this long it may stay behind. */
  stuck: 30_000,
  ping: 30_000,
  /** Bytes that a connection may hold before its reader counts as behind. */
  backlog: 1 << 20,
  /** Events that may wait for a reader which is catching up. */
  pending: 10_000,
  /** Events in one batch, so that no single string grows large. */
  events: 500,
} as const
