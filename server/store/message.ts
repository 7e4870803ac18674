/** A message as it is kept, and the forms in which it is shown. */
import type { Delivery } from '../../contract/intake.ts'
import type { Header, Message, MessageSummary } from '../../contract/message.ts'
import type { HeaderSummary, MailReader, ParsedMail } from '../../contract/reader.ts'
import { inNoHeader } from './blind.ts'

/** What an item costs beside its bytes: objects, ids, the header's fields. Measured, rounded up. */
const OVERHEAD = 1500
const PER_RECIPIENT = 200

export class StoredMessage {
  readonly id: string
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly delivery: Delivery
  /** Ids of the inboxes it belongs to; it is shown with the first. */
  readonly inboxes: readonly string[]
  /** What it counts for in the budget, in bytes. */
  readonly cost: number
  /** Null until somebody asks, and again when memory was needed. */
  parsed: ParsedMail | null = null
  private header: HeaderSummary | null = null

  constructor(id: string, seq: number, receivedAt: number, delivery: Delivery, inboxes: readonly string[]) {
    this.id = id
    this.seq = seq
    this.receivedAt = receivedAt
    this.delivery = delivery
    this.inboxes = inboxes
    this.cost = delivery.payload.size + OVERHEAD + PER_RECIPIENT * delivery.envelope.recipients.length
  }

  get raw(): Uint8Array {
    return this.delivery.payload.raw() ?? new Uint8Array(0)
  }

  get isKept(): boolean {
    return this.delivery.payload.fate === 'kept'
  }

  /** What its header block tells, read at the first call. */
  head(reader: MailReader): HeaderSummary {
    if (this.header !== null) return this.header
    const header = reader.header(this.raw)
    // Read without its bytes it tells nothing, and the message may yet be restored.
    if (this.isKept) this.header = header
    return header
  }

  /** The same where it was read before; after the bytes are gone nothing more can be. */
  get knownHead(): HeaderSummary | null {
    return this.header
  }

  summary(reader: MailReader): MessageSummary {
    const { envelope, session, payload } = this.delivery
    return {
      id: this.id,
      seq: this.seq,
      receivedAt: new Date(this.receivedAt).toISOString(),
      size: payload.rawSize,
      ...this.head(reader),
      envelope: { from: envelope.from, to: envelope.to },
      refused: envelope.recipients.filter(({ accepted }) => !accepted).length,
      session,
      inbox: this.inboxes[0] ?? null,
      faults: [...this.delivery.faults],
      digest: this.parsed?.digest ?? null,
      parseError: this.parsed?.parseError ?? null,
    }
  }

  whole(reader: MailReader, parsed: ParsedMail): Message {
    const { headers, text, html, parts, attachments, links, codes, digest, parseError } = parsed
    const summary = this.summary(reader)
    const { to, cc, envelope } = summary
    const hidden = inNoHeader(envelope.to, [...to, ...cc], () => valuesOf(headers, 'bcc'))
    return {
      ...summary,
      digest,
      parseError,
      envelope: this.delivery.envelope,
      bcc: [...new Set(hidden)].map((address) => ({ name: '', address })),
      headers,
      text,
      html,
      parts,
      attachments,
      links,
      codes,
    }
  }
}

/** The values of the fields of one name, in any case. */
export function valuesOf(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.flatMap((header) => (header.name.toLowerCase() === wanted ? [header.value] : []))
}

/** Bytes that a parsed mail holds. */
export function parsedCost({ headers, text, html, visible, links, attachments }: ParsedMail): number {
  return (
    heldBy(text) +
    heldBy(html) +
    heldBy(visible) +
    headers.reduce((sum, { value, raw }) => sum + value.length + raw.length + 120, 0) +
    links.reduce((sum, { href, text: words }) => sum + heldBy(href) + heldBy(words) + 100, 0) +
    attachments.length * 500 +
    1000
  )
}

/** A string takes two bytes for each character as soon as one of them is beyond Latin-1. */
function heldBy(text: string | null): number {
  if (text === null) return 0
  return BEYOND_LATIN1.test(text) ? 2 * text.length : text.length
}

const BEYOND_LATIN1 = /[^\u0000-\u00ff]/
