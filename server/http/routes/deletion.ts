/** Deleting messages, and taking that back. */
import { Type } from 'typebox'
import type { Criteria } from '../../../contract/criteria.ts'
import { Deletion, FinalDeletion, LONGEST_UNDO } from '../../../contract/deletion.ts'
import type { Chosen, Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { withCriteria } from '../criteria-query.ts'
import { notFound, ProblemError } from '../problems.ts'

const tags = ['messages']
const undo = Type.Optional(
  Type.Unsafe<number>({
    type: 'string',
    format: 'duration',
    description: 'For how long it can be taken back, such as 30s; at most 60s. Without it a deletion is final.',
  }),
)

const answer = Type.Union([FinalDeletion, Deletion], { description: '`undo` is there if it was asked for.' })

export function deletionRoutes(api: Api, store: Store): void {
  api.delete(
    '/messages/:id',
    {
      schema: {
        operationId: 'deleteMessage',
        tags,
        summary: 'Deletes one message',
        params: ById,
        querystring: Type.Object({ undo }),
        response: { 200: answer, ...problems('bad_request', 'not_found') },
      },
    },
    async ({ params: { id }, query, ip }) => {
      const done = await store.delete({ kind: 'ids', ids: [id] }, ip, undoOf(query))
      return done.deleted === 0 ? notFound('message', id) : told(done, query)
    },
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
        querystring: withCriteria({ all: Type.Optional(Type.Boolean({ description: 'Delete every message.' })), undo }),
        body: Type.Object({ ids: Type.Optional(Type.Array(Type.String())) }, { additionalProperties: false }),
        response: { 200: answer, ...problems('bad_request', 'unsupported_type') },
      },
    },
    async ({ body, query, ip }) => {
      // The body may be left off, whatever its schema says; Fastify makes null or nothing of that.
      const ids = (body as { ids?: string[] } | null | undefined)?.ids
      const chosen = chosenBy(ids, query.all === true, query.criteria ?? null)
      return told(await store.delete(chosen, ip, undoOf(query)), query)
    },
  )

  api.post(
    '/messages/restore',
    {
      schema: {
        operationId: 'restoreMessages',
        tags,
        summary: 'Takes a deletion back',
        description: 'The messages are in their old places, with their ids and their numbers.',
        body: Type.Object({ token: Type.String({ description: 'Of `undo`.' }) }, { additionalProperties: false }),
        response: {
          200: Type.Object({ restored: Type.Integer({ description: 'How many messages are back.' }) }),
          ...problems('bad_request', 'undo_expired', 'unsupported_type'),
        },
      },
      // A body that was left off is passed by, whatever the schema says.
      preValidation: async ({ body }) => {
        if (typeof body !== 'object' || body === null)
          throw new ProblemError(
            'bad_request',
            'Send {"token": "…"}, with the token that the deletion was answered with.',
          )
      },
    },
    async ({ body }) => {
      const restored = await store.restore(body.token)
      if (restored !== null) return { restored }
      throw new ProblemError(
        'undo_expired',
        'This deletion cannot be taken back any more: its time is over, mail that came since needed the room, it was ' +
          'taken back already, or mailsink was started anew.',
      )
    },
  )
}

function told(done: Deletion, query: { undo?: number }): Deletion | FinalDeletion {
  return query.undo === undefined ? { deleted: done.deleted } : done
}

function undoOf({ undo: ms = null }: { undo?: number | null }): number | null {
  if (ms === null || ms <= LONGEST_UNDO) return ms
  throw new ProblemError('bad_request', `"undo" is ${ms} ms, but has to be at most ${LONGEST_UNDO / 1000}s.`)
}

function chosenBy(ids: readonly string[] | undefined, all: boolean, criteria: Criteria | null): Chosen {
  const said = [ids !== undefined && '"ids"', all && '"all=true"', criteria !== null && 'criteria'].filter(Boolean)
  if (said.length > 1)
    throw new ProblemError('bad_request', `${said.join(' and ')} were given together; give the one that is meant.`)
  if (ids !== undefined) return { kind: 'ids', ids }
  if (all || criteria !== null) return { kind: 'criteria', criteria: criteria ?? {} }
  throw new ProblemError(
    'bad_request',
    'This would delete every message. Say which with criteria such as ?to=ann@example.com or a JSON body ' +
      '{"ids": [...]}, or add ?all=true if that is meant.',
  )
}
