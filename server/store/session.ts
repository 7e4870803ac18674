/** A session as it is kept. */
import type { SessionRecord } from '../../contract/intake.ts'

/** What a session costs beside its transcript. */
const OVERHEAD = 1500

export class StoredSession {
  readonly record: SessionRecord
  /** What it counts for in the budget, in bytes, as it was weighed last. */
  cost = 0
  /** Numbers of its last refusal and of its end; 0 before. */
  refusedSeq = 0
  closedSeq = 0
  /** Deleted messages of it that may be restored. */
  setAside = 0
  /** What a search goes through, where that is remembered. */
  text: string | null = null
  /** Whether it waits among the spent ones. */
  retired = false

  constructor(record: SessionRecord) {
    this.record = record
  }

  get id(): string {
    return this.record.session.id
  }

  get seq(): number {
    return this.record.session.seq
  }

  /** Bytes that it holds now. */
  get size(): number {
    return this.record.transcript.memory + OVERHEAD + (this.text?.length ?? 0)
  }

  /** Whether it may go: it is over, and no message points to it, or might again. */
  get spent(): boolean {
    const { closedAt, messages } = this.record.session
    return closedAt !== null && messages.length === 0 && this.setAside === 0
  }

  /** Whether it is more than a connection that was made and left. */
  get hasSpoken(): boolean {
    const { outcome, helo } = this.record.session
    return outcome === 'open' ? helo !== null : outcome !== 'probe'
  }
}
