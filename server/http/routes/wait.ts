/** Waiting over HTTP: for messages, or for the proof that none came. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { Criteria as CriteriaSchema, type Criteria } from '../../../contract/criteria.ts'
import { Message } from '../../../contract/message.ts'
import { Problem } from '../../../contract/problem.ts'
import {
  Claim,
  Diagnosis,
  None,
  type NoneAnswer,
  type NoneRequest,
  type WaitAnswer,
  type WaitRequest,
} from '../../../contract/wait.ts'
import type { Store } from '../../../contract/store.ts'
import { readDuration } from '../../../criteria/duration.ts'
import type { Waits } from '../../wait/waits.ts'
import { problems, type Api } from '../api.ts'
import { readCriteriaBody, withCriteria } from '../criteria-query.ts'
import { pick, readPick } from '../pick.ts'
import { ProblemError, sendBody, statusOf } from '../problems.ts'

const LONGEST = 60_000
/** Bytes: whoever has taken all mails that the sink keeps by default excludes each of them by its id. */
const LARGEST_BODY = 8 << 20
const tags = ['messages']

const duration = (description: string, fallback: string) =>
  Type.Unsafe<number>({ type: 'string', format: 'duration', default: fallback, description })
const Count = { minimum: 1, maximum: 1000, default: 1, description: 'How many.' }
const Per = Type.Union([Type.Literal('message'), Type.Literal('recipient')], {
  default: 'message',
  description: 'What is counted: messages, or the recipients of their envelopes.',
})
const Mode = Type.Union([Type.Literal('some'), Type.Literal('none')], {
  default: 'some',
  description: '`none` waits until it is sure that nothing matches, and fails at once when something does.',
})

const WaitQuery = withCriteria({
  count: Type.Integer(Count),
  exact: Type.Boolean({ default: false, description: 'Exactly so many, and none more for the quiet period.' }),
  per: Per,
  mode: Mode,
  timeout: duration('How long, at most 60s; 0 looks once. Your client must be more patient than that.', '5s'),
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

/** What is wanted of a body, apart from the criteria, which are read by hand so that errors name what was meant. */
const WaitBody = Type.Object(
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

const Found = Type.Object({
  messages: Type.Array(Message),
  cursor: Type.String({ description: 'The place of the newest of them: waiting since there skips what has been had.' }),
  evicted: Type.Integer({ description: 'How many that came after `since` a limit has dropped, whatever they were.' }),
})
const Failed = Type.Object({ ...Problem.properties, ...Diagnosis.properties, messages: Type.Array(Message) })
const failed = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Failed }, 'text/plain': { schema: Type.String() } },
})

const answers = {
  200: Type.Union([Found, None]),
  ...problems('bad_request', 'nothing_to_pick'),
  404: failed('`wait_timeout` or `never_quiet`, with the explanation. The header X-Mailsink-Result says `timeout`.'),
  409: failed('`too_many`, `unexpected_message` or `refused_attempt`, with the messages.'),
  410: failed(
    '`history_lost`: the cursor or the inbox is of another start, or a limit has dropped what might have counted.',
  ),
}

export function waitRoutes(api: Api, store: Store, waits: Waits): void {
  api.get(
    '/wait',
    {
      schema: {
        operationId: 'wait',
        tags,
        summary: 'Waits for messages that match, or for the proof that none came',
        description:
          'Oldest first. Returns at once when they are there. A failure explains itself in `message`; with `pick`, or ' +
          '`Accept: text/plain`, it is that alone, unless JSON is accepted.',
        querystring: WaitQuery,
        response: answers,
      },
    },
    async (request, reply) => {
      const {
        criteria,
        exclude,
        since = null,
        pick: picked,
        mode,
        count,
        exact,
        per,
        includeRefused,
        ...times
      } = request.query
      const wanted = picked === undefined ? null : readPick(picked)
      const { inbox, rest } = inboxIn(criteria ?? {})
      const common = {
        criteria: rest,
        inbox,
        since,
        exclude: exclude.filter((id) => id !== '').map((id) => ({ id, by: null, as: 'taken' as const })),
        ...bounded(times, reply),
        elapsed: 0,
      }
      const call =
        mode === 'none'
          ? ({ ...common, mode, barrier: null, includeRefused } as const)
          : ({ ...common, mode, count, exact, per } as const)
      return answer({ store, waits }, call, request, reply, wanted)
    },
  )

  api.post(
    '/wait',
    {
      schema: {
        operationId: 'waitWithBody',
        tags,
        summary: 'The same, with criteria as JSON, and of an inbox',
        body: WaitBody,
        response: answers,
      },
      bodyLimit: LARGEST_BODY,
      // Before the schema is held against it: what is wrong with criteria is better told by those who know them.
      preValidation: async (request) => checkBody(request.body),
    },
    async (request, reply) => {
      const body = (request.body as typeof request.body | null | undefined) ?? {}
      const { mode = 'some', count = 1, exact = false, per = 'message', includeRefused = false } = body
      const common = {
        criteria: readCriteriaBody(body.criteria ?? {}),
        inbox: body.inbox ?? null,
        since: body.since ?? null,
        exclude: (body.exclude ?? []).map(readClaim),
        ...bounded({ timeout: msOf('timeout', body.timeout ?? 5000), quiet: msOf('quiet', body.quiet ?? 250) }, reply),
        elapsed: body.elapsed ?? 0,
      }
      const barrier = body.barrier === undefined || body.barrier === null ? null : readCriteriaBody(body.barrier)
      const call =
        mode === 'none'
          ? ({ ...common, mode, barrier, includeRefused } as const)
          : ({ ...common, mode, count, exact, per } as const)
      return answer({ store, waits }, call, request, reply, null)
    },
  )
}

function readClaim(given: string | GivenClaim): Claim {
  if (typeof given === 'string') return { id: given, by: null, as: 'taken' }
  const { id, by, as = 'taken' } = given
  return { id, by, as }
}

/** An inbox that is named by its id is where everything happens, and not a criterion like others. */
function inboxIn({ inbox, ...rest }: Criteria): { inbox: string | null; rest: Criteria } {
  if (typeof inbox === 'string' && !inbox.includes('*')) return { inbox, rest }
  return { inbox: null, rest: inbox === undefined ? rest : { inbox, ...rest } }
}

type Call = (WaitRequest & { mode: 'some' }) | (NoneRequest & { mode: 'none' })

async function answer(
  { store, waits }: { store: Store; waits: Waits },
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
  picked: ReturnType<typeof readPick> | null,
): Promise<FastifyReply> {
  const { mode, ...wanted } = call
  const outcome = await untilGone<WaitAnswer | NoneAnswer>(request, (signal) =>
    mode === 'none' ? waits.none(wanted as NoneRequest, signal) : waits.wait(wanted as WaitRequest, signal),
  )
  if (outcome.kind === 'none') return reply.header('X-Mailsink-Cursor', outcome.none.cursor).send(outcome.none)
  if (outcome.kind === 'found') {
    const { messages, cursor, evicted } = outcome
    void reply.header('X-Mailsink-Cursor', cursor)
    const [first] = messages
    return picked === null || first === undefined
      ? reply.send({ messages, cursor, evicted })
      : pick(picked, first, store, reply)
  }
  const { code } = outcome.diagnosis
  const status = statusOf(code)
  void reply.code(status).header('X-Mailsink-Result', code === 'wait_timeout' ? 'timeout' : code)
  const { problem } = new ProblemError(code, outcome.diagnosis.message)
  const body: Static<typeof Failed> = { ...problem, ...outcome.diagnosis, messages: outcome.messages }
  return sendBody(reply, body)
}

/** Ends the wait when its client goes. The connection may serve many more, so nothing is left behind on it. */
async function untilGone<T>(
  { raw: { socket } }: FastifyRequest,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  socket.once('close', leave)
  try {
    return await work(gone.signal)
  } finally {
    socket.removeListener('close', leave)
  }
}

/** A wait that is longer than a minute is cut to one, and says so. */
function bounded<Times extends { timeout: number }>(times: Times, reply: FastifyReply): Times {
  if (times.timeout <= LONGEST) return times
  void reply.header('X-Mailsink-Timeout', String(LONGEST))
  return { ...times, timeout: LONGEST }
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

function checkBody(body: unknown): void {
  if (typeof body !== 'object' || body === null) return
  const { criteria, barrier } = body as { criteria?: unknown; barrier?: unknown }
  if (criteria !== undefined) readCriteriaBody(criteria)
  if (barrier !== undefined && barrier !== null) readCriteriaBody(barrier)
}
