/** Faults: rules that make the sink misbehave. Waiting for one is in `fault-wait.ts`. */
import { Type } from 'typebox'
import { Fault, type FaultScope, FaultSpec, FaultState, ReadyMade } from '../../../contract/fault.ts'
import type { Store } from '../../../contract/store.ts'
import { ById, problems, type Api } from '../api.ts'
import { readFault } from '../../store/faults/check.ts'
import { inboxesIn, isEverybody } from '../../store/faults/check-scope.ts'
import { readyMade } from '../../store/faults/presets.ts'
import { notFound, ProblemError } from '../problems.ts'

const tags = ['faults']
const Deleted = Type.Object({ deleted: Type.Integer({ description: 'How many rules.' }) })

export function faultRoutes(api: Api, store: Store): void {
  api.post(
    '/faults',
    {
      schema: {
        operationId: 'createFault',
        tags,
        summary: 'Adds a rule that makes the sink misbehave',
        description: 'It holds from now on, for the mail in its scope only, so often and so long as it says.',
        body: FaultSpec,
        response: {
          201: Fault,
          ...problems('bad_request', 'contradicting_fault', 'too_many_faults', 'unsupported_type'),
        },
      },
      // Before the schema is held against it: it would refuse the same, and not say what was meant.
      preValidation: async (request) => {
        request.body = checked(request.body)
      },
    },
    async ({ body }, reply) => reply.code(201).send(await store.createFault(body)),
  )

  api.get(
    '/faults',
    {
      schema: {
        operationId: 'listFaults',
        tags,
        summary: 'The rules, oldest first: active ones, and the newest of those that are spent or have expired',
        querystring: Type.Object({
          state: Type.Optional(Type.Array(FaultState, { description: 'Only these, repeated or with commas.' })),
          inbox: Type.Optional(Type.String({ description: 'Only those whose scope names this inbox.' })),
        }),
        response: {
          200: Type.Object({
            faults: Type.Array(Fault),
            cursor: Type.String({ description: 'The place after the newest event; the feed goes on from it.' }),
          }),
          ...problems('bad_request'),
        },
      },
    },
    async ({ query: { state, inbox } }, reply) => {
      // Taken first: what happens meanwhile comes after this cursor.
      const { cursor } = await store.state()
      const faults = await store.faults()
      void reply.header('X-Mailsink-Cursor', cursor)
      return {
        faults: faults.filter(
          (fault) =>
            (state === undefined || state.includes(fault.state)) && (inbox === undefined || names(fault.scope, inbox)),
        ),
        cursor,
      }
    },
  )

  api.get(
    '/faults/presets',
    {
      schema: {
        operationId: 'listFaultPresets',
        tags,
        summary: 'The ready-made rules, to be used by name, or copied and changed',
        response: { 200: Type.Object({ presets: Type.Array(ReadyMade) }) },
      },
    },
    async () => ({ presets: [...readyMade] }),
  )

  api.get(
    '/faults/:id',
    {
      schema: {
        operationId: 'getFault',
        tags,
        summary: 'One rule, with what it has struck',
        params: ById,
        response: { 200: Fault, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => (await store.fault(id)) ?? notFound('fault', id),
  )

  api.delete(
    '/faults/:id',
    {
      schema: {
        operationId: 'deleteFault',
        tags,
        summary: 'Removes a rule',
        description: 'Nothing needs it: a rule ends with its ttl, and with its inbox.',
        params: ById,
        response: { 200: Deleted, ...problems('not_found') },
      },
    },
    async ({ params: { id } }) => {
      const deleted = await store.deleteFaults({ id })
      return deleted === 0 ? notFound('fault', id) : { deleted }
    },
  )

  api.delete(
    '/faults',
    {
      schema: {
        operationId: 'deleteFaults',
        tags,
        summary: 'Removes the rules of an inbox, or all of them',
        querystring: Type.Object({
          inbox: Type.Optional(Type.String({ minLength: 1, description: 'Those whose scope names this inbox.' })),
          all: Type.Optional(Type.Boolean({ description: 'Remove every rule.' })),
        }),
        response: { 200: Deleted, ...problems('bad_request') },
      },
    },
    async ({ query: { inbox, all = false } }) => ({ deleted: await store.deleteFaults(chosenBy(inbox, all)) }),
  )
}

/** The body, if a rule can be made of it; its criteria as the contract has them, whichever way they were written. */
function checked(body: unknown): FaultSpec {
  const { scope } = readFault(body)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this is what was checked
  return { ...(body as FaultSpec), scope }
}

const names = (scope: FaultScope, inbox: string) => !isEverybody(scope) && inboxesIn(scope).includes(inbox)

function chosenBy(inbox: string | undefined, all: boolean): { inbox: string } | 'all' {
  if (inbox !== undefined && all)
    throw new ProblemError('bad_request', '"inbox" and "all=true" were given together; give the one that is meant.')
  if (inbox !== undefined) return { inbox }
  if (all) return 'all'
  throw new ProblemError(
    'bad_request',
    'This would remove every rule, those of other tests too. Say whose with ?inbox=<id>, or add ?all=true if that is meant.',
  )
}
