/** What may be asked of a wait, in a query or as JSON, and how it is read: both come to the same call. */
import { Type, type Static } from 'typebox'
import { Criteria as CriteriaSchema, type Criteria } from '../../contract/criteria.ts'
import { Claim, type NoneRequest, type WaitRequest } from '../../contract/wait.ts'
import { readDuration } from '../../criteria/duration.ts'
import { readCriteriaBody, withCriteria } from './criteria-query.ts'
import { ProblemError } from './problems.ts'

export type WaitCall =
  | { readonly mode: 'some'; readonly request: WaitRequest }
  | { readonly mode: 'none'; readonly request: NoneRequest }

const duration = (description: string, fallback: string) =>
  Type.Unsafe<number>({ type: 'string', format: 'duration', default: fallback, description })
export const timeout = duration(
  'How long, at most 60s; 0 looks once. Your client must be more patient than that.',
  '5s',
)
const Count = { minimum: 1, maximum: 1000, default: 1, description: 'How many.' }
const Per = Type.Union([Type.Literal('message'), Type.Literal('recipient')], {
  default: 'message',
  description: 'What is counted: messages, or the recipients of their envelopes.',
})
const Mode = Type.Union([Type.Literal('some'), Type.Literal('none')], {
  default: 'some',
  description: '`none` waits until it is sure that nothing matches, and fails at once when something does.',
})

export const WaitQuery = withCriteria({
  count: Type.Integer(Count),
  exact: Type.Boolean({ default: false, description: 'Exactly so many, and none more for the quiet period.' }),
  per: Per,
  mode: Mode,
  timeout,
  quiet: duration('Of `exact` and `mode=none`: how long nothing may have happened in scope.', '250ms'),
  since: Type.Optional(Type.String({ minLength: 1, description: 'Cursor: only what came later.' })),
  exclude: Type.Array(Type.String(), { default: [], description: 'Ids that were taken already, by commas.' }),
  pick: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Answer with this alone, as text: `link`, `link:<part of its target or text>`, `code`, `subject`, `text`, `html`, ' +
        '`raw`, `id`, `header:<name>`. Of the first message.',
    }),
  ),
  includeRefused: Type.Boolean({ default: false, description: 'Of `mode=none`: a refused attempt fails it, too.' }),
})

/** An id alone, or without `as`, was taken. */
type GivenClaim = Static<typeof GivenClaim>
const GivenClaim = Type.Object({ ...Claim.properties, as: Type.Optional(Claim.properties.as) })

/** Everything may be left off, and so may the whole body. */
export type WaitBody = Static<typeof WaitBody>
export const WaitBody = Type.Object(
  {
    criteria: Type.Optional(CriteriaSchema),
    inbox: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    exact: Type.Optional(Type.Boolean()),
    per: Type.Optional(Per),
    mode: Type.Optional(Mode),
    timeout: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.String()])),
    quiet: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.String()])),
    since: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    exclude: Type.Optional(Type.Array(Type.Union([Type.String(), GivenClaim]))),
    elapsed: Type.Optional(Type.Integer({ minimum: 0 })),
    barrier: Type.Optional(Type.Union([CriteriaSchema, Type.Null()])),
    includeRefused: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export function readWaitQuery({ criteria, exclude, ...rest }: Static<typeof WaitQuery>): WaitCall {
  return callOf({ ...rest, ...inboxIn(criteria ?? {}), exclude: exclude.filter((id) => id !== '') })
}

/** `body` has its criteria read already, by `withCriteriaRead`. */
export function readWaitBody(body: WaitBody | null | undefined): WaitCall {
  return callOf(body ?? {})
}

/** The body with its criteria read; the schema, which is held against it after that, tells less well what is wrong with them. */
export function withCriteriaRead(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const { criteria, barrier } = body as { criteria?: unknown; barrier?: unknown }
  return {
    ...body,
    ...(criteria !== undefined && { criteria: readCriteriaBody(criteria) }),
    ...(barrier !== undefined && barrier !== null && { barrier: readCriteriaBody(barrier) }),
  }
}

function callOf(given: WaitBody): WaitCall {
  const { mode = 'some', count = 1, exact = false, per = 'message', barrier = null, includeRefused = false } = given
  const common = {
    criteria: given.criteria ?? {},
    inbox: given.inbox ?? null,
    since: given.since ?? null,
    exclude: (given.exclude ?? []).map(readClaim),
    timeout: msOf('timeout', given.timeout ?? 5000),
    quiet: msOf('quiet', given.quiet ?? 250),
    elapsed: given.elapsed ?? 0,
  }
  return mode === 'none'
    ? { mode, request: { ...common, barrier, includeRefused } }
    : { mode, request: { ...common, count, exact, per } }
}

function readClaim(given: string | GivenClaim): Claim {
  if (typeof given === 'string') return { id: given, by: null, as: 'taken' }
  const { id, by, as = 'taken' } = given
  return { id, by, as }
}

/** An inbox that is named by its id is where everything happens, and not a criterion like others. */
function inboxIn({ inbox, ...rest }: Criteria): { inbox: string | null; criteria: Criteria } {
  if (typeof inbox === 'string' && !inbox.includes('*')) return { inbox, criteria: rest }
  return { inbox: null, criteria: inbox === undefined ? rest : { inbox, ...rest } }
}

function msOf(name: string, given: number | string): number {
  const ms = typeof given === 'number' ? given : readDuration(given)
  if (ms === null)
    throw new ProblemError(
      'bad_request',
      `"${name}" is "${String(given).slice(0, 100)}", but has to be a time such as 500ms, 5s or 1m.`,
    )
  return ms
}
