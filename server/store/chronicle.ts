/** What happens, numbered, remembered for those who were away, and told to those who listen. */
import type { FaultRemoved, StoreEvent } from '../../contract/event.ts'
import type { FaultHit } from '../../contract/fault.ts'
import type { SessionRecord } from '../../contract/intake.ts'
import type { MailReader } from '../../contract/reader.ts'
import type { Replay, Subscription } from '../../contract/store.ts'
import { Audience } from './audience.ts'
import type { Rule } from './faults/rule.ts'
import type { RuleBook } from './faults/rule-book.ts'
import type { Filter, Occurrence } from './filter.ts'
import type { Keep } from './keep.ts'
import { EventLog, type Happening } from './log.ts'
import type { StoredMessage } from './message.ts'
import { Sequence } from './sequence.ts'

/** Messages in one event of a restoration: each is told whole. */
const AT_ONCE = 25

export class Chronicle {
  readonly sequence = new Sequence()
  private readonly log = new EventLog()
  private readonly audience = new Audience()
  private readonly keep: Keep
  private readonly book: RuleBook
  private readonly reader: MailReader
  private readonly now: () => number

  constructor(keep: Keep, book: RuleBook, reader: MailReader, now: () => number) {
    this.keep = keep
    this.book = book
    this.reader = reader
    this.now = now
  }

  /** Whether a listener waits for digests. */
  get digestsWanted(): boolean {
    return this.audience.wantsDigests
  }

  sessionOpened(record: SessionRecord): void {
    this.happen({ seq: record.session.seq, at: this.now(), type: 'opened', id: record.session.id })
  }

  sessionClosed(record: SessionRecord): void {
    this.happen({ seq: this.sequence.next(), at: this.now(), type: 'closed', id: record.session.id })
    this.audience.forget(record.session.id)
  }

  sessionSpoke(record: SessionRecord): void {
    // Comes by for every line of every session: most of the time nobody listens.
    if (!this.audience.empty) this.audience.entries(record, () => this.place())
  }

  messageAdded(message: StoredMessage): void {
    this.happen({ seq: message.seq, at: message.receivedAt, type: 'added', id: message.id })
  }

  /** Takes no number: a digest that became known is no event of its own. */
  messageUpdated(message: StoredMessage): void {
    if (message.parsed === null) return
    const event = { type: 'message.updated', ...this.place(), message: message.summary(this.reader) } as const
    this.audience.tell({ kind: 'updated', message }, () => event)
  }

  messagesRemoved(messages: readonly StoredMessage[], why: 'deleted' | 'evicted'): void {
    if (messages.length === 0) return
    this.happen({ seq: this.sequence.next(), at: this.now(), type: 'removed', ids: messages.map(({ id }) => id), why })
  }

  messagesRestored(messages: readonly StoredMessage[]): void {
    for (let from = 0; from < messages.length; from += AT_ONCE) {
      const ids = messages.slice(from, from + AT_ONCE).map(({ id }) => id)
      this.happen({ seq: this.sequence.next(), at: this.now(), type: 'restored', ids })
    }
  }

  faultAdded({ id, birth }: Rule): void {
    this.happen({ seq: birth.seq, at: birth.createdAt, type: 'faultAdded', id })
  }

  faultHit({ id }: Rule, hit: FaultHit): void {
    this.happen({ seq: this.sequence.next(), at: this.now(), type: 'faultHit', id, hit })
  }

  faultsRemoved(ids: readonly string[], why: FaultRemoved['why']): void {
    if (ids.length > 0) this.happen({ seq: this.sequence.next(), at: this.now(), type: 'faultsRemoved', ids, why })
  }

  /** Tells what happened after `since`, then whatever happens; with a filter, what that lets pass. Throws HistoryLostError. */
  subscribe(
    listener: (event: StoreEvent) => void,
    { since, digests, filter }: { since: string | null; digests: boolean; filter: Filter | null },
  ): Subscription & { replay: Replay } {
    const missed = since === null ? [] : this.log.since(this.sequence.read(since))
    const joined = this.audience.join(listener, digests, filter)
    for (const happening of missed ?? []) {
      const occurrence = this.occurrence(happening)
      if (occurrence !== null) joined.tell(occurrence, () => this.told(happening))
    }
    return { ...joined.subscription, replay: { kind: missed === null ? 'lost' : 'replayed' } }
  }

  /** Where we are, without a number of its own. */
  private place(): { seq: number; at: string } {
    return { seq: this.sequence.current, at: new Date(this.now()).toISOString() }
  }

  /** The event itself is only made when somebody wants it, once for all. */
  private happen(happening: Happening): void {
    this.log.add(happening)
    if (this.audience.empty) return
    const occurrence = this.occurrence(happening)
    if (occurrence === null) return
    let event: StoreEvent | null | undefined
    this.audience.tell(occurrence, () => (event === undefined ? (event = this.told(happening)) : event))
  }

  /** What a filter has to know of a happening; null when its subject is gone. */
  private occurrence(happening: Happening): Occurrence | null {
    switch (happening.type) {
      case 'opened':
        return { kind: 'opened' }
      case 'closed': {
        const record = this.keep.sessions.get(happening.id)?.record
        return record === undefined ? null : { kind: 'closed', record }
      }
      case 'added': {
        const message = this.keep.messages.get(happening.id)
        return message === undefined ? null : { kind: 'added', message }
      }
      case 'removed':
        return { kind: 'removed', ids: happening.ids }
      case 'restored': {
        const messages = this.stillKept(happening.ids)
        return messages.length === 0 ? null : { kind: 'restored', messages }
      }
      case 'faultAdded':
      case 'faultHit':
      case 'faultsRemoved':
        return { kind: 'fault' }
    }
  }

  /** The event of a happening, its subject as it is now; null when that is gone. */
  private told(happening: Happening): StoreEvent | null {
    const { seq } = happening
    const at = new Date(happening.at).toISOString()
    switch (happening.type) {
      case 'opened':
      case 'closed': {
        const session = this.keep.sessions.get(happening.id)?.record.session
        if (session === undefined) return null
        return { type: `session.${happening.type}`, seq, at, session: { ...session } }
      }
      case 'added': {
        const message = this.keep.messages.get(happening.id)
        return message === undefined ? null : { type: 'message.added', seq, at, message: message.summary(this.reader) }
      }
      case 'removed':
        return { type: 'message.removed', seq, at, ids: [...happening.ids], why: happening.why }
      case 'restored': {
        const messages = this.stillKept(happening.ids).map((message) => message.summary(this.reader))
        return messages.length === 0 ? null : { type: 'message.restored', seq, at, messages }
      }
      case 'faultAdded': {
        const fault = this.book.shown(happening.id)
        return fault === null ? null : { type: 'fault.added', seq, at, fault }
      }
      case 'faultHit': {
        const fault = this.book.told(happening.id)
        return fault === null ? null : { type: 'fault.hit', seq, at, fault, hit: { ...happening.hit } }
      }
      case 'faultsRemoved':
        return { type: 'fault.removed', seq, at, ids: [...happening.ids], why: happening.why }
    }
  }

  private stillKept(ids: readonly string[]): StoredMessage[] {
    return ids.flatMap((id) => this.keep.messages.get(id) ?? [])
  }
}
