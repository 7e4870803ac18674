/** Reading a mail: from its raw bytes to what the API shows of it. Implemented by the mail room, used by the store. */
import type { Address, Attachment, Code, Digest, Header, Link, Part } from './message.ts'

/** What the header block alone tells: enough for a row of a list. */
export interface HeaderSummary {
  readonly subject: string
  readonly from: Address[]
  readonly to: Address[]
  readonly cc: Address[]
  readonly replyTo: Address[]
  readonly date: string | null
  readonly messageId: string | null
}

/** A mail whose body was parsed. After a failure `parseError` says why, and what could be read is there all the same. */
export interface ParsedMail {
  readonly headers: Header[]
  readonly text: string | null
  readonly html: string | null
  /** What a reader sees of the HTML part; null when there is none. */
  readonly visible: string | null
  readonly parts: Part
  readonly attachments: Attachment[]
  readonly links: Link[]
  readonly codes: Code[]
  readonly digest: Digest
  readonly parseError: string | null
}

/** The decoded content of one part, or its bytes as sent. */
export interface PartContent {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** What the bytes are by themselves; null where that is not known. */
  readonly detected: string | null
  readonly charset: string | null
  readonly filename: string | null
}

export interface MailReader {
  /** Reads the header block only: microseconds for a real mail, bounded for a hostile one. Never throws. */
  header(raw: Uint8Array): HeaderSummary
  /** Decoded values of the header fields of one name, in any case. Never throws. */
  field(raw: Uint8Array, name: string): string[]
  /** Names of the header fields in order, each once, as the sender wrote it first. Never throws. */
  fieldNames(raw: Uint8Array): string[]
  /** Parses the whole mail. Never rejects: a mail that cannot be parsed resolves with its `parseError`. */
  read(raw: Uint8Array): Promise<ParsedMail>
  /** One part by its path (`1.2`); null when there is none. `source` gives its bytes as sent, headers included. */
  part(raw: Uint8Array, path: string, form: 'decoded' | 'source'): Promise<PartContent | null>
  /** Ends the workers. */
  stop(): Promise<void>
}
