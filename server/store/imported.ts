/** A mail that came over HTTP, in the form of a delivery. */
import type { Delivery } from '../../contract/intake.ts'
import type { Fate, Payload } from '../../contract/payload.ts'
import type { MailReader } from '../../contract/reader.ts'

export function imported(
  raw: Uint8Array,
  envelope: { from: string | null; to: string[] | null },
  address: string,
  reader: MailReader,
): Delivery {
  const header = reader.header(raw)
  const from = envelope.from ?? header.from[0]?.address ?? ''
  const to = envelope.to ?? [...header.to, ...header.cc].map((named) => named.address)
  return {
    payload: new RawPayload(raw),
    envelope: {
      from,
      to,
      parameters: {},
      recipients: to.map((named) => ({ address: named, parameters: {}, code: 250, text: 'imported', accepted: true })),
    },
    session: { id: null, transaction: 0, listener: 'import', address, helo: null, user: null, tls: null },
    faults: [],
  }
}

/** Raw bytes that were never on an SMTP wire. */
class RawPayload implements Payload {
  readonly size: number
  readonly lines = 0
  fate: Fate = 'arriving'
  messageId: string | null = null
  private bytes: Uint8Array | null

  constructor(raw: Uint8Array) {
    this.bytes = raw
    this.size = raw.length
  }

  get rawSize(): number {
    return this.size
  }

  keep(messageId: string): void {
    this.messageId = messageId
    this.fate = 'kept'
  }

  wire(): Uint8Array | null {
    return this.fate === 'deleted' ? null : this.bytes
  }

  raw(): Uint8Array | null {
    return this.wire()
  }

  /** It came by no transaction, so that there is no other try of it. */
  fingerprint(): null {
    return null
  }

  setAside(): void {
    this.fate = 'deleted'
  }

  takeBack(): void {
    this.fate = 'kept'
  }

  drop(fate: 'refused' | 'deleted' | 'evicted'): void {
    this.fate = fate
    this.bytes = null
  }
}
