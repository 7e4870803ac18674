/**
 * One feed for all its readers, WebSocket and Server-Sent Events alike.
 *
 * A reader begins on a source of its own, which replays what it missed. Once it has caught up it moves to the one
 * that all share, whose events are written out once. A reader that follows a session, or has criteria, keeps its own.
 * A reader that does not take what it is sent loses its place, and is told so as soon as it takes something again.
 * Without readers there is no subscription at all, so that a sink nobody watches spends nothing on the feed.
 */
import type { Criteria } from '../../contract/criteria.ts'
import type { StoreEvent } from '../../contract/event.ts'
import type { Info } from '../../contract/info.ts'
import type { Store } from '../../contract/store.ts'
import { seqOf } from './cursor.ts'
import { createBatch, createBatches, type Batch } from './feed-batch.ts'
import { FEED, type Place, type Reader } from './feed-reader.ts'
import { createSharedSource } from './feed-shared.ts'
import { openSource, type Source } from './feed-source.ts'

export interface FeedHub {
  /** Serves a reader until the returned function is called. */
  join: (reader: Reader, place: Place) => () => void
  stop: () => void
}

export interface FeedHubOptions {
  store: Store
  info: () => Promise<Info>
  /** Told about a reader that could not be served. */
  failed: (error: unknown) => void
}

interface Seat {
  readonly reader: Reader
  readonly session: string | null
  readonly criteria: Criteria | null
  /** `entering` waits for the store; `behind` gets nothing until its connection is empty again. */
  state: 'entering' | 'own' | 'shared' | 'behind'
  source: Source | null
  pending: StoreEvent[]
  /** The newest event that its own source handed over. */
  seq: number
  stuckSince: number | null
}

export function createFeedHub(options: FeedHubOptions): FeedHub {
  const { store, info, failed } = options
  const seats = new Set<Seat>()
  const shared = createSharedSource(noted)
  const timers: Partial<Record<'flush' | 'info' | 'watch' | 'ping', NodeJS.Timeout>> = {}
  let epoch = ''
  let lastFlush = 0

  function noted(): void {
    timers.flush ??= setTimeout(flush, Math.max(0, lastFlush + FEED.batch - performance.now()))
    timers.info ??= setTimeout(() => void announce().catch(failed), FEED.info)
  }

  /** Gives a reader its first events: the facts, then what it missed or word that this is no longer known. */
  async function enter(seat: Seat, since: string | null): Promise<void> {
    const facts = await info()
    epoch = facts.epoch
    // A reader with a place of its own must not take the cursor of the facts for it: no id then.
    deliver(seat, createBatch([stamp(facts, { type: 'info' as const, info: facts })], since === null ? epoch : null))
    // From the cursor of the facts rather than from now: what comes in between is not missed.
    if (!(await subscribe(seat, since ?? facts.cursor))) await restart(seat)
  }

  /** Tells a reader to fetch the lists anew, and goes on from there. */
  async function restart(seat: Seat): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const facts = await info()
      seat.pending = []
      deliver(seat, createBatch([stamp(facts, { type: 'resync' as const, cursor: facts.cursor })], facts.epoch))
      if (await subscribe(seat, facts.cursor)) return
    }
    throw new Error('the store loses its events faster than the feed can ask for them')
  }

  async function subscribe(seat: Seat, since: string): Promise<boolean> {
    seat.seq = seqOf(since)
    const source = await openSource(store, since, seat.criteria, (event) => {
      seat.pending.push(event)
      seat.seq = Math.max(seat.seq, event.seq)
      noted()
    })
    if (source === null) return false
    if (!seats.has(seat)) {
      source.stop()
      return true
    }
    if (seat.session !== null) source.follow(seat.session)
    seat.source = source
    seat.state = 'own'
    flush()
    return true
  }

  function flush(): void {
    clearTimeout(timers.flush)
    delete timers.flush
    lastFlush = performance.now()
    const batches = createBatches(shared.taken(), epoch)
    for (const seat of seats) {
      if (seat.state === 'shared') for (const batch of batches) deliver(seat, batch)
      if (seat.state === 'own') catchUp(seat)
    }
  }

  function catchUp(seat: Seat): void {
    while (seat.pending.length > 0 && seat.reader.backlog() <= FEED.backlog)
      seat.reader.send(createBatch(seat.pending.splice(0, FEED.events), epoch))
    if (seat.pending.length > FEED.pending) return fallBehind(seat)
    if (seat.pending.length > 0) return watch(seat)
    seat.stuckSince = null
    if (seat.session !== null || seat.criteria !== null || seat.source === null) return
    if (!shared.replace(seat.source, seat.seq)) return
    seat.source = null
    seat.state = 'shared'
  }

  function deliver(seat: Seat, batch: Batch): void {
    if (!seats.has(seat) || seat.state === 'behind') return
    if (seat.reader.backlog() > FEED.backlog) fallBehind(seat)
    else seat.reader.send(batch)
  }

  function fallBehind(seat: Seat): void {
    leaveSources(seat)
    seat.state = 'behind'
    watch(seat)
  }

  function watch(seat: Seat): void {
    seat.stuckSince ??= performance.now()
    timers.watch ??= setInterval(lookAfter, FEED.watch)
  }

  /** Lets readers that were behind go on, and ends those that stay so. */
  function lookAfter(): void {
    for (const seat of seats) {
      if (seat.stuckSince === null) continue
      if (performance.now() - seat.stuckSince > FEED.stuck) {
        leave(seat)
        seat.reader.drop()
      } else if (seat.state === 'own') {
        if (seat.reader.backlog() <= FEED.backlog) {
          seat.stuckSince = null
          catchUp(seat)
        }
      } else if (seat.reader.backlog() === 0) {
        seat.stuckSince = null
        seat.state = 'entering'
        serve(seat, restart(seat))
      }
    }
    if (![...seats].some((seat) => seat.stuckSince !== null)) {
      clearInterval(timers.watch)
      delete timers.watch
    }
  }

  /** The facts again, to everybody: the counts have changed. */
  async function announce(): Promise<void> {
    delete timers.info
    const facts = await info()
    flush()
    // Without an id: a reader that resumes goes by the last event of the store it was given.
    const batch = createBatch([stamp(facts, { type: 'info' as const, info: facts })], null)
    for (const seat of seats) if (seat.state === 'shared' || seat.state === 'own') deliver(seat, batch)
  }

  function serve(seat: Seat, begun: Promise<void>): void {
    begun.catch((error: unknown) => {
      if (!seats.has(seat)) return
      leave(seat)
      seat.reader.drop()
      failed(error)
    })
  }

  function leaveSources(seat: Seat): void {
    seat.source?.stop()
    seat.source = null
    seat.pending = []
    const wasShared = seat.state === 'shared'
    seat.state = 'entering'
    if (wasShared && ![...seats].some((other) => other.state === 'shared')) shared.stop()
  }

  function leave(seat: Seat): void {
    if (!seats.delete(seat)) return
    leaveSources(seat)
    if (seats.size === 0) clearTimers()
  }

  function clearTimers(): void {
    for (const name of Object.keys(timers) as (keyof typeof timers)[]) {
      clearTimeout(timers[name])
      delete timers[name]
    }
  }

  return {
    join(reader, { since, session, criteria }) {
      const seat: Seat = {
        reader,
        session,
        criteria,
        state: 'entering',
        source: null,
        pending: [],
        seq: 0,
        stuckSince: null,
      }
      seats.add(seat)
      timers.ping ??= setInterval(() => {
        for (const { reader: each } of seats) each.ping()
      }, FEED.ping)
      serve(seat, enter(seat, since))
      return () => leave(seat)
    },
    stop() {
      for (const seat of seats) {
        leave(seat)
        seat.reader.bye()
      }
    },
  }
}

/** Puts an event of the feed's own where the facts that it tells were true. */
function stamp<Event extends object>(facts: Info, event: Event): Event & { seq: number; at: string } {
  return { ...event, seq: seqOf(facts.cursor), at: new Date().toISOString() }
}
