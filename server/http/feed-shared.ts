/** The source that all readers share who have caught up and want everything: its events are written out once for all. */
import type { StoreEvent } from '../../contract/event.ts'
import type { Source } from './feed-source.ts'

export interface SharedSource {
  /** Takes the place of a reader's own source, of which `seq` was the last event; false while they are not equally far. */
  replace(own: Source, seq: number): boolean
  /** The events that wait for its readers, once. */
  taken(): StoreEvent[]
  /** Its last reader has left. */
  stop(): void
}

/** `noted` is told of each event. */
export function createSharedSource(noted: () => void): SharedSource {
  let source: Source | null = null
  let pending: StoreEvent[] = []
  let last = 0
  return {
    replace(own, seq) {
      if (source === null) {
        // The first to have caught up lends its source to all.
        source = own
        last = seq
        source.take = (event) => {
          pending.push(event)
          last = Math.max(last, event.seq)
          noted()
        }
        return true
      }
      if (last !== seq || pending.length > 0) return false
      own.stop()
      return true
    },
    taken() {
      const events = pending
      pending = []
      return events
    },
    stop() {
      source?.stop()
      source = null
      pending = []
    },
  }
}
