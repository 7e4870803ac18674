/** The body of every error answer: RFC 9457 with a code for programs and a message that says what to do. */
import { Type, type Static } from 'typebox'

/** Codes that a program may react to; a closed list, so that a client can switch over it. */
export type ProblemCode = Static<typeof ProblemCode>
export const ProblemCode = Type.Union([
  Type.Literal('bad_request'),
  Type.Literal('unknown_parameter'),
  Type.Literal('unauthorized'),
  Type.Literal('origin_refused'),
  Type.Literal('not_found'),
  Type.Literal('method_not_allowed'),
  Type.Literal('not_acceptable'),
  Type.Literal('history_lost'),
  Type.Literal('undo_expired'),
  Type.Literal('not_listening'),
  Type.Literal('bad_range'),
  Type.Literal('wait_timeout'),
  Type.Literal('too_many'),
  Type.Literal('unexpected_message'),
  Type.Literal('refused_attempt'),
  Type.Literal('never_quiet'),
  Type.Literal('nothing_to_pick'),
  Type.Literal('too_many_faults'),
  Type.Literal('contradicting_fault'),
  Type.Literal('too_large'),
  Type.Literal('unsupported_type'),
  Type.Literal('host_refused'),
  Type.Literal('internal'),
  Type.Literal('not_ready'),
  Type.Literal('storage_full'),
])

export type Problem = Static<typeof Problem>
export const Problem = Type.Object({
  type: Type.String({ description: 'Always about:blank; `code` tells the cases apart.' }),
  title: Type.String(),
  status: Type.Integer(),
  code: ProblemCode,
  message: Type.String({ description: 'One or more sentences for a human: what happened, and the way out.' }),
})
