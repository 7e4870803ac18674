/** Waiting until a fault has struck: what a test of a retry begins with. */
import { Type } from 'typebox'
import { Fault } from '../../../contract/fault.ts'
import { Problem } from '../../../contract/problem.ts'
import type { Store } from '../../../contract/store.ts'
import type { Waits } from '../../wait/waits.ts'
import { ById, problems, type Api } from '../api.ts'
import { bounded, untilGone } from '../patience.ts'
import { notFound, ProblemError } from '../problems.ts'
import { timeout } from '../wait-call.ts'

export function faultWaitRoute(api: Api, store: Store, waits: Waits): void {
  api.get(
    '/faults/:id/wait',
    {
      schema: {
        operationId: 'waitForFault',
        tags: ['faults'],
        summary: 'Waits until a rule has struck so often',
        description: 'Returns at once when it has. A failure explains itself in `message`.',
        params: ById,
        querystring: Type.Object({
          hits: Type.Integer({
            minimum: 1,
            maximum: 1000,
            default: 1,
            description: 'How often, counted from the start.',
          }),
          timeout,
        }),
        response: {
          200: Fault,
          ...problems('bad_request'),
          404: {
            description:
              '`wait_timeout`, with why it was not hit so often. The header X-Mailsink-Result says `timeout`, or `gone` ' +
              'where it can no longer come to that: it is spent, expired or deleted. `not_found` for no such rule.',
            content: { 'application/problem+json': { schema: Problem }, 'text/plain': { schema: Type.String() } },
          },
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { hits, timeout: asked } = request.query
      if ((await store.fault(id)) === null) notFound('fault', id)
      const longest = bounded(asked, reply)
      const answer = await untilGone(request, (signal) => waits.hits(id, hits, longest, signal))
      if (answer.kind === 'hit') return answer.fault
      throw new ProblemError('wait_timeout', answer.message, { 'X-Mailsink-Result': answer.kind })
    },
  )
}
