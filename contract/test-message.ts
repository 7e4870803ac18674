/** A mail that the sink sends to itself, so that there is something to look at. */
import { Type, type Static } from 'typebox'

/** What may be said of it; everything has a default. */
export type TestMessageWish = Static<typeof TestMessageWish>
export const TestMessageWish = Type.Object(
  {
    to: Type.Optional(Type.String({ description: 'A bare address. Default you@example.test.' })),
    subject: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)

/** Where it is now. */
export type TestMessage = Static<typeof TestMessage>
export const TestMessage = Type.Object({
  id: Type.String({ description: 'Of the message.' }),
  session: Type.String({ description: 'Id of the session that delivered it.' }),
})

/** What came of sending one; `refused` with the reply in words, `off` when no SMTP listener is on. */
export type TestMessageOutcome =
  | ({ readonly kind: 'sent' } & TestMessage)
  | { readonly kind: 'refused'; readonly reply: string }
  | { readonly kind: 'off' }
