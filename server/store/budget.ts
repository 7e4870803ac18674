/** What is kept, within one budget: what counts for how much, and who has to go (design, promises 3 and 6). */
import type { Limits } from '../../contract/info.ts'
import type { SessionRecord } from '../../contract/intake.ts'
import type { Digests } from './digests.ts'
import { InboxIndex } from './inbox-index.ts'
import type { StoredMessage } from './message.ts'
import { Shelf } from './shelf.ts'

/** What a session costs beside its transcript. */
const SESSION_OVERHEAD = 1500
/** Sessions without a kept message that are remembered. */
const MOST_EMPTY_SESSIONS = 10_000
/** Sessions that are looked at for what was said lately. */
const LATELY = 500

/** A session on its shelf. */
export class StoredSession {
  readonly record: SessionRecord
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
  /** Whether it may go: it is over, and no message points to it, or might again. */
  get spent(): boolean {
    const { closedAt, messages } = this.record.session
    return closedAt !== null && messages.length === 0 && this.setAside === 0
  }
}

export class Keep {
  readonly messages = new Shelf<StoredMessage>()
  readonly sessions = new Shelf<StoredSession>()
  readonly openSessions = new Set<StoredSession>()
  private readonly byInbox = new InboxIndex()
  /** Told which messages were dropped. */
  onEvicted: (messages: readonly StoredMessage[]) => void = () => {}
  /** Lets go, when room is needed, what nobody can see any more; false when there is no such thing. */
  spare: () => boolean = () => false
  evictedSessions = 0

  private readonly limits: Limits
  private readonly digests: Digests
  private kept = 0
  private inFlight = 0
  /** Spent sessions in the order in which they were spent, from `firstSpent` on: taking the first costs nothing. */
  private spent: (StoredSession | undefined)[] = []
  private firstSpent = 0

  constructor(limits: Limits, digests: Digests) {
    this.limits = limits
    this.digests = digests
    digests.room = () => limits.memory - this.kept - this.inFlight
  }

  get used(): number {
    return this.kept + this.inFlight + this.digests.used
  }

  /** Claims bytes that are in flight, or gives them back. False when there is no room whoever goes. */
  reserve(bytes: number): boolean {
    this.inFlight += bytes
    if (bytes <= 0 || this.shrink()) return true
    this.inFlight -= bytes
    return false
  }

  addMessage(message: StoredMessage, reserved: number): void {
    this.inFlight -= reserved
    this.kept += message.cost
    this.messages.add(message)
    this.byInbox.add(message)
  }

  addSession(session: StoredSession): void {
    this.sessions.add(session)
    this.openSessions.add(session)
    this.reweigh(session)
  }

  closeSession(id: string, seq: number): void {
    const session = this.sessions.get(id)
    if (session === undefined) return
    session.closedSeq = seq
    this.openSessions.delete(session)
  }

  /** Messages that came after a place, oldest first; of one inbox only where one is named. */
  *messagesAfter(seq: number, inbox: string | null): Generator<StoredMessage> {
    if (inbox === null) yield* this.messages.upwards(seq, Infinity)
    else for (const message of this.byInbox.of(inbox)) if (message.seq > seq) yield message
  }

  inboxSize(inbox: string): number {
    return this.byInbox.of(inbox).size
  }

  /** Lets go what is over the limits. Apart from the adding, so that what comes is told before what goes for it. */
  makeRoom(): void {
    while (this.messages.size > this.limits.messages) {
      this.evictOldest()
      this.dropSessionsBefore(this.messages.oldest()?.seq ?? 0)
    }
    this.shrink()
  }

  /** Sessions that said or heard something at `time` or later. */
  *recentlySpoken(time: number): Generator<StoredSession> {
    const recent = ({ record }: StoredSession) => record.progress().saidAt >= time
    for (const session of this.openSessions) if (recent(session)) yield session
    let looked = 0
    for (const session of this.sessions.downwards(0, Infinity)) {
      if (session.record.session.closedAt !== null && recent(session)) yield session
      looked += 1
      if (looked === LATELY) return
    }
  }

  /** A session has grown, or is over. */
  weigh(session: StoredSession): void {
    this.reweigh(session)
    if (session.spent) this.retire(session)
    this.shrink()
  }

  /** Keeps the text of a session for the next search, unless something else would have to go for it. */
  remember(session: StoredSession, text: string): void {
    if (this.sessions.get(session.id) === undefined || this.used + text.length > this.limits.memory) return
    session.text = text
    this.reweigh(session)
  }

  private reweigh(session: StoredSession): void {
    const cost = session.record.transcript.memory + SESSION_OVERHEAD + (session.text?.length ?? 0)
    this.kept += cost - session.cost
    session.cost = cost
  }

  /** Takes a message out for good; its session may be spent then. */
  take(message: StoredMessage, fate: 'deleted' | 'evicted'): void {
    const session = this.withdraw(message)
    this.kept -= message.cost
    message.delivery.payload.drop(fate)
    if (session?.spent === true) this.retire(session)
  }

  /** Takes a message out of sight. It still counts for what it costs, until it is let go or put back. */
  setAside(message: StoredMessage): void {
    const session = this.withdraw(message)
    message.delivery.payload.setAside()
    if (session !== undefined) session.setAside += 1
  }

  /** What was set aside will not come back. */
  letGo(messages: readonly StoredMessage[]): void {
    for (const message of messages) {
      this.kept -= message.cost
      message.delivery.payload.drop('deleted')
      const session = this.sessionOf(message)
      if (session === undefined) continue
      session.setAside -= 1
      if (session.spent) this.retire(session)
    }
  }

  /** Puts back what was set aside, each message where it was. */
  putBack(messages: readonly StoredMessage[]): void {
    this.messages.putBack(messages)
    this.byInbox.putBack(messages)
    for (const message of messages) {
      message.delivery.payload.takeBack()
      const session = this.sessionOf(message)
      if (session === undefined) continue
      session.setAside -= 1
      // Ids sort by arrival.
      const ids = session.record.session.messages
      const after = ids.findIndex((id) => id > message.id)
      ids.splice(after < 0 ? ids.length : after, 0, message.id)
    }
  }

  /** Gives the session that a message was taken out of, if it is kept. */
  private withdraw(message: StoredMessage): StoredSession | undefined {
    this.digests.forget(message)
    this.messages.remove(message)
    this.byInbox.remove(message)
    const session = this.sessionOf(message)
    const ids = session?.record.session.messages ?? []
    const index = ids.indexOf(message.id)
    if (index >= 0) ids.splice(index, 1)
    return session
  }

  private sessionOf(message: StoredMessage): StoredSession | undefined {
    return this.sessions.get(message.delivery.session.id ?? '')
  }

  /** Drops messages that are older than `time`. */
  expire(time: number): void {
    const old: StoredMessage[] = []
    for (const message of this.messages.upwards(0, Infinity)) {
      if (message.receivedAt >= time) break
      old.push(message)
    }
    if (old.length === 0) return
    for (const message of old) this.take(message, 'evicted')
    this.onEvicted(old)
  }

  private retire(session: StoredSession): void {
    if (session.retired) return
    session.retired = true
    this.spent.push(session)
    if (this.spent.length - this.firstSpent > MOST_EMPTY_SESSIONS) this.dropOldestSession()
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
    const message = this.messages.oldest()
    const session = this.spent[this.firstSpent]
    if (message === undefined && session === undefined) return false
    if (session !== undefined && (message === undefined || session.seq < message.seq)) this.dropOldestSession()
    else this.evictOldest()
    return true
  }

  private evictOldest(): void {
    const message = this.messages.oldest()
    if (message === undefined) return
    this.take(message, 'evicted')
    this.onEvicted([message])
  }

  /** A limit on mails is one on their time, too: conversations of the time before would add up otherwise. */
  private dropSessionsBefore(seq: number): void {
    while ((this.spent[this.firstSpent]?.seq ?? seq) < seq) this.dropOldestSession()
  }

  private dropOldestSession(): void {
    const session = this.spent[this.firstSpent]
    if (session === undefined) return
    this.spent[this.firstSpent] = undefined
    this.firstSpent += 1
    if (this.firstSpent >= MOST_EMPTY_SESSIONS) {
      this.spent = this.spent.slice(this.firstSpent)
      this.firstSpent = 0
    }
    this.sessions.remove(session)
    this.kept -= session.cost
    this.evictedSessions += 1
  }

  /** Nothing but open conversations is left: the longest loses some of its middle. */
  private thinLongest(): boolean {
    const byCost = [...this.sessions.upwards(0, Infinity)].toSorted((a, b) => b.cost - a.cost)
    for (const session of byCost) {
      if (session.record.transcript.thin() === 0) continue
      this.reweigh(session)
      return true
    }
    return false
  }
}
