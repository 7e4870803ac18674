/** Attempts: a mail as somebody tried to deliver it, in all its sessions, and whether it arrived, twice even. */
import { Type } from 'typebox'
import { MailAttempts } from '../../../contract/attempts.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { withCriteria } from '../criteria-query.ts'
import { notFound } from '../problems.ts'

const tags = ['faults']

export function attemptRoutes(api: Api, store: Store): void {
  api.get(
    '/messages/:id/attempts',
    {
      schema: {
        operationId: 'getMessageAttempts',
        tags,
        summary: 'All attempts to deliver the mail that a message is, oldest first',
        description: 'Those that were refused or broken off, and those that delivered it once more, as well.',
        params: ById,
        response: { 200: MailAttempts, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => (await store.attemptsOf(id)) ?? notFound('message', id),
  )

  api.get(
    '/attempts',
    {
      schema: {
        operationId: 'listAttempts',
        tags,
        summary: 'The mails that somebody tried to deliver, each with all its attempts, oldest first',
        description:
          'Also those that never arrived. Of a mail of which no header came, criteria on the envelope and the session ' +
          'alone can hold.',
        querystring: withCriteria({
          since: Type.Optional(Type.String({ minLength: 1, description: 'Cursor: only what was tried later.' })),
        }),
        response: {
          200: Type.Object({ mails: Type.Array(MailAttempts) }),
          ...problems('bad_request', 'history_lost'),
        },
      },
    },
    async ({ query: { criteria, since = null } }) => ({ mails: await store.attempts(criteria ?? {}, since) }),
  )
}
