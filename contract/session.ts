/** A session: one TCP connection from accept to close, and its transcript (design, sections 1 and 4). */
import { Type, type Static } from 'typebox'
import { OrNull } from './nullable.ts'

/** The SMTP listeners, named after the well-known ports whose role they play: 25, 587, 465. */
export type ListenerName = Static<typeof ListenerName>
export const ListenerName = Type.Union([Type.Literal('smtp'), Type.Literal('submission'), Type.Literal('submissions')])

/**
 * What came of a session.
 *
 * `partial` delivered something and was refused something; `nothing` delivered no message;
 * `probe` connected and said nothing, or only NOOP and QUIT.
 */
export type Outcome = Static<typeof Outcome>
export const Outcome = Type.Union([
  Type.Literal('open'),
  Type.Literal('delivered'),
  Type.Literal('partial'),
  Type.Literal('nothing'),
  Type.Literal('probe'),
])

/** Who or what ended a session; `client` is an orderly close without QUIT, `server` a 421 of ours. */
export type Ending = Static<typeof Ending>
export const Ending = Type.Union([
  Type.Literal('quit'),
  Type.Literal('client'),
  Type.Literal('reset'),
  Type.Literal('timeout'),
  Type.Literal('server'),
  Type.Literal('tls'),
  Type.Literal('fault'),
])

/** The first refusal of a session, or the way it ended, in plain words. `hint` says what to do about it. */
export type Reason = Static<typeof Reason>
export const Reason = Type.Object({
  code: OrNull(Type.Integer()),
  enhanced: OrNull(Type.String({ examples: ['5.7.8'] })),
  text: Type.String(),
  hint: OrNull(Type.String()),
})

/** The leniencies that are recorded; `--strict` refuses instead. */
export type LintRule = Static<typeof LintRule>
export const LintRule = Type.Union([
  Type.Literal('bare-lf'),
  Type.Literal('long-line'),
  Type.Literal('8bit'),
  Type.Literal('utf8-address'),
  Type.Literal('unknown-parameter'),
  Type.Literal('path-space'),
  Type.Literal('path-brackets'),
  Type.Literal('path-syntax'),
  Type.Literal('early-talker'),
  Type.Literal('early-pipelining'),
  Type.Literal('no-quit'),
  Type.Literal('undoubled-dot'),
])

/** A departure from the RFCs that was let pass, with the line that shows it. */
export type Lint = Static<typeof Lint>
export const Lint = Type.Object({
  rule: LintRule,
  text: Type.String({ description: 'What is wrong, and the rule that says so.' }),
  entry: OrNull(Type.Integer({ description: 'The `n` of the transcript entry that shows it.' })),
  line: OrNull(
    Type.Integer({ description: 'The line within the payload, counted from 1, where it is in the payload.' }),
  ),
})

/** Whose bytes are wanted; `both` in the order in which they were said. */
export type WireSide = Static<typeof WireSide>
export const WireSide = Type.Union([Type.Literal('client'), Type.Literal('server'), Type.Literal('both')])

export type Session = Static<typeof Session>
export const Session = Type.Object({
  id: Type.String(),
  seq: Type.Integer(),
  listener: ListenerName,
  openedAt: Type.String({ format: 'date-time' }),
  closedAt: OrNull(Type.String({ format: 'date-time' })),
  duration: OrNull(Type.Number({ description: 'Milliseconds.' })),
  remote: Type.Object({ address: Type.String(), port: Type.Integer() }),
  helo: OrNull(Type.String()),
  tls: OrNull(Type.Object({ protocol: Type.String(), cipher: Type.String(), servername: OrNull(Type.String()) })),
  auth: OrNull(Type.Object({ mechanism: Type.String(), user: Type.String(), accepted: Type.Boolean() })),
  outcome: Outcome,
  reason: OrNull(Reason),
  ended: OrNull(Ending),
  messages: Type.Array(Type.String(), { description: 'Ids of its messages that are still kept.' }),
  recipients: Type.Object({ accepted: Type.Integer(), refused: Type.Integer() }),
  bytesIn: Type.Integer(),
  bytesOut: Type.Integer(),
  lints: Type.Array(Lint),
  faults: Type.Array(Type.String(), { description: 'Ids of the rules that struck it.' }),
})

export type EntryKind = Static<typeof EntryKind>
export const EntryKind = Type.Union([
  Type.Literal('command'),
  Type.Literal('reply'),
  Type.Literal('auth'),
  Type.Literal('payload'),
  Type.Literal('tls'),
  Type.Literal('close'),
  Type.Literal('fault'),
  Type.Literal('garbage'),
])

/**
 * One entry of a transcript.
 *
 * `text` shows bytes that are not UTF-8 as `\xNN` and leaves the final line end off.
 * Commands that arrived together stand each before its reply, so `at` may step back by the time the replies took.
 */
export type Entry = Static<typeof Entry>
export const Entry = Type.Object({
  n: Type.Integer({ description: 'Counted from 0.' }),
  at: Type.Number({ description: 'Milliseconds since the session opened, in steps of 0.1.' }),
  from: Type.Union([Type.Literal('client'), Type.Literal('server'), Type.Literal('sink')]),
  kind: EntryKind,
  text: Type.String(),
  bytes: Type.Integer(),
  code: Type.Optional(Type.Integer()),
  enhanced: Type.Optional(Type.String()),
  verb: Type.Optional(Type.String()),
  transaction: Type.Optional(Type.Integer()),
  messageId: Type.Optional(Type.String()),
  secure: Type.Boolean(),
  masked: Type.Optional(Type.Boolean()),
  fault: Type.Optional(Type.String({ description: 'Id of the rule that touched this line.' })),
})

/** A session together with everything that was said in it. */
export type SessionWithTranscript = Static<typeof SessionWithTranscript>
export const SessionWithTranscript = Type.Object({ ...Session.properties, transcript: Type.Array(Entry) })
