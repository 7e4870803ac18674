/** Messages by the inboxes that they belong to, in the order of their arrival. */
import type { StoredMessage } from './message.ts'

export class InboxIndex {
  private readonly byInbox = new Map<string, Set<StoredMessage>>()

  /** Adds a message that is newer than all others. */
  add(message: StoredMessage): void {
    for (const inbox of message.inboxes) {
      const own = this.byInbox.get(inbox)
      if (own === undefined) this.byInbox.set(inbox, new Set([message]))
      else own.add(message)
    }
  }

  /** Adds messages that were here before, each in its place. */
  putBack(messages: readonly StoredMessage[]): void {
    for (const inbox of new Set(messages.flatMap((message) => message.inboxes))) {
      const all = [...this.of(inbox), ...messages.filter((message) => message.inboxes.includes(inbox))]
      this.byInbox.set(inbox, new Set(all.toSorted((a, b) => a.seq - b.seq)))
    }
  }

  remove(message: StoredMessage): void {
    for (const inbox of message.inboxes) {
      const own = this.byInbox.get(inbox)
      own?.delete(message)
      if (own?.size === 0) this.byInbox.delete(inbox)
    }
  }

  of(inbox: string): ReadonlySet<StoredMessage> {
    return this.byInbox.get(inbox) ?? none
  }
}

const none: ReadonlySet<StoredMessage> = new Set()
