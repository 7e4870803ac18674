/** An inbox: a named scope that isolates one test's mail, waits and diagnostics (design, section 1). */
import { Type, type Static } from 'typebox'
import { Criteria } from './criteria.ts'
import { OrNull } from './nullable.ts'

/**
 * By what a mail is known to belong to an inbox: `domain` a domain of its own, `plus` a tag behind the `+` of one address,
 * `auth` the login of the SMTP client, `header` a field that the app sets.
 */
export type Isolation = Static<typeof Isolation>
export const Isolation = Type.Union([
  Type.Literal('domain'),
  Type.Literal('plus'),
  Type.Literal('auth'),
  Type.Literal('header'),
])

/** What may be said of an inbox that is to be made; everything has a default. */
export type InboxWish = Static<typeof InboxWish>
export const InboxWish = Type.Object(
  {
    name: Type.Optional(Type.String({ description: "For people, such as a test's name; it becomes part of the id." })),
    isolate: Type.Optional(Isolation),
    baseDomain: Type.Optional(
      Type.String({ description: 'For `domain`: what the domain of the inbox lies under. Default mailsink.test.' }),
    ),
    baseAddress: Type.Optional(
      Type.String({ description: 'For `plus`: the address that gets the tag. Default inbox@mailsink.test.' }),
    ),
    ttl: Type.Optional(
      Type.Integer({
        minimum: 1000,
        maximum: 7 * 86_400_000,
        description: 'Milliseconds without mail or requests after which it is forgotten. Default 3,600,000.',
      }),
    ),
  },
  { additionalProperties: false },
)

export type Inbox = Static<typeof Inbox>
export const Inbox = Type.Object({
  id: Type.String({ examples: ['t-welcome-7k3m9x2p4q'] }),
  name: OrNull(Type.String()),
  isolate: Isolation,
  domain: OrNull(Type.String({ description: 'Of `domain`: every address in it belongs to the inbox.' })),
  address: OrNull(
    Type.String({
      description: 'An address of the inbox; null where `auth` or `header` tells, and any address will do.',
    }),
  ),
  user: OrNull(Type.String({ description: 'Of `auth`: the login; any password will do.' })),
  header: OrNull(Type.Object({ name: Type.String(), value: Type.String() })),
  scope: Criteria,
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time', description: 'Moves on with each mail and each request.' }),
  cursor: Type.String({ description: 'The place at which it was opened.' }),
  messages: Type.Integer({ description: 'How many of its messages are kept.' }),
})

/** The field that a mail carries for an inbox of the kind `header`. */
export const INBOX_HEADER = 'X-Mailsink-Inbox'
