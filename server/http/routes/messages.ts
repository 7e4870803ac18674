/** Messages: the list, one of them, deletion and import. Their contents are in `content.ts`. */
import { Type } from 'typebox'
import { Message, MessageSummary } from '../../../contract/message.ts'
import { Entry } from '../../../contract/session.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { withCriteria } from '../criteria-query.ts'
import { messagePageOf, PageQuery } from '../page.ts'
import { notFound, ProblemError } from '../problems.ts'

const Deleted = Type.Object({ deleted: Type.Integer({ description: 'How many messages were deleted.' }) })
const tags = ['messages']

export function messageRoutes(api: Api, store: Store): void {
  api.get(
    '/messages',
    {
      schema: {
        operationId: 'listMessages',
        tags,
        summary: 'A page of the messages that match, newest first',
        querystring: withCriteria(PageQuery),
        response: {
          200: Type.Object({
            messages: Type.Array(MessageSummary),
            total: Type.Integer({ description: 'How many match, whatever the page holds.' }),
            cursor: Type.String({ description: 'The place after the newest event; the feed goes on from it.' }),
            evicted: Type.Integer({ description: 'How many that came after `after` a limit has dropped.' }),
          }),
          ...problems('bad_request', 'history_lost'),
        },
      },
    },
    async (request, reply) => {
      const page = await store.messages(messagePageOf(request.query))
      void reply.header('X-Mailsink-Cursor', page.cursor)
      return page
    },
  )

  api.get(
    '/messages/:id',
    {
      schema: {
        operationId: 'getMessage',
        tags,
        summary: 'One message, parsed',
        params: ById,
        response: { 200: Message, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => (await store.message(id)) ?? notFound('message', id),
  )

  api.get(
    '/messages/:id/transcript',
    {
      schema: {
        operationId: 'getMessageTranscript',
        tags,
        summary: 'What was said in the transaction that delivered a message',
        description: 'Empty for an imported message.',
        params: ById,
        response: { 200: Type.Object({ transcript: Type.Array(Entry) }), ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => ({ transcript: (await store.transaction(id)) ?? notFound('message', id) }),
  )

  api.delete(
    '/messages/:id',
    {
      schema: {
        operationId: 'deleteMessage',
        tags,
        summary: 'Deletes one message',
        params: ById,
        response: { 200: Deleted, ...problems('not_found') },
      },
    },
    async ({ params: { id }, ip }) => ({ deleted: (await store.delete([id], ip)) || notFound('message', id) }),
  )

  api.delete(
    '/messages',
    {
      schema: {
        operationId: 'deleteMessages',
        tags,
        summary: 'Deletes messages by criteria, by their ids, or all of them',
        description:
          'Ids that are not there are passed over. With neither criteria, ids nor `all=true` nothing is deleted.',
        querystring: withCriteria({ all: Type.Optional(Type.Boolean({ description: 'Delete every message.' })) }),
        body: Type.Object({ ids: Type.Optional(Type.Array(Type.String())) }, { additionalProperties: false }),
        response: { 200: Deleted, ...problems('bad_request', 'unsupported_type') },
      },
    },
    async ({ body, query, ip }) => {
      // The body may be left off, whatever its schema says; Fastify makes null or nothing of that.
      const ids = (body as { ids?: string[] } | null | undefined)?.ids
      const criteria = query.criteria ?? null
      const said = [ids !== undefined && '"ids"', query.all && '"all=true"', criteria !== null && 'criteria'].filter(
        Boolean,
      )
      if (said.length > 1)
        throw new ProblemError('bad_request', `${said.join(' and ')} were given together; give the one that is meant.`)
      if (ids !== undefined) return { deleted: await store.delete(ids, ip) }
      if (query.all || criteria !== null) return { deleted: await store.deleteMatching(criteria ?? {}, ip) }
      throw new ProblemError(
        'bad_request',
        'This would delete every message. Say which with criteria such as ?to=ann@example.com or a JSON body ' +
          '{"ids": [...]}, or add ?all=true if that is meant.',
      )
    },
  )
}
