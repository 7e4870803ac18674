/** A message as text that stays the same from run to run, for approval tests in any language. */
import { Type } from 'typebox'
import type { Message } from '../../../contract/message.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, plain, problems, type Api } from '../api.ts'
import { notFound } from '../problems.ts'

/** How a snapshot is wanted. */
export interface SnapshotForm {
  /** Header fields that are shown, in this order; null for the usual ones. */
  readonly headers: readonly string[] | null
  readonly html: 'normalized' | 'raw' | 'none'
}

export interface SnapshotSource {
  readonly store: Store
  snapshot(message: Message, form: SnapshotForm): Promise<string>
}

export function snapshotRoute(api: Api, source: SnapshotSource): void {
  api.get(
    '/messages/:id/snapshot',
    {
      schema: {
        operationId: 'getMessageSnapshot',
        tags: ['messages'],
        summary: 'A message as text that is the same from run to run',
        description:
          'Envelope, headers, MIME outline, text, HTML, links and attachments. What differs from send to send is a ' +
          'placeholder, numbered by its first appearance: tokens and codes, UUIDs, Message-IDs, times, ports of this ' +
          'machine, the inbox. Made to be compared with the snapshot of an earlier run.',
        params: ById,
        querystring: Type.Object({
          html: Type.Union([Type.Literal('normalized'), Type.Literal('raw'), Type.Literal('none')], {
            default: 'normalized',
            description: '`normalized` lays the HTML out anew, `raw` leaves its layout, `none` leaves it out.',
          }),
          headers: Type.Optional(
            Type.Array(Type.String(), {
              description: 'Header fields that are shown, in this order. Default: those that a recipient sees.',
            }),
          ),
        }),
        response: { 200: plain('text/plain', 'In UTF-8, lines end in LF.'), ...problems('not_found') },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const message = (await source.store.message(id)) ?? notFound('message', id)
      const { html, headers = null } = query
      return reply.type('text/plain; charset=utf-8').send(await source.snapshot(message, { html, headers }))
    },
  )
}
