/** A message as it is kept, and the forms in which it is shown. */
import type { Delivery } from '../../contract/intake.ts'
import type { Address, Message, MessageSummary } from '../../contract/message.ts'
import type { HeaderSummary, MailReader, ParsedMail } from '../../contract/reader.ts'

/** What an item costs beside its bytes: objects, ids, the header's fields. Measured, rounded up. */
const OVERHEAD = 1500
const PER_RECIPIENT = 200

export class StoredMessage {
  readonly id: string
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly delivery: Delivery
  /** What it counts for in the budget, in bytes. */
  readonly cost: number
  /** Null until somebody asks, and again when memory was needed. */
  parsed: ParsedMail | null = null
  private header: HeaderSummary | null = null

  constructor(id: string, seq: number, receivedAt: number, delivery: Delivery) {
    this.id = id
    this.seq = seq
    this.receivedAt = receivedAt
    this.delivery = delivery
    this.cost = delivery.payload.size + OVERHEAD + PER_RECIPIENT * delivery.envelope.recipients.length
  }

  get raw(): Uint8Array {
    return this.delivery.payload.raw() ?? new Uint8Array(0)
  }

  summary(reader: MailReader): MessageSummary {
    const { envelope, session, inbox, payload } = this.delivery
    this.header ??= reader.header(this.raw)
    return {
      id: this.id,
      seq: this.seq,
      receivedAt: new Date(this.receivedAt).toISOString(),
      size: payload.rawSize,
      ...this.header,
      envelope: { from: envelope.from, to: envelope.to },
      session,
      inbox,
      digest: this.parsed?.digest ?? null,
      parseError: this.parsed?.parseError ?? null,
    }
  }

  whole(reader: MailReader, parsed: ParsedMail): Message {
    const { headers, text, html, parts, attachments, links, codes, digest, parseError } = parsed
    const summary = this.summary(reader)
    return {
      ...summary,
      digest,
      parseError,
      envelope: this.delivery.envelope,
      bcc: recipientsInNoHeader(summary),
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

function recipientsInNoHeader({ envelope, to, cc }: MessageSummary): Address[] {
  const named = new Set([...to, ...cc].map(({ address }) => address.toLowerCase()))
  const hidden = envelope.to.filter((address) => !named.has(address.toLowerCase()))
  return [...new Set(hidden)].map((address) => ({ name: '', address }))
}

/** Bytes that a parsed mail holds; two for each character, as strings beyond Latin-1 do. */
export function parsedCost({ headers, text, html, links, attachments }: ParsedMail): number {
  const characters =
    (text?.length ?? 0) +
    (html?.length ?? 0) +
    headers.reduce((sum, { value, raw }) => sum + value.length + raw.length + 60, 0) +
    links.reduce((sum, { href, text: words }) => sum + href.length + words.length + 60, 0)
  return 2 * characters + attachments.length * 500 + 1000
}
