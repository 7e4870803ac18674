/** Waiting over HTTP: for messages, or for the proof that none came. What may be asked is in `wait-call.ts`. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { Message } from '../../../contract/message.ts'
import { Problem } from '../../../contract/problem.ts'
import { Diagnosis, None, type NoneAnswer, type WaitAnswer } from '../../../contract/wait.ts'
import type { Store } from '../../../contract/store.ts'
import type { Waits } from '../../wait/waits.ts'
import { problems, type Api } from '../api.ts'
import { bounded, untilGone } from '../patience.ts'
import { pick, readPick } from '../pick.ts'
import { ProblemError, sendBody, statusOf } from '../problems.ts'
import { readWaitBody, readWaitQuery, WaitBody, type WaitCall, WaitQuery, withCriteriaRead } from '../wait-call.ts'

/** Bytes: whoever has taken all mails that the sink keeps by default excludes each of them by its id. */
const LARGEST_BODY = 8 << 20
const tags = ['messages']

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
      const { pick: picked } = request.query
      const wanted = picked === undefined ? null : readPick(picked)
      const outcome = await outcomeOf(waits, readWaitQuery(request.query), request, reply)
      const [first] = outcome.kind === 'found' ? outcome.messages : []
      if (outcome.kind !== 'found' || wanted === null || first === undefined) return sendOutcome(reply, outcome)
      return pick(wanted, first, store, reply.header('X-Mailsink-Cursor', outcome.cursor))
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
      preValidation: async (request) => {
        request.body = withCriteriaRead(request.body) as WaitBody
      },
    },
    async (request, reply) => sendOutcome(reply, await outcomeOf(waits, readWaitBody(request.body), request, reply)),
  )
}

async function outcomeOf(
  waits: Waits,
  call: WaitCall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<WaitAnswer | NoneAnswer> {
  const timeout = bounded(call.request.timeout, reply)
  return untilGone<WaitAnswer | NoneAnswer>(request, (signal) =>
    call.mode === 'none'
      ? waits.none({ ...call.request, timeout }, signal)
      : waits.wait({ ...call.request, timeout }, signal),
  )
}

function sendOutcome(reply: FastifyReply, outcome: WaitAnswer | NoneAnswer): FastifyReply {
  if (outcome.kind === 'none') return reply.header('X-Mailsink-Cursor', outcome.none.cursor).send(outcome.none)
  if (outcome.kind === 'found') {
    const { messages, cursor, evicted } = outcome
    return reply.header('X-Mailsink-Cursor', cursor).send({ messages, cursor, evicted })
  }
  const { code, message } = outcome.diagnosis
  void reply.code(statusOf(code)).header('X-Mailsink-Result', code === 'wait_timeout' ? 'timeout' : code)
  const { problem } = new ProblemError(code, message)
  const body: Static<typeof Failed> = { ...problem, ...outcome.diagnosis, messages: outcome.messages }
  return sendBody(reply, body)
}
