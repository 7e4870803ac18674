/** Values that a field has in the mail that is kept, for someone who is typing a search. */
import { Type, type Static } from 'typebox'

/** Fields that can be completed; beside these `header.<name>` for the values of one header field. */
export type CompletedField =
  | 'from'
  | 'to'
  | 'rcpt'
  | 'user'
  | 'address'
  | 'helo'
  | 'inbox'
  | 'listener'
  | 'header'
  | `header.${string}`

export type Completion = Static<typeof Completion>
export const Completion = Type.Object({
  value: Type.String(),
  count: Type.Integer({ description: 'In how many of the newest messages it is.' }),
})
