/** What `GET /api/info` tells about the running sink. */
import { Type, type Static } from 'typebox'
import { OrNull } from './nullable.ts'
import { ListenerName } from './session.ts'

/** A listener that is bound, with the port it really has. */
export type BoundListener = Static<typeof BoundListener>
export const BoundListener = Type.Object({
  name: ListenerName,
  host: Type.String(),
  port: Type.Integer(),
  tls: Type.Union([Type.Literal('none'), Type.Literal('starttls'), Type.Literal('implicit')]),
  auth: Type.Union([Type.Literal('offered'), Type.Literal('required')]),
  url: Type.String({ examples: ['smtp://127.0.0.1:1025'] }),
})

/** Limits in force. Bytes, milliseconds, counts. */
export type Limits = Static<typeof Limits>
export const Limits = Type.Object({
  messageSize: Type.Integer(),
  recipients: Type.Integer(),
  commandLine: Type.Integer(),
  connections: Type.Integer(),
  idle: Type.Integer(),
  transaction: Type.Integer(),
  handshake: Type.Integer(),
  memory: Type.Integer({ description: 'Budget in bytes for mails, sessions and what is in flight.' }),
  messages: Type.Integer(),
  maxAge: OrNull(Type.Integer({ description: 'Milliseconds a mail is kept at most; null for no limit.' })),
})

/** What the store has seen since it started, and what it holds. */
export type Counts = Static<typeof Counts>
export const Counts = Type.Object({
  messages: Type.Integer({ description: 'Kept now.' }),
  sessions: Type.Integer({ description: 'Kept now, open ones included.' }),
  openSessions: Type.Integer(),
  spoken: Type.Integer({ description: 'Sessions since the start that said more than NOOP and QUIT.' }),
  accepted: Type.Integer({ description: 'Messages since the start.' }),
  refused: Type.Integer({ description: 'Refusals since the start.' }),
  evicted: Type.Integer({ description: 'Messages that a limit dropped since the start.' }),
  evictedSessions: Type.Integer(),
  deleted: Type.Integer(),
})

export type Info = Static<typeof Info>
export const Info = Type.Object({
  version: Type.String(),
  startedAt: Type.String({ format: 'date-time' }),
  listeners: Type.Array(BoundListener),
  http: OrNull(Type.Object({ host: Type.String(), port: Type.Integer(), url: Type.String() })),
  strict: Type.Boolean(),
  limits: Limits,
  counts: Counts,
  budget: Type.Object({ used: Type.Integer(), limit: Type.Integer() }),
  epoch: Type.String(),
  cursor: Type.String(),
  tlsFingerprint: OrNull(Type.String({ description: 'SHA-256 of the certificate, colon-separated.' })),
})
