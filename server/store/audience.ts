/** The subscribers of a store, and the session that each follows. Nobody listening costs nothing. */
import type { StoreEvent } from '../../contract/event.ts'
import type { SessionRecord } from '../../contract/intake.ts'
import type { Subscription } from '../../contract/store.ts'
import type { Filter, Occurrence } from './filter.ts'

interface Reader {
  readonly listener: (event: StoreEvent) => void
  readonly digests: boolean
  /** Null: it is told everything. */
  readonly filter: Filter | null
  followed: string | null
}

export class Audience {
  private readonly readers = new Set<Reader>()
  /** Followed sessions with entries that were not told yet, and how many were. */
  private readonly told = new Map<string, number>()
  private readonly talking = new Set<SessionRecord>()

  get empty(): boolean {
    return this.readers.size === 0
  }

  get wantsDigests(): boolean {
    for (const { digests } of this.readers) if (digests) return true
    return false
  }

  /** `tell` tells this reader alone: what it missed. */
  join(
    listener: (event: StoreEvent) => void,
    digests: boolean,
    filter: Filter | null,
  ): { subscription: Subscription; tell: (occurrence: Occurrence, event: () => StoreEvent | null) => void } {
    const reader: Reader = { listener, digests, filter, followed: null }
    this.readers.add(reader)
    const subscription = {
      follow(sessionId: string | null) {
        reader.followed = sessionId
      },
      stop: () => {
        this.readers.delete(reader)
        filter?.stop()
      },
    }
    return { subscription, tell: (occurrence, event) => tellOne(reader, occurrence, event) }
  }

  /** `event` makes the event; it is not called when nobody wants it. */
  tell(occurrence: Occurrence, event: () => StoreEvent | null): void {
    for (const reader of this.readers) tellOne(reader, occurrence, event)
  }

  /** Tells the new entries of a session, all that came in this turn of the loop at once, to those who follow it. */
  entries(record: SessionRecord, place: () => { seq: number; at: string }): void {
    if (this.readers.size === 0 || this.talking.has(record)) return
    const { id } = record.session
    const isFollowed = [...this.readers].some(({ followed }) => followed === id)
    if (!isFollowed) return
    const from = this.told.get(id) ?? record.transcript.length - 1
    this.talking.add(record)
    setImmediate(() => {
      this.talking.delete(record)
      this.told.set(id, record.transcript.length)
      const event = { type: 'session.entries', ...place(), id, entries: record.transcript.entries(from) } as const
      for (const reader of this.readers) if (reader.followed === id) reader.listener(event)
    })
  }

  /** The session is over. */
  forget(id: string): void {
    this.told.delete(id)
  }
}

function tellOne({ listener, filter }: Reader, occurrence: Occurrence, event: () => StoreEvent | null): void {
  if (filter !== null) return filter.offer(occurrence, event, listener)
  const made = event()
  if (made !== null) listener(made)
}
