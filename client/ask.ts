/** One request to the API and what comes of it; every way in which it can fail is an error that says what to do. */
import type { Fault } from '../contract/fault.ts'
import type { Problem } from '../contract/problem.ts'
import { BadRequestError, HistoryLostError, MailError, UnreachableError, WrongServerError } from './errors.ts'
import type { HitsAnswer } from './transport.ts'

export interface AskOptions {
  /** The root of the sink, with a slash at its end. */
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  readonly headers: Readonly<Record<string, string>>
}

interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

export type Waited<Found, Failed> =
  | { readonly kind: 'found'; readonly body: Found }
  | { readonly kind: 'failed'; readonly body: Failed }

export function createAsk({ url, fetch, headers }: AskOptions) {
  async function send(path: string, { method = 'GET', body, signal }: Request = {}): Promise<Response> {
    const target = new URL(`api/${path}`, url).href
    let answer: Response
    try {
      answer = await fetch(target, {
        method,
        headers: {
          accept: 'application/json',
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal !== undefined && { signal }),
      })
    } catch (error) {
      signal?.throwIfAborted()
      throw Object.assign(unreachable(url), { cause: error })
    }
    // What was to be posted has become a GET on the way, which asks for something else.
    if (answer.redirected) throw new WrongServerError(elsewhere(url, answer.url, path))
    return answer
  }

  /** The error of an answer that is none of those a caller expects. */
  async function refused(answer: Response, path: string): Promise<MailError> {
    const problem = await problemOf(answer)
    if (problem === null)
      return new WrongServerError(
        `What answers at ${url} is not mailsink, or is too old: it answered api/${path.split('?')[0]} with ${answer.status}. ` +
          'Check the URL (MAILSINK_URL), its base path included.',
      )
    if (answer.status === 400) return new BadRequestError(problem.message)
    if (problem.code === 'history_lost') return new HistoryLostError(problem.message)
    if (problem.code === 'not_ready') return new UnreachableError(problem.message)
    if (problem.code === 'unauthorized')
      return new MailError(`${problem.message} To connectSink() it is given as { token } or { auth }.`)
    return new MailError(problem.message)
  }

  async function json<T>(path: string, request?: Request): Promise<T> {
    const answer = await send(path, request)
    if (!answer.ok) throw await refused(answer, path)
    return read<T>(answer)
  }

  /** Null where there is no such thing. */
  async function found(path: string, request?: Request): Promise<Response | null> {
    const answer = await send(path, request)
    if (answer.ok) return answer
    const known = answer.status === 404 && (await problemOf(answer.clone()))?.code === 'not_found'
    if (known) return null
    throw await refused(answer, path)
  }

  async function read<T>(answer: Response, signal?: AbortSignal): Promise<T> {
    const text = await answer.text().catch((error: unknown) => {
      signal?.throwIfAborted()
      throw Object.assign(unreachable(url), { cause: error })
    })
    try {
      return JSON.parse(text) as T
    } catch {
      throw new WrongServerError(
        `What answers at ${url} is not mailsink: its answer is not JSON. Check the URL (MAILSINK_URL).`,
      )
    }
  }

  return {
    json,
    maybe: async <T>(path: string, request?: Request): Promise<T | null> => {
      const answer = await found(path, request)
      return answer === null ? null : read<T>(answer)
    },
    async bytes(path: string): Promise<Uint8Array | null> {
      const answer = await found(path)
      return answer === null ? null : new Uint8Array(await answer.arrayBuffer())
    },
    async text(path: string): Promise<string | null> {
      const answer = await found(path)
      return answer === null ? null : answer.text()
    },
    /** A wait that failed is an answer too, told by a header: a 404 without it is another server's. */
    async wait<Found, Failed>(body: unknown, signal: AbortSignal | undefined): Promise<Waited<Found, Failed>> {
      const answer = await send('wait', { method: 'POST', body, signal })
      if (answer.ok) return { kind: 'found', body: await read<Found>(answer, signal) }
      if (answer.headers.has('X-Mailsink-Result')) return { kind: 'failed', body: await read<Failed>(answer, signal) }
      throw await refused(answer, 'wait')
    },
    /** A fault that was not hit is an answer too. */
    async hits(path: string, signal: AbortSignal | undefined): Promise<HitsAnswer> {
      const answer = await send(path, { signal })
      if (answer.ok) return { kind: 'hit', fault: await read<Fault>(answer, signal) }
      const { code, message = '' } = (await problemOf(answer.clone())) ?? {}
      const isGone = answer.headers.get('X-Mailsink-Result') === 'gone' || code === 'not_found'
      if (isGone || code === 'wait_timeout') return { kind: isGone ? 'gone' : 'timeout', message }
      throw await refused(answer, path)
    },
  }
}

function elsewhere(url: string, to: string, path: string): string {
  const root = to.endsWith(`api/${path}`) ? to.slice(0, -`api/${path}`.length) : to
  return `${url} sends on to ${root}, which a wait would not survive. Give that address instead (MAILSINK_URL).`
}

function unreachable(url: string): UnreachableError {
  return new UnreachableError(
    `Nobody answers at ${url}. Is mailsink running, and is this its HTTP address (MAILSINK_URL)?`,
  )
}

async function problemOf(answer: Response): Promise<Problem | null> {
  if (!answer.headers.get('content-type')?.includes('problem+json')) return null
  try {
    const problem: Problem = await answer.json()
    return problem
  } catch {
    return null
  }
}
