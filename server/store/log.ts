/** What happened lately, by number, so that a subscriber who was away can be told: facts to look up, not copies. */
import type { FaultRemoved } from '../../contract/event.ts'
import type { FaultHit } from '../../contract/fault.ts'

/** An event as it is remembered; `id` is the session's, message's or rule's. */
export type Happening =
  | {
      readonly seq: number
      readonly at: number
      readonly type: 'opened' | 'closed' | 'added' | 'faultAdded'
      readonly id: string
    }
  | {
      readonly seq: number
      readonly at: number
      readonly type: 'faultHit'
      readonly id: string
      readonly hit: FaultHit
    }
  | { readonly seq: number; readonly at: number; readonly type: 'restored'; readonly ids: readonly string[] }
  | {
      readonly seq: number
      readonly at: number
      readonly type: 'removed'
      readonly ids: readonly string[]
      readonly why: 'deleted' | 'evicted'
    }
  | {
      readonly seq: number
      readonly at: number
      readonly type: 'faultsRemoved'
      readonly ids: readonly string[]
      readonly why: FaultRemoved['why']
    }

/** How many happenings are remembered; with a removal of many ids counting as one. */
const REMEMBERED = 10_000

export class EventLog {
  private happenings: Happening[] = []
  /** The newest number that is no longer known here. */
  private forgotten = 0

  add(happening: Happening): void {
    this.happenings.push(happening)
    // Twice as many are let grow before half is cut, so that the cut costs nothing per event.
    if (this.happenings.length < 2 * REMEMBERED) return
    this.forgotten = this.happenings[REMEMBERED - 1]?.seq ?? this.forgotten
    this.happenings = this.happenings.slice(REMEMBERED)
  }

  /** Everything after `seq`, oldest first; null when some of it is forgotten. */
  since(seq: number): readonly Happening[] | null {
    if (seq < this.forgotten) return null
    return this.happenings.filter((happening) => happening.seq > seq)
  }
}
