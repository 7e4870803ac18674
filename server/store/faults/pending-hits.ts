/** Strikes of transactions that may still become a message, which is theirs then. */
import type { FaultHit } from '../../../contract/fault.ts'

interface Pending {
  readonly transaction: number
  readonly hits: FaultHit[]
}

export class PendingHits {
  /** By session, of its transaction under way. */
  private readonly bySession = new Map<string, Pending>()

  add(hit: FaultHit, transaction: number): void {
    const pending = this.bySession.get(hit.session)
    if (pending?.transaction === transaction) pending.hits.push(hit)
    else this.bySession.set(hit.session, { transaction, hits: [hit] })
  }

  /** The transaction has become a message. */
  fulfil(session: string, transaction: number, message: string): void {
    if (this.bySession.size === 0) return
    const pending = this.bySession.get(session)
    if (pending?.transaction !== transaction) return
    for (const hit of pending.hits) hit.message = message
    this.bySession.delete(session)
  }

  forget(session: string): void {
    this.bySession.delete(session)
  }
}
