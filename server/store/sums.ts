/** How many there were since the start, and how many there are: the numbers that the state of the store shows. */
import type { Counts } from '../../contract/info.ts'
import type { Session } from '../../contract/session.ts'
import type { Totals } from '../../contract/store.ts'
import type { Digests } from './digests.ts'
import type { Keep } from './keep.ts'
import { count } from './lists.ts'

export class Sums {
  private readonly keep: Keep
  private readonly digests: Digests
  private accepted = 0
  private evicted = 0
  private deleted = 0
  /** Raw bytes of accepted mails. */
  private bytes = 0
  /** Sessions that are over and said something. */
  private ended = 0
  private readonly refusedBy: Record<string, number> = {}

  constructor(keep: Keep, digests: Digests) {
    this.keep = keep
    this.digests = digests
  }

  addAccepted(bytes: number): void {
    this.accepted += 1
    this.bytes += bytes
  }

  addEvicted(messages: number): void {
    this.evicted += messages
  }

  addDeleted(messages: number): void {
    this.deleted += messages
  }

  /** `code` is that of the reply; 0 where there was none. */
  addRefused(code: number): void {
    this.refusedBy[code] = (this.refusedBy[code] ?? 0) + 1
  }

  addClosed({ outcome }: Session): void {
    if (outcome !== 'probe') this.ended += 1
  }

  /** Whether nobody has ever said anything here. */
  get vacuous(): boolean {
    return this.accepted === 0 && this.spoken === 0
  }

  get counts(): Counts {
    const { keep, accepted, evicted, deleted, spoken } = this
    const refused = Object.values(this.refusedBy).reduce((sum, times) => sum + times, 0)
    return {
      messages: keep.messages.size,
      sessions: keep.sessions.size,
      openSessions: keep.openSessions.size,
      spoken,
      accepted,
      refused,
      evicted,
      evictedSessions: keep.evictedSessions,
      deleted,
    }
  }

  get totals(): Totals {
    const { bytes, digests, refusedBy } = this
    return { refused: refusedBy, bytes, parses: digests.parses, parseSeconds: digests.seconds }
  }

  /** Sessions that said something, the open ones included. */
  private get spoken(): number {
    return this.ended + count(this.keep.openSessions, ({ hasSpoken }) => hasSpoken)
  }
}
