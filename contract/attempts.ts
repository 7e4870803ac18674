/** The attempts to deliver one mail: sessions and transactions that carried the same one, delivered or not. */
import { Type, type Static } from 'typebox'
import { OrNull } from './nullable.ts'

/**
 * What came of one attempt. `unconfirmed`: it was kept, and the client was not told so (a refusal, or no reply at all);
 * `broken_off`: the connection ended, or the transaction was given up, without a refusal.
 */
export type AttemptOutcome = Static<typeof AttemptOutcome>
export const AttemptOutcome = Type.Union([
  Type.Literal('delivered'),
  Type.Literal('unconfirmed'),
  Type.Literal('refused'),
  Type.Literal('broken_off'),
  Type.Literal('open'),
])

/** One transaction that carried the mail. */
export type MailAttempt = Static<typeof MailAttempt>
export const MailAttempt = Type.Object({
  session: Type.String(),
  transaction: Type.Integer(),
  at: Type.String({ format: 'date-time', description: 'When its MAIL FROM came.' }),
  gap: OrNull(Type.Integer({ description: 'Milliseconds since the attempt before began; null for the first.' })),
  from: Type.String(),
  to: Type.Array(Type.String(), { description: 'Recipients that it named, refused ones included.' }),
  outcome: AttemptOutcome,
  reply: OrNull(Type.Object({ code: Type.Integer(), enhanced: OrNull(Type.String()), text: Type.String() })),
  message: OrNull(Type.String({ description: 'Id of the message that it left.' })),
  faults: Type.Array(Type.String(), { description: 'Ids of the rules that struck it.' }),
  known: Type.Union([Type.Literal('message_id'), Type.Literal('body'), Type.Literal('envelope')], {
    description:
      'By what it is known to carry this mail: the Message-ID, envelope and body, or, where no body came, the envelope alone.',
  }),
})

/** `partly`: some recipients have it and some have not; `twice`: one recipient has it two times; `more`: more than that. */
export type Delivered = Static<typeof Delivered>
export const Delivered = Type.Union([
  Type.Literal('never'),
  Type.Literal('partly'),
  Type.Literal('once'),
  Type.Literal('twice'),
  Type.Literal('more'),
])

/** One mail and all attempts to deliver it, oldest first. */
export type MailAttempts = Static<typeof MailAttempts>
export const MailAttempts = Type.Object({
  messageId: OrNull(Type.String({ description: 'The Message-ID, where a header came.' })),
  subject: OrNull(Type.String()),
  from: Type.String(),
  to: Type.Array(Type.String()),
  delivered: Delivered,
  copies: Type.Integer({ description: 'How many messages it left.' }),
  messages: Type.Array(Type.String(), { description: 'Their ids.' }),
  attempts: Type.Array(MailAttempt),
})
