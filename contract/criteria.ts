/**
 * What a message has to be like: one tree for lists, deletion, waits, the feed and inboxes.
 *
 * Three spellings make the same tree: JSON as it stands here, a flat query string, and the search language `q`
 * (docs/assertions.md). All fields that are given have to hold.
 */
import { Type } from 'typebox'

/**
 * What a value has to be like. A string alone means what people mean:
 *
 * - `subject`, `text`, `html`, `body`, `link`: it contains this, whatever the case, white space folded;
 * - everything else: it is this, whatever the case; `*` stands for any characters.
 *
 * Of an object every key has to hold, of the same value. A field with several values (recipients, a repeated header)
 * holds when one of them does, and with `not` when none does.
 */
export type Match = string | MatchRule

export interface MatchRule {
  is?: string
  contains?: string
  startsWith?: string
  /** A regular expression in RE2's syntax: no look-around, no back-references, never slow. Looked for anywhere in the value. */
  matches?: string
  /** Of `matches`: any of `i`, `m`, `s`. Default `i`. */
  flags?: string
  not?: Match
}

/** `true`: there is one that is not empty; `false`: there is none. */
export type Wanted = Match | boolean

export interface Criteria {
  /** A recipient of the envelope, or one in To or Cc. */
  to?: Wanted
  /** The sender of the envelope, or one in From. */
  from?: Wanted
  cc?: Wanted
  /** A recipient of the envelope that stands in no header. */
  bcc?: Wanted
  /** A recipient of the envelope only. */
  rcpt?: Wanted
  /** The sender of the envelope only; `false` is the null sender <>. */
  mailFrom?: Wanted
  replyTo?: Wanted
  subject?: Wanted
  /** The text part. */
  text?: Wanted
  /** The source of the HTML part. */
  html?: Wanted
  /** The text part, or what a reader sees of the HTML part. */
  body?: Wanted
  /** Target or text of a link. */
  link?: Wanted
  /** A one-time code. */
  code?: Wanted
  /** Fields of the header by name, whatever the case of the name. */
  header?: Record<string, Wanted>
  attachment?: boolean | AttachmentRule
  id?: Wanted
  /** Id of the session. */
  session?: Wanted
  listener?: Wanted
  /** Id of the inbox. */
  inbox?: Wanted
  /** The login, where one was accepted. */
  user?: Wanted
  helo?: Wanted
  /** The IP address of the client. */
  address?: Wanted
  /** Whether the mail came over TLS, or its version, such as `TLSv1.3`. */
  tls?: Wanted
  size?: SizeRule
  time?: TimeRule
  any?: Criteria[]
  all?: Criteria[]
  not?: Criteria
}

/** Both have to hold of the same attachment. */
export interface AttachmentRule {
  filename?: Match
  type?: Match
}

/** Bytes of the raw mail, both exclusive. */
export interface SizeRule {
  above?: number
  below?: number
}

/** When the mail arrived, ISO 8601; `after` is inclusive, `before` exclusive. A date alone means its midnight, UTC. */
export interface TimeRule {
  after?: string
  before?: string
}

const closed = { additionalProperties: false }
const match = Type.Union([Type.String({ minLength: 1 }), Type.Ref('MatchRule')])
const matchRule = Type.Object(
  {
    is: Type.Optional(Type.String()),
    contains: Type.Optional(Type.String()),
    startsWith: Type.Optional(Type.String()),
    matches: Type.Optional(Type.String({ description: "A regular expression in RE2's syntax." })),
    flags: Type.Optional(Type.String({ description: 'Of `matches`: any of i, m, s. Default i.' })),
    not: Type.Optional(Type.Ref('Match')),
  },
  closed,
)
const wanted = Type.Optional(Type.Union([Type.Ref('Match'), Type.Boolean()]))
const criteria = Type.Object(
  {
    to: wanted,
    from: wanted,
    cc: wanted,
    bcc: wanted,
    rcpt: wanted,
    mailFrom: wanted,
    replyTo: wanted,
    subject: wanted,
    text: wanted,
    html: wanted,
    body: wanted,
    link: wanted,
    code: wanted,
    header: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Ref('Match'), Type.Boolean()]))),
    attachment: Type.Optional(
      Type.Union([
        Type.Boolean(),
        Type.Object({ filename: Type.Optional(Type.Ref('Match')), type: Type.Optional(Type.Ref('Match')) }, closed),
      ]),
    ),
    id: wanted,
    session: wanted,
    listener: wanted,
    inbox: wanted,
    user: wanted,
    helo: wanted,
    address: wanted,
    tls: wanted,
    size: Type.Optional(
      Type.Object({ above: Type.Optional(Type.Number()), below: Type.Optional(Type.Number()) }, closed),
    ),
    time: Type.Optional(
      Type.Object({ after: Type.Optional(Type.String()), before: Type.Optional(Type.String()) }, closed),
    ),
    any: Type.Optional(Type.Array(Type.Ref('Criteria'))),
    all: Type.Optional(Type.Array(Type.Ref('Criteria'))),
    not: Type.Optional(Type.Ref('Criteria')),
  },
  closed,
)
const definitions = { Match: match, MatchRule: matchRule, Criteria: criteria }
export const Match = Type.Cyclic(definitions, 'Match')
export const Criteria = Type.Cyclic(definitions, 'Criteria')
