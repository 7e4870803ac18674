/** Waiting for mail, or for the proof that none came: what is asked, what is answered, and why a wait failed. */
import { Type, type Static } from 'typebox'
import { Criteria } from './criteria.ts'
import { Message } from './message.ts'
import { OrNull } from './nullable.ts'
import { Entry, Session } from './session.ts'

/** A message that does not count any more; `by` says where that was decided, or what it serves, for the explanation. */
export type Claim = Static<typeof Claim>
export const Claim = Type.Object({
  id: Type.String(),
  by: OrNull(Type.String()),
  as: Type.Union([Type.Literal('taken'), Type.Literal('passed_over'), Type.Literal('served')], {
    description:
      '`taken`: the caller has had it; `passed_over`: the caller looked at it, and it was not the one; `served`: it serves ' +
      'another of the criteria of the same wait.',
  }),
})

/** What is common to both kinds of wait. Times are milliseconds. */
const asked = {
  criteria: Criteria,
  inbox: OrNull(Type.String({ description: 'Id of the inbox that everything is confined to.' })),
  since: OrNull(Type.String({ description: 'Cursor: only what came later counts.' })),
  exclude: Type.Array(Claim),
  timeout: Type.Integer(),
  quiet: Type.Integer({
    description: 'For how long nothing may have happened in scope before an absence is believed.',
  }),
  elapsed: Type.Integer({
    description: 'How long the caller has been waiting before this request; for the sentence only.',
  }),
}

/** Waits until `count` messages match: at least so many, or exactly. */
export type WaitRequest = Static<typeof WaitRequest>
export const WaitRequest = Type.Object({
  ...asked,
  count: Type.Integer(),
  exact: Type.Boolean(),
  per: Type.Union([Type.Literal('message'), Type.Literal('recipient')]),
})

/** Waits until it is sure that none matches. */
export type NoneRequest = Static<typeof NoneRequest>
export const NoneRequest = Type.Object({
  ...asked,
  barrier: OrNull(Criteria),
  includeRefused: Type.Boolean({ description: 'Count a refused attempt as a mail.' }),
})

/** One thing that a near miss is not. */
export type FailedField = Static<typeof FailedField>
export const FailedField = Type.Object({
  field: Type.String({ examples: ['subject', 'header.X-Run'] }),
  want: Type.String(),
  got: Type.String({ description: 'What is there instead, shortened.' }),
  hint: OrNull(Type.String({ description: 'How they differ, where that is worth a word.' })),
})

/** The facts that name a message in an explanation. */
export type MessageName = Static<typeof MessageName>
export const MessageName = Type.Object({
  id: Type.String(),
  receivedAt: Type.String({ format: 'date-time' }),
  subject: OrNull(Type.String({ description: 'Null where it was not read before the message went.' })),
  from: Type.String(),
  to: Type.Array(Type.String()),
})

export type NearMiss = Static<typeof NearMiss>
export const NearMiss = Type.Object({ ...MessageName.properties, failed: Type.Array(FailedField) })

/** A message that would have matched, but was there already, was handed out or passed over before, or is gone. */
export type Missed = Static<typeof Missed>
export const Missed = Type.Object({
  ...MessageName.properties,
  why: Type.Union(
    [
      Type.Literal('claimed'),
      Type.Literal('passed_over'),
      Type.Literal('served'),
      Type.Literal('earlier'),
      Type.Literal('evicted'),
      Type.Literal('deleted'),
    ],
    { description: '`claimed`: excluded as `taken`; `passed_over` and `served`: excluded as that.' },
  ),
  at: OrNull(Type.String({ format: 'date-time', description: 'When it was deleted or dropped.' })),
  by: OrNull(Type.String({ description: 'Who deleted it, or what was said of it where it was excluded.' })),
})

/** A session in scope that was refused something, or came to nothing. */
export type Attempt = Static<typeof Attempt>
export const Attempt = Type.Object({
  session: Session,
  scope: Type.Union([Type.Literal('certain'), Type.Literal('possible')], {
    description: '`possible`: it named nobody that could tell whose it is.',
  }),
  from: OrNull(Type.String()),
  to: Type.Array(Type.String(), { description: 'Recipients that it named, refused ones included.' }),
  lines: Type.Array(Entry, { description: 'Around the first refusal, at most 12.' }),
})

/** A session that is in the middle of something. */
export type InFlight = Static<typeof InFlight>
export const InFlight = Type.Object({
  session: Type.String(),
  scope: Type.Union([Type.Literal('certain'), Type.Literal('possible')]),
  stage: Type.Union([Type.Literal('connecting'), Type.Literal('envelope'), Type.Literal('data')]),
  transaction: OrNull(Type.Integer({ description: 'Counted from 1 within the session; null before the first.' })),
  from: OrNull(Type.String()),
  to: Type.Array(Type.String()),
  bytes: Type.Integer({ description: 'Of the payload so far.' }),
  age: Type.Integer({ description: 'Milliseconds since MAIL FROM, or since it connected.' }),
})

export type WaitFailure = Static<typeof WaitFailure>
export const WaitFailure = Type.Union([
  Type.Literal('wait_timeout'),
  Type.Literal('too_many'),
  Type.Literal('unexpected_message'),
  Type.Literal('refused_attempt'),
  Type.Literal('never_quiet'),
  Type.Literal('history_lost'),
])

/** Why a wait failed: `message` as a colleague would say it, the rest as data. */
export type Diagnosis = Static<typeof Diagnosis>
export const Diagnosis = Type.Object({
  code: WaitFailure,
  message: Type.String({ description: 'Several lines, ready to be printed.' }),
  wanted: Type.String({ examples: ['1 message: to ann@example.com, subject "reset"'] }),
  criteria: Criteria,
  arrived: Type.Object({
    matching: Type.Integer(),
    claimed: Type.Integer({ description: 'Would match, but were taken; all of them, where `missed` names a few.' }),
    passedOver: Type.Integer(),
    served: Type.Integer(),
    since: Type.Integer({ description: 'Since the cursor, within the inbox.' }),
    total: Type.Integer({ description: 'Kept in all.' }),
  }),
  nearMisses: Type.Array(NearMiss),
  missed: Type.Array(Missed),
  attempts: Type.Array(Attempt),
  inFlight: Type.Array(InFlight),
  evicted: Type.Integer({ description: 'Messages that a limit dropped since the cursor, whosoever they were.' }),
  connections: Type.Object({
    since: Type.Integer({ description: 'Sessions since the cursor that said more than NOOP and QUIT.' }),
    last: OrNull(Type.String({ format: 'date-time', description: 'When the last one of all opened.' })),
    listening: Type.Array(Type.String({ examples: ['smtp://127.0.0.1:1025'] })),
  }),
  vacuous: Type.Boolean({ description: 'Nobody has spoken SMTP to this sink since it started.' }),
  viewUrl: OrNull(Type.String()),
})

export type WaitAnswer =
  | { readonly kind: 'found'; readonly messages: Message[]; readonly cursor: string; readonly evicted: number }
  | { readonly kind: 'failed'; readonly diagnosis: Diagnosis; readonly messages: Message[] }

export type NoneAnswer =
  | { readonly kind: 'none'; readonly none: None }
  | { readonly kind: 'failed'; readonly diagnosis: Diagnosis; readonly messages: Message[] }

/** Nothing matched, and this is what the claim rests on. */
export type None = Static<typeof None>
export const None = Type.Object({
  messages: Type.Array(Message, { description: 'Always empty.' }),
  cursor: Type.String(),
  proof: Type.Union([Type.Literal('causal'), Type.Literal('barrier'), Type.Literal('quiet')], {
    description:
      '`causal`: at this moment there is none and nothing is under way; `barrier`: none came before the mail that had to ' +
      'come later; `quiet`: nothing happened in scope for the quiet period.',
  }),
  vacuous: Type.Boolean({ description: 'Nobody has spoken SMTP to this sink since it started: this proves nothing.' }),
  refused: Type.Array(Attempt, { description: 'Refused attempts in scope: nothing came, but somebody tried.' }),
  note: OrNull(Type.String({ description: 'What to know before believing it, in words.' })),
})
