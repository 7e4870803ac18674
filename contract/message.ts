/** A captured mail, as it travels between the rooms and over HTTP (design: "message", "envelope", "digest"). */
import { Type, type Static } from 'typebox'
import { FaultRef } from './fault.ts'
import { OrNull } from './nullable.ts'

/** One mailbox of a header. `name` is decoded and may be empty, `address` is as it was sent. */
export type Address = Static<typeof Address>
export const Address = Type.Object({
  name: Type.String({ examples: ['Ann Example'] }),
  address: Type.String({ examples: ['ann@example.com'] }),
})

/** The listener that took a session, by its role; `import` for a mail that came over HTTP. */
export type Origin = Static<typeof Origin>
export const Origin = Type.Union([
  Type.Literal('smtp'),
  Type.Literal('submission'),
  Type.Literal('submissions'),
  Type.Literal('import'),
])

/** A one-time code found in a mail, and the words near it that announce one. */
export type Code = Static<typeof Code>
export const Code = Type.Object({ value: Type.String(), why: Type.String() })

/** A link of a mail. `part` is the path of the part it stands in, or `header` for one of a List- header. */
export type Link = Static<typeof Link>
export const Link = Type.Object({ href: Type.String(), text: Type.String(), part: Type.String() })

/** What needs the body parsed, in the short form that a list shows. */
export type Digest = Static<typeof Digest>
export const Digest = Type.Object({
  snippet: Type.String({ description: 'The beginning of the text, white space folded, at most 160 characters.' }),
  hasText: Type.Boolean(),
  hasHtml: Type.Boolean(),
  attachments: Type.Integer(),
  codes: Type.Array(Type.String()),
  link: OrNull(Type.String({ description: 'The link that the mail is about, if one stands out.' })),
})

/** Where a message came from: its session, and what was known of the client at MAIL FROM. */
export type SessionRef = Static<typeof SessionRef>
export const SessionRef = Type.Object({
  id: OrNull(Type.String({ description: 'Null for an imported mail, which had no session.' })),
  transaction: Type.Integer({ description: 'Counted from 1 within the session.' }),
  listener: Origin,
  address: Type.String({ description: "The client's IP address." }),
  helo: OrNull(Type.String()),
  user: OrNull(Type.String()),
  tls: OrNull(Type.String({ examples: ['TLSv1.3'] })),
})

const summary = {
  id: Type.String({ description: '26 characters; ids sort by arrival and cannot be guessed.' }),
  seq: Type.Integer(),
  receivedAt: Type.String({ format: 'date-time' }),
  size: Type.Integer({ description: 'Bytes of the raw mail.' }),
  subject: Type.String(),
  from: Type.Array(Address),
  to: Type.Array(Address),
  cc: Type.Array(Address),
  replyTo: Type.Array(Address),
  date: OrNull(Type.String({ description: 'The Date header as it was sent, whether or not it is a date.' })),
  messageId: OrNull(Type.String()),
  envelope: Type.Object({ from: Type.String(), to: Type.Array(Type.String()) }),
  refused: Type.Integer({ description: 'Recipients of its envelope that were refused.' }),
  session: SessionRef,
  inbox: OrNull(Type.String()),
  faults: Type.Array(FaultRef, { description: 'Rules that struck its transaction.' }),
  digest: OrNull(Digest),
  parseError: OrNull(Type.String()),
}

/** A row of a list: the header block and the envelope; `digest` is null only where the body has not been parsed yet. */
export type MessageSummary = Static<typeof MessageSummary>
export const MessageSummary = Type.Object(summary)

/** ESMTP parameters of one MAIL or RCPT, keywords upper-cased, values as written; null for a keyword without a value. */
export type Parameters = Static<typeof Parameters>
export const Parameters = Type.Record(Type.String(), OrNull(Type.String()))

/** One RCPT TO and what it was answered; a refused one is listed too, and so is each repetition. */
export type Recipient = Static<typeof Recipient>
export const Recipient = Type.Object({
  address: Type.String(),
  parameters: Parameters,
  code: Type.Integer(),
  text: Type.String(),
  accepted: Type.Boolean(),
})

/** The envelope as the client wrote it; `to` holds the accepted recipients in order, duplicates kept. */
export type Envelope = Static<typeof Envelope>
export const Envelope = Type.Object({
  from: Type.String({ description: 'Empty for the null sender <>.' }),
  to: Type.Array(Type.String()),
  parameters: Parameters,
  recipients: Type.Array(Recipient),
})

/** A header field. `name` has its original case, `value` is decoded and unfolded, `raw` is as sent, without the final line end. */
export type Header = Static<typeof Header>
export const Header = Type.Object({ name: Type.String(), value: Type.String(), raw: Type.String() })

/** A node of the MIME tree. `part` is its path: `1` is the root, `1.2` the root's second child. */
export interface Part {
  part: string
  contentType: string
  charset: string | null
  encoding: string | null
  disposition: string | null
  filename: string | null
  contentId: string | null
  /** Bytes of the decoded content; of the raw content for a container. */
  size: number
  /** Where the part begins in the raw mail, its header included, and how many bytes its content has there, still encoded. */
  offset: number
  encodedSize: number
  /** The media type that the content is by its own bytes; null where that is not known, and for a container. */
  detected: string | null
  /** What is wrong with this part, each a sentence. */
  problems: string[]
  parts: Part[]
}
export const Part = Type.Cyclic(
  {
    Part: Type.Object({
      part: Type.String(),
      contentType: Type.String(),
      charset: OrNull(Type.String()),
      encoding: OrNull(Type.String()),
      disposition: OrNull(Type.String()),
      filename: OrNull(Type.String()),
      contentId: OrNull(Type.String()),
      size: Type.Integer(),
      offset: Type.Integer({ description: 'Where the part begins in the raw mail, its header included.' }),
      encodedSize: Type.Integer({ description: 'Bytes of the content as it was sent.' }),
      detected: OrNull(
        Type.String({ description: 'What the content is by its own bytes; null where that is not known.' }),
      ),
      problems: Type.Array(Type.String()),
      parts: Type.Array(Type.Ref('Part')),
    }),
  },
  'Part',
)

/** A part that is a file. `part` is its path in the MIME tree. */
export type Attachment = Static<typeof Attachment>
export const Attachment = Type.Object({
  part: Type.String(),
  filename: OrNull(Type.String({ description: 'As sent, never cleaned: do not build a path from it.' })),
  contentType: Type.String(),
  detected: OrNull(Type.String({ description: 'What the content is by its own bytes; null where that is not known.' })),
  mismatch: Type.Boolean({ description: 'It is something else than it says, in a way that matters.' }),
  size: Type.Integer(),
  sha256: Type.String({ description: 'Hexadecimal, of the decoded content.' }),
  contentId: OrNull(Type.String()),
  disposition: OrNull(Type.String()),
})

/** A whole message: the summary, the complete envelope, and what the parsed body holds. */
export type Message = Static<typeof Message>
export const Message = Type.Object({
  ...summary,
  envelope: Envelope,
  bcc: Type.Array(Address, {
    description: 'Recipients of the envelope that stand in no header, not even in a Bcc that was sent.',
  }),
  headers: Type.Array(Header),
  text: OrNull(Type.String({ description: 'Null when the sender sent no text part; nothing is made up.' })),
  html: OrNull(Type.String({ description: 'The source, null when the sender sent no HTML part.' })),
  parts: Part,
  attachments: Type.Array(Attachment),
  links: Type.Array(Link, {
    description: 'Each once; the first 2,000. That there are more is said by a problem of the part 1.',
  }),
  codes: Type.Array(Code),
})
