/** One budget of bytes, and limits of number and age: who takes from it, and who has to go for that (design, promises 3 and 6). */
import type { Limits } from '../../contract/info.ts'
import type { Digests } from './digests.ts'
import type { Keep } from './keep.ts'
import type { StoredMessage } from './message.ts'
import type { StoredSession } from './session.ts'

export class Budget {
  /** Told which messages were dropped. */
  onEvicted: (messages: readonly StoredMessage[]) => void = () => {}
  /** Lets go, when room is needed, what nobody can see any more; false when there is no such thing. */
  spare: () => boolean = () => false

  private readonly limits: Limits
  private readonly keep: Keep
  private readonly digests: Digests
  private inFlight = 0

  constructor(limits: Limits, keep: Keep, digests: Digests) {
    this.limits = limits
    this.keep = keep
    this.digests = digests
    digests.room = () => limits.memory - keep.weight - this.inFlight
  }

  get used(): number {
    return this.keep.weight + this.inFlight + this.digests.used
  }

  /** Whether so many bytes more fit without anything going for them. */
  hasRoomFor(bytes: number): boolean {
    return this.used + bytes <= this.limits.memory
  }

  /** Claims bytes that are in flight, or gives them back. False when there is no room whoever goes. */
  reserve(bytes: number): boolean {
    this.inFlight += bytes
    if (bytes <= 0 || this.shrink()) return true
    this.inFlight -= bytes
    return false
  }

  /** A session has grown, or is over. */
  weigh(session: StoredSession): void {
    this.keep.weigh(session)
    this.keep.retire(session)
    this.shrink()
  }

  /** Lets go what is over the limits. Apart from the adding, so that what comes is told before what goes for it. */
  makeRoom(): void {
    while (this.keep.messages.size > this.limits.messages) {
      this.evictOldest()
      this.dropSessionsBefore(this.keep.messages.oldest()?.seq ?? 0)
    }
    this.shrink()
  }

  /** Drops messages that are older than `time`. */
  expire(time: number): void {
    const old: StoredMessage[] = []
    for (const message of this.keep.messages.upwards(0, Infinity)) {
      if (message.receivedAt >= time) break
      old.push(message)
    }
    if (old.length === 0) return
    for (const message of old) this.keep.take(message, 'evicted')
    this.onEvicted(old)
  }

  /** Makes room until the budget holds; false when it cannot. */
  private shrink(): boolean {
    while (this.used > this.limits.memory) {
      if (!this.spare() && !this.digests.clear() && !this.dropOldest() && !this.thinLongest()) return false
    }
    return true
  }

  /** The oldest goes first, be it a message or a session without one. */
  private dropOldest(): boolean {
    const message = this.keep.messages.oldest()
    const session = this.keep.spent.first()
    if (message === undefined && session === undefined) return false
    if (session !== undefined && (message === undefined || session.seq < message.seq)) this.keep.dropSpent()
    else this.evictOldest()
    return true
  }

  private evictOldest(): void {
    const message = this.keep.messages.oldest()
    if (message === undefined) return
    this.keep.take(message, 'evicted')
    this.onEvicted([message])
  }

  /** A limit on mails is one on their time, too: conversations of the time before would add up otherwise. */
  private dropSessionsBefore(seq: number): void {
    while ((this.keep.spent.first()?.seq ?? seq) < seq) this.keep.dropSpent()
  }

  /** Nothing but open conversations is left: the longest loses some of its middle. */
  private thinLongest(): boolean {
    const byCost = [...this.keep.sessions.upwards(0, Infinity)].toSorted((a, b) => b.cost - a.cost)
    for (const session of byCost) {
      if (session.record.transcript.thin() === 0) continue
      this.keep.weigh(session)
      return true
    }
    return false
  }
}
