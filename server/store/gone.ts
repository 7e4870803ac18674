/** Messages that are gone, as long as somebody may still look for them: the last thousand, and how many there were. */
import type { Facts, Field } from '../../criteria/facts.ts'
import type { MessageName, Missed } from '../../contract/wait.ts'
import type { HeaderSummary } from '../../contract/reader.ts'
import type { StoredMessage } from './message.ts'

const REMEMBERED = 1000
/** A mail to more than these is only counted: its recipients alone would hold as much as many mails. */
const MOST_RECIPIENTS = 50
/** Numbers of evicted messages that are kept, to count those since a place. */
const COUNTED = 10_000

interface Gone {
  readonly message: StoredMessage
  /** Null where nobody had read it while its bytes were there. */
  readonly head: HeaderSummary | null
  readonly why: 'evicted' | 'deleted'
  readonly at: number
  readonly by: string | null
}

export class GoneMessages {
  private entries: Gone[] = []
  private evictions: number[] = []

  add(messages: readonly StoredMessage[], why: Gone['why'], at: number, by: string | null): void {
    for (const message of messages) {
      if (message.delivery.envelope.recipients.length <= MOST_RECIPIENTS)
        this.entries.push({ message, head: message.knownHead, why, at, by })
      if (why === 'evicted') this.evictions.push(message.seq)
    }
    // Let grow to twice the size before half is cut, so that the cut costs nothing per message.
    if (this.entries.length > 2 * REMEMBERED) this.entries = this.entries.slice(-REMEMBERED)
    if (this.evictions.length > 2 * COUNTED) this.evictions = this.evictions.slice(-COUNTED)
  }

  /** They are back. */
  forget(messages: readonly StoredMessage[]): void {
    const back = new Set(messages)
    this.entries = this.entries.filter(({ message }) => !back.has(message))
  }

  /** The header of one that is gone, where somebody had read it; of the last thousand. */
  headOf(id: string): HeaderSummary | null {
    return this.entries.find(({ message }) => message.id === id)?.head ?? null
  }

  /** How many messages that came after `seq` a limit has dropped; of very many at least the last ten thousand. */
  evictedSince(seq: number): number {
    return this.evictions.reduce((sum, evicted) => sum + (evicted > seq ? 1 : 0), 0)
  }

  /** The newest first. */
  *since(seq: number): Generator<{ facts: Facts; missed: () => Missed }> {
    for (let at = this.entries.length - 1; at >= 0; at -= 1) {
      const gone = this.entries[at]
      if (gone === undefined || gone.message.seq <= seq) continue
      yield { facts: new GoneFacts(gone), missed: () => missedOf(gone) }
    }
  }
}

function missedOf({ message, head, why, at, by }: Gone): Missed {
  return { ...nameOf(message, head), why, at: new Date(at).toISOString(), by }
}

const known = (value: string | null) => (value === null || value === '' ? [] : [value])

export function nameOf(message: StoredMessage, head: HeaderSummary | null): MessageName {
  const { envelope } = message.delivery
  return {
    id: message.id,
    receivedAt: new Date(message.receivedAt).toISOString(),
    subject: head?.subject ?? null,
    from: head?.from[0]?.address ?? envelope.from,
    to: envelope.to,
  }
}

/** What is still known of it: the envelope and the session, the header if it was read, never the body. */
class GoneFacts implements Facts {
  private readonly gone: Gone
  constructor(gone: Gone) {
    this.gone = gone
  }

  get size(): number {
    return this.gone.message.delivery.payload.rawSize
  }

  get receivedAt(): number {
    return this.gone.message.receivedAt
  }

  values(field: Field): readonly string[] | null {
    const { message, head } = this.gone
    const { envelope, session } = message.delivery
    switch (field) {
      case 'rcpt':
        return envelope.to
      case 'mailFrom':
        return known(envelope.from)
      case 'id':
        return [message.id]
      case 'inbox':
        return message.inboxes
      case 'session':
        return known(session.id)
      case 'listener':
        return [session.listener]
      case 'user':
        return known(session.user)
      case 'helo':
        return known(session.helo)
      case 'address':
        return [session.address]
      case 'tls':
        return known(session.tls)
      case 'to':
        return [...envelope.to, ...(head === null ? [] : [...head.to, ...head.cc].map(({ address }) => address))]
      case 'from':
        return [...known(envelope.from), ...(head?.from ?? []).map(({ address }) => address)]
      case 'subject':
        return head && known(head.subject)
      case 'cc':
        return head && head.cc.map(({ address }) => address)
      case 'replyTo':
        return head && head.replyTo.map(({ address }) => address)
      case 'bcc':
      case 'text':
      case 'html':
      case 'body':
      case 'link':
      case 'code':
        return null
    }
  }

  names(): readonly string[] {
    return []
  }

  header(): null {
    return null
  }

  attachments(): null {
    return null
  }
}
