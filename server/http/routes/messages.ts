/** Messages: the list, and one of them. Their contents are in `content.ts`. */
import { Type } from 'typebox'
import { Message, MessageSummary } from '../../../contract/message.ts'
import { Entry } from '../../../contract/session.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { withCriteria } from '../criteria-query.ts'
import { MessagePageQuery, messagePageOf } from '../page.ts'
import { notFound } from '../problems.ts'

const tags = ['messages']

export function messageRoutes(api: Api, store: Store): void {
  api.get(
    '/messages',
    {
      schema: {
        operationId: 'listMessages',
        tags,
        summary: 'A page of the messages that match, newest first',
        querystring: withCriteria(MessagePageQuery),
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
}
