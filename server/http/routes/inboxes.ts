/** Inboxes: named scopes, one for each test. */
import { Type } from 'typebox'
import { Inbox, InboxWish } from '../../../contract/inbox.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { checkWish } from '../../store/wish.ts'
import { notFound } from '../problems.ts'

const tags = ['inboxes']

export function inboxRoutes(api: Api, store: Store): void {
  api.post(
    '/inboxes',
    {
      schema: {
        operationId: 'createInbox',
        tags,
        summary: 'Opens an inbox',
        description: 'Mail that comes from now on and fits its scope belongs to it. The body may be left off.',
        body: InboxWish,
        response: { 201: Inbox, ...problems('bad_request', 'unsupported_type') },
      },
      // Before the schema is held against it: it would refuse the same, and not say what was meant.
      preValidation: async ({ body }) => {
        if (typeof body === 'object' && body !== null) checkWish(body)
      },
    },
    async ({ body }, reply) => {
      // Fastify makes null or nothing of a body that was left off, whatever the schema says.
      const wish = (body as InboxWish | null | undefined) ?? {}
      return reply.code(201).send(await store.createInbox(wish))
    },
  )

  api.get(
    '/inboxes',
    {
      schema: {
        operationId: 'listInboxes',
        tags,
        summary: 'The inboxes that are open',
        response: { 200: Type.Object({ inboxes: Type.Array(Inbox) }) },
      },
    },
    async () => ({ inboxes: await store.inboxes() }),
  )

  api.get(
    '/inboxes/:id',
    {
      schema: {
        operationId: 'getInbox',
        tags,
        summary: 'One inbox',
        params: ById,
        response: { 200: Inbox, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => (await store.inbox(id)) ?? notFound('inbox', id),
  )

  api.delete(
    '/inboxes/:id',
    {
      schema: {
        operationId: 'deleteInbox',
        tags,
        summary: 'Closes an inbox',
        description: 'Nothing needs it: an inbox that is not used is forgotten by itself, and disturbs nobody.',
        params: ById,
        querystring: Type.Object({
          mail: Type.Union([Type.Literal('delete'), Type.Literal('keep')], {
            default: 'delete',
            description: 'What becomes of its messages.',
          }),
        }),
        response: {
          200: Type.Object({ deleted: Type.Integer({ description: 'How many messages were deleted.' }) }),
          ...problems('not_found'),
        },
      },
    },
    async ({ params: { id }, query, ip }) => {
      const deleted = await store.deleteInbox(id, query.mail, ip)
      return deleted === null ? notFound('inbox', id) : { deleted }
    },
  )
}
