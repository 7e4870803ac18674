/** Sessions: every connection, also those that delivered nothing, and what was said in them. */
import { Type } from 'typebox'
import { ListenerName, Outcome, Session, SessionWithTranscript, WireSide } from '../../../contract/session.ts'
import type { Store } from '../../../contract/store.ts'
import { asBuffer, ById, plain, problems, type Api } from '../api.ts'
import { PageQuery, pageOf } from '../page.ts'
import { notFound } from '../problems.ts'
import { transcriptText } from '../../../client/transcript-text.ts'

const tags = ['sessions']

export function sessionRoutes(api: Api, store: Store): void {
  api.get(
    '/sessions',
    {
      schema: {
        operationId: 'listSessions',
        tags,
        summary: 'A page of sessions, newest first',
        querystring: Type.Object({
          outcome: Type.Optional(
            Type.Array(Outcome, { description: 'Only sessions that came to this, repeated or with commas.' }),
          ),
          listener: Type.Optional(ListenerName),
          user: Type.Optional(Type.String({ description: 'The login, accepted or not.' })),
          faulted: Type.Optional(Type.Boolean({ description: 'Only those that a fault has struck.' })),
          q: Type.Optional(
            Type.String({
              description:
                "Words, each part of the client's address, its EHLO name, the login, an address of an envelope, or the reason.",
            }),
          ),
          ...PageQuery,
        }),
        response: {
          200: Type.Object({
            sessions: Type.Array(Session),
            total: Type.Integer({ description: 'How many of these there are, whatever the page holds.' }),
            cursor: Type.String({ description: 'The place after the newest event; the feed goes on from it.' }),
          }),
          ...problems('bad_request', 'history_lost'),
        },
      },
    },
    async (request, reply) => {
      const { outcome = null, listener = null, user = null, q = null, faulted = false } = request.query
      const page = await store.sessions({ ...pageOf(request.query), outcome, listener, user, q, faulted })
      void reply.header('X-Mailsink-Cursor', page.cursor)
      return page
    },
  )

  api.get(
    '/sessions/:id',
    {
      schema: {
        operationId: 'getSession',
        tags,
        summary: 'One session with its transcript',
        params: ById,
        response: { 200: SessionWithTranscript, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => {
      const { session, transcript } = (await store.session(id)) ?? notFound('session', id)
      return { ...session, transcript }
    },
  )

  api.get(
    '/sessions/:id/transcript',
    {
      schema: {
        operationId: 'getSessionTranscript',
        tags,
        summary: 'The transcript of a session as text',
        description:
          'A line each, with the time since the session opened: `C:` the client, `S:` the server, `*:` a note.',
        params: ById,
        response: { 200: plain('text/plain', 'In UTF-8.'), ...problems('not_found') },
      },
    },
    async ({ params: { id } }, reply) => {
      const { transcript } = (await store.session(id)) ?? notFound('session', id)
      return reply.type('text/plain; charset=utf-8').send(transcriptText(transcript))
    },
  )

  api.get(
    '/sessions/:id/raw',
    {
      schema: {
        operationId: 'getSessionRaw',
        tags,
        summary: 'The exact bytes that one side sent, or both, secrets masked',
        description: 'X-Mailsink-Missing counts bytes that are no longer kept.',
        params: ById,
        querystring: Type.Object({
          from: { ...WireSide, default: 'client', description: 'Whose bytes; `both` as they followed each other.' },
        }),
        response: { 200: plain('application/octet-stream', 'The bytes in order.'), ...problems('not_found') },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const { bytes, missing } = (await store.wire(id, query.from)) ?? notFound('session', id)
      if (missing > 0) void reply.header('X-Mailsink-Missing', missing)
      return reply.type('application/octet-stream').send(asBuffer(bytes))
    },
  )
}
