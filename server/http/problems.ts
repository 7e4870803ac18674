/** Errors as answers: `application/problem+json`, with a code for programs and a sentence for people, or that sentence alone. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem, ProblemCode } from '../../contract/problem.ts'
import { CriteriaError } from '../../criteria/error.ts'
import {
  ContradictingFaultError,
  HistoryLostError,
  StorageFullError,
  TooManyFaultsError,
} from '../../contract/store.ts'
import { WaitEndedError } from '../wait/waits.ts'

const ANSWERS: Record<ProblemCode, { status: number; title: string }> = {
  bad_request: { status: 400, title: 'Bad Request' },
  unknown_parameter: { status: 400, title: 'Unknown Parameter' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  origin_refused: { status: 403, title: 'Origin Refused' },
  not_found: { status: 404, title: 'Not Found' },
  method_not_allowed: { status: 405, title: 'Method Not Allowed' },
  not_acceptable: { status: 406, title: 'Not Acceptable' },
  history_lost: { status: 410, title: 'History Lost' },
  undo_expired: { status: 410, title: 'Undo Expired' },
  not_listening: { status: 409, title: 'Not Listening' },
  bad_range: { status: 416, title: 'Range Not Satisfiable' },
  // Not 408: common clients repeat a request that is answered with it, without a word.
  wait_timeout: { status: 404, title: 'Wait Timed Out' },
  too_many: { status: 409, title: 'Too Many Messages' },
  unexpected_message: { status: 409, title: 'Unexpected Message' },
  refused_attempt: { status: 409, title: 'Refused Attempt' },
  never_quiet: { status: 404, title: 'Never Quiet' },
  nothing_to_pick: { status: 422, title: 'Nothing To Pick' },
  too_many_faults: { status: 409, title: 'Too Many Faults' },
  contradicting_fault: { status: 409, title: 'Contradicting Fault' },
  too_large: { status: 413, title: 'Content Too Large' },
  unsupported_type: { status: 415, title: 'Unsupported Media Type' },
  host_refused: { status: 421, title: 'Misdirected Request' },
  internal: { status: 500, title: 'Internal Server Error' },
  not_ready: { status: 503, title: 'Not Ready' },
  storage_full: { status: 507, title: 'Insufficient Storage' },
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  constructor(code: ProblemCode, message: string, headers: Record<string, string> = {}, status?: number) {
    super(message)
    const answer = ANSWERS[code]
    this.problem = { type: 'about:blank', title: answer.title, status: status ?? answer.status, code, message }
    this.headers = headers
  }
}

/** The status that a code is answered with. */
export function statusOf(code: ProblemCode): number {
  return ANSWERS[code].status
}

/** What may have become of something that is not there. */
const FATES = {
  message: 'It was deleted, a limit dropped it',
  session: 'It was deleted, a limit dropped it',
  inbox: 'It was closed, nobody used it for longer than its time',
  fault: 'It was deleted, its inbox was closed, it was over long ago',
} as const

/** Ends a request for something that is not there. */
export function notFound(what: keyof typeof FATES, id: string): never {
  const list = what === 'inbox' ? 'inboxes' : `${what}s`
  throw new ProblemError(
    'not_found',
    `There is no ${what} "${id}". ${FATES[what]}, or the id was never given out; GET /api/${list} lists what is there.`,
  )
}

/** What a thrown error is answered with; null when it is a defect of ours, which the caller logs and answers with 500. */
export function problemOf(error: unknown, accepted: readonly string[]): ProblemError | null {
  if (error instanceof ProblemError) return error
  if (error instanceof HistoryLostError) return new ProblemError('history_lost', error.message)
  if (error instanceof CriteriaError) return criteriaProblem(error)
  if (error instanceof WaitEndedError) return new ProblemError('not_ready', error.message)
  if (error instanceof TooManyFaultsError) return new ProblemError('too_many_faults', error.message)
  if (error instanceof ContradictingFaultError) return new ProblemError('contradicting_fault', error.message)
  if (error instanceof StorageFullError) return new ProblemError('storage_full', error.message)
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ProblemError(
        'unsupported_type',
        `This route takes ${accepted.join(' or ')}; set Content-Type to that.`,
      )
    case 'FST_ERR_BAD_URL':
      return new ProblemError('bad_request', 'The path has a "%" that two hexadecimal digits do not follow.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ProblemError('not_found', 'Nothing has an id as long as the one in the path.')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ProblemError('bad_request', 'The body does not have the length that Content-Length announced.')
  }
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
    ? new ProblemError('bad_request', error instanceof Error ? error.message : 'The request cannot be read.')
    : null
}

/** The 500 that tells nothing of the defect; the log has it. */
export function internalProblem(): ProblemError {
  return new ProblemError('internal', 'mailsink failed to answer this. Its log has the reason; please report it.')
}

export function sendProblem(reply: FastifyReply, { problem, headers }: ProblemError): FastifyReply {
  return sendBody(reply.code(problem.status).headers(headers), problem)
}

/** As JSON, or where that is wanted, as its sentence alone; status and headers are the caller's. */
export function sendBody(reply: FastifyReply, problem: Problem): FastifyReply {
  return wantsText(reply.request)
    ? reply.type('text/plain; charset=utf-8').send(`${problem.message}\n`)
    : reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

/** Who picks prints what comes, the error as well; JSON is for those who name it. */
function wantsText({ query, headers }: FastifyRequest): boolean {
  const accept = headers.accept?.toLowerCase() ?? ''
  if (accept.includes('json')) return false
  return accept.includes('text/plain') || (query as { pick?: unknown } | undefined)?.pick !== undefined
}

/** A misspelt parameter has a code of its own, whoever noticed it. */
export function criteriaProblem({ message }: CriteriaError): ProblemError {
  return new ProblemError(
    message.startsWith('There is no query parameter') ? 'unknown_parameter' : 'bad_request',
    message,
  )
}
