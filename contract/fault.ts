/** A fault: a rule that makes the sink misbehave, for the mail in its scope only, so often and so long as it says (design, section 1). */
import { Type, type Static } from 'typebox'
import { Criteria } from './criteria.ts'
import { OrNull } from './nullable.ts'

/**
 * Where in a session a rule may strike, in the order in which a session comes by:
 *
 * - `connect`: the connection was accepted, before the greeting;
 * - `tls`: the handshake, of STARTTLS or of the submissions listener;
 * - `ehlo`, `starttls`, `mail`, `rcpt`, `data`, `quit`: the command has come and was not answered; `ehlo` is HELO, too;
 * - `auth`: the credentials have come, and are to be judged;
 * - `payload`: the mail begins to arrive, after the 354;
 * - `end`: the dot that ends the mail has come.
 */
export type FaultStage = Static<typeof FaultStage>
export const FaultStage = Type.Union([
  Type.Literal('connect'),
  Type.Literal('tls'),
  Type.Literal('ehlo'),
  Type.Literal('starttls'),
  Type.Literal('auth'),
  Type.Literal('mail'),
  Type.Literal('rcpt'),
  Type.Literal('data'),
  Type.Literal('payload'),
  Type.Literal('end'),
  Type.Literal('quit'),
])

/** A refusal. `text` may have several lines, and becomes a reply of so many. */
export type FaultReply = Static<typeof FaultReply>
export const FaultReply = Type.Object({
  code: Type.Integer({ description: '400 to 599.' }),
  enhanced: OrNull(Type.String({ examples: ['4.7.1'], description: 'RFC 3463; null sends none.' })),
  text: Type.String({ description: 'Lines divided by a line feed become a reply of several lines.' }),
})

const Ending = Type.Union([Type.Literal('fin'), Type.Literal('rst')])
const Direction = Type.Union([Type.Literal('server'), Type.Literal('client')])
const Garbled = Type.Union([
  Type.Literal('nonsense'),
  Type.Literal('unfinished'),
  Type.Literal('mixed'),
  Type.Literal('bare-lf'),
])
const BadTls = Type.Union([
  Type.Literal('alert'),
  Type.Literal('close'),
  Type.Literal('stall'),
  Type.Literal('expired'),
  Type.Literal('wrong-name'),
  Type.Literal('old-version'),
])

/**
 * What is done instead of answering, or before:
 *
 * - `delay`: wait, then go on, or refuse where there is a `reply` as well;
 * - `drop`: end the connection without a word, in order (FIN) or with a reset (RST); at `payload` once `after` bytes came;
 * - `stall`: say nothing more, and keep the connection;
 * - `trickle`: from here on the connection is slow, what the server says or, `client`, how fast it reads;
 * - `garble`: send what is no reply. `nonsense` is a line without a code, `unfinished` a reply whose line never ends,
 *   `mixed` one of several lines with different codes, `bare-lf` one that ends in LF alone;
 * - `hide`: leave extensions out of the answer to EHLO;
 * - `tls`: break the handshake, by an alert, by closing, by silence, by a certificate that has expired or is for another
 *   name, or by speaking TLS 1.0 alone.
 */
export type FaultAction = Static<typeof FaultAction>
export const FaultAction = Type.Union([
  Type.Object({ type: Type.Literal('delay'), delay: Type.Integer({ description: 'Milliseconds.' }) }),
  Type.Object({
    type: Type.Literal('drop'),
    how: Ending,
    after: Type.Integer({ description: 'Of `payload`: bytes that are let come first. Elsewhere 0.' }),
  }),
  Type.Object({ type: Type.Literal('stall') }),
  Type.Object({
    type: Type.Literal('trickle'),
    bytesPerSecond: Type.Integer(),
    direction: Direction,
  }),
  Type.Object({
    type: Type.Literal('garble'),
    how: Garbled,
  }),
  Type.Object({ type: Type.Literal('hide'), extensions: Type.Array(Type.String({ examples: ['STARTTLS'] })) }),
  Type.Object({
    type: Type.Literal('tls'),
    how: BadTls,
  }),
])

/** Whose mail it is about: criteria on the envelope and the session, an inbox among them, or expressly everybody's. */
export type FaultScope = { all: true } | Criteria
export const FaultScope = Type.Unsafe<FaultScope>(Type.Union([Type.Object({ all: Type.Literal(true) }), Criteria]))

/** What `skip`, `times`, `window` and `for` count by: the rule as a whole, or each session, client, or client with sender and recipient. */
export type FaultPer = Static<typeof FaultPer>
export const FaultPer = Type.Union([
  Type.Literal('rule'),
  Type.Literal('session'),
  Type.Literal('client'),
  Type.Literal('triplet'),
])

/** The ready-made rules; see docs/faults.md. */
export type FaultPreset = Static<typeof FaultPreset>
export const FaultPreset = Type.Union([
  Type.Literal('greylisting'),
  Type.Literal('rate-limit-connection'),
  Type.Literal('rate-limit-client'),
  Type.Literal('mailbox-full'),
  Type.Literal('unknown-user'),
  Type.Literal('blocked-sender'),
  Type.Literal('too-big'),
  Type.Literal('auth-outage'),
  Type.Literal('blocked-port'),
  Type.Literal('slow-server'),
  Type.Literal('dies-after-dot'),
])

const time = Type.Union([Type.Integer(), Type.String()], {
  description: 'Milliseconds, or a time such as 500ms, 2s, 5m.',
})

/** An action as it is asked for: what may be left off has a default. */
export type FaultActionWish = Static<typeof FaultActionWish>
export const FaultActionWish = Type.Union([
  Type.Object({ type: Type.Literal('delay'), delay: time }),
  Type.Object({
    type: Type.Literal('drop'),
    how: Type.Optional(Ending),
    after: Type.Optional(Type.Integer({ default: 0 })),
  }),
  Type.Object({ type: Type.Literal('stall') }),
  Type.Object({
    type: Type.Literal('trickle'),
    bytesPerSecond: Type.Integer(),
    direction: Type.Optional(Direction),
  }),
  Type.Object({
    type: Type.Literal('garble'),
    how: Type.Optional(Garbled),
  }),
  Type.Object({ type: Type.Literal('hide'), extensions: Type.Array(Type.String()) }),
  Type.Object({
    type: Type.Literal('tls'),
    how: BadTls,
  }),
])

/**
 * A rule as it is asked for. Needs a `scope`, and a `stage` with a `reply` or an `action`; or a `preset`, whose parts
 * hold where nothing else is said.
 *
 *     { "scope": { "rcpt": "ann@x.test" }, "stage": "rcpt", "reply": { "code": 451, "text": "Greylisted" } }
 *     { "scope": { "inbox": "t-welcome-7k3m9x2p4q" }, "preset": "dies-after-dot" }
 */
export type FaultSpec = Static<typeof FaultSpec>
export const FaultSpec = Type.Object(
  {
    scope: Type.Optional(FaultScope),
    stage: Type.Optional(FaultStage),
    reply: Type.Optional(
      Type.Object({
        code: Type.Integer(),
        enhanced: Type.Optional(OrNull(Type.String())),
        text: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
      }),
    ),
    action: Type.Optional(FaultActionWish),
    preset: Type.Optional(FaultPreset),
    name: Type.Optional(Type.String({ description: 'For people. Default: what it does, such as "451 at rcpt".' })),
    store: Type.Optional(Type.Boolean({ default: false, description: 'At `end`: keep the mail, and then fail.' })),
    per: Type.Optional(FaultPer),
    skip: Type.Optional(Type.Integer({ default: 0, description: 'How many are let pass first.' })),
    times: Type.Optional(
      OrNull(Type.Integer({ default: 1, description: 'How often it strikes; null: as often as it matches.' })),
    ),
    window: Type.Optional(OrNull(time)),
    for: Type.Optional(OrNull(time)),
    ttl: Type.Optional(time),
    probability: Type.Optional(Type.Number({ default: 1, description: 'Of a strike, where it would strike: 0 to 1.' })),
    seed: Type.Optional(Type.Integer({ description: 'The same seed, the same decisions. Default: a new one each.' })),
  },
  { additionalProperties: false },
)

/** One strike of a rule. */
export type FaultHit = Static<typeof FaultHit>
export const FaultHit = Type.Object({
  at: Type.String({ format: 'date-time' }),
  session: Type.String(),
  transaction: OrNull(Type.Integer({ description: 'Null before the first MAIL.' })),
  entry: Type.Integer({ description: 'The `n` of the transcript entry that tells of it.' }),
  message: OrNull(Type.String({ description: 'The mail that was kept all the same, or of which this was a part.' })),
})

/** `spent`: it has struck as often as it was to; `expired`: its time was up. Both stay readable for a while. */
export type FaultState = Static<typeof FaultState>
export const FaultState = Type.Union([Type.Literal('active'), Type.Literal('spent'), Type.Literal('expired')])

/** A rule, with all that was left off filled in, and what became of it. Times are milliseconds. */
export type Fault = Static<typeof Fault>
export const Fault = Type.Object({
  id: Type.String({ examples: ['f_12'] }),
  seq: Type.Integer(),
  name: Type.String(),
  preset: OrNull(FaultPreset),
  scope: FaultScope,
  stage: FaultStage,
  reply: OrNull(FaultReply),
  action: OrNull(FaultAction),
  store: Type.Boolean(),
  per: FaultPer,
  skip: Type.Integer(),
  times: OrNull(Type.Integer()),
  window: OrNull(Type.Integer({ description: 'The counts begin anew so long after the first match.' })),
  for: OrNull(Type.Integer({ description: 'Strikes no longer than this after its first strike.' })),
  ttl: OrNull(Type.Integer({ description: 'Null: as long as the sink runs; only for those given at its start.' })),
  probability: Type.Number(),
  seed: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: OrNull(Type.String({ format: 'date-time' })),
  state: FaultState,
  count: Type.Integer({ description: 'How often it has struck.' }),
  hits: Type.Array(FaultHit, { description: 'The first 1,000 of them.' }),
})

/** What names a rule where it left its mark. */
export type FaultRef = Static<typeof FaultRef>
export const FaultRef = Type.Object({ id: Type.String(), name: Type.String() })

/** A ready-made rule as it can be copied and changed: `spec` lacks a scope only. */
export type ReadyMade = Static<typeof ReadyMade>
export const ReadyMade = Type.Object({
  preset: FaultPreset,
  title: Type.String(),
  text: Type.String({ description: 'What a client meets, in a sentence.' }),
  spec: FaultSpec,
})
