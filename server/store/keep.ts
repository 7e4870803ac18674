/** What is kept, and what it weighs: messages and their sessions, put in, taken out, set aside and put back. */
import type { Digests } from './digests.ts'
import { InboxIndex } from './inbox-index.ts'
import type { StoredMessage } from './message.ts'
import type { StoredSession } from './session.ts'
import { Shelf } from './shelf.ts'
import { SpentSessions } from './spent-sessions.ts'

/** Sessions without a kept message that are remembered. */
const MOST_EMPTY_SESSIONS = 10_000

export class Keep {
  readonly messages = new Shelf<StoredMessage>()
  readonly sessions = new Shelf<StoredSession>()
  readonly openSessions = new Set<StoredSession>()
  readonly spent = new SpentSessions()
  /** Sessions that went for others. */
  evictedSessions = 0

  private readonly byInbox = new InboxIndex()
  private readonly digests: Digests
  private bytes = 0

  constructor(digests: Digests) {
    this.digests = digests
  }

  /** Bytes that all messages and sessions count for. */
  get weight(): number {
    return this.bytes
  }

  addMessage(message: StoredMessage): void {
    this.bytes += message.cost
    this.messages.add(message)
    this.byInbox.add(message)
  }

  addSession(session: StoredSession): void {
    this.sessions.add(session)
    this.openSessions.add(session)
    this.weigh(session)
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

  /** A session holds more than before, or less. */
  weigh(session: StoredSession): void {
    const { size } = session
    this.bytes += size - session.cost
    session.cost = size
  }

  /** Keeps the text of a session for the next search. */
  remember(session: StoredSession, text: string): void {
    if (this.sessions.get(session.id) === undefined) return
    session.text = text
    this.weigh(session)
  }

  /** Takes a message out for good; its session may be spent then. */
  take(message: StoredMessage, fate: 'deleted' | 'evicted'): void {
    const session = this.withdraw(message)
    this.bytes -= message.cost
    message.delivery.payload.drop(fate)
    if (session !== undefined) this.retire(session)
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
      this.bytes -= message.cost
      message.delivery.payload.drop('deleted')
      const session = this.sessionOf(message)
      if (session === undefined) continue
      session.setAside -= 1
      this.retire(session)
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

  /** A session that may go waits for its turn, and there are only so many that wait. */
  retire(session: StoredSession): void {
    if (!session.spent || session.retired) return
    session.retired = true
    this.spent.add(session)
    if (this.spent.size > MOST_EMPTY_SESSIONS) this.dropSpent()
  }

  /** Drops the session that was spent first. */
  dropSpent(): void {
    const session = this.spent.takeFirst()
    if (session === undefined) return
    this.sessions.remove(session)
    this.bytes -= session.cost
    this.evictedSessions += 1
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
}
