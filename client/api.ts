/** Reads the HTTP API: one typed function per route, and errors that carry the server's own sentence. */
import type { Info } from '../contract/info.ts'
import type { Message, MessageSummary } from '../contract/message.ts'
import type { Problem, ProblemCode } from '../contract/problem.ts'
import type { Outcome, Session, SessionWithTranscript } from '../contract/session.ts'

/** A page of a list; `before` is a cursor or the id of an item that is kept. */
export interface PageQuery {
  readonly limit?: number
  readonly before?: string
}

export interface MessageList {
  readonly messages: MessageSummary[]
  readonly total: number
  readonly cursor: string
}

export interface SessionList {
  readonly sessions: Session[]
  readonly total: number
  readonly cursor: string
}

/** The first bytes of something; `complete` when that was all of it. */
export interface Excerpt {
  readonly bytes: Uint8Array
  readonly complete: boolean
}

export interface Api {
  info(): Promise<Info>
  messages(page?: PageQuery): Promise<MessageList>
  message(id: string): Promise<Message>
  /** The exact bytes of a mail, at most so many: the rest is not even transferred. */
  raw(id: string, atMost: number): Promise<Excerpt>
  deleteAll(): Promise<{ deleted: number }>
  sessions(page?: PageQuery & { outcome?: Outcome }): Promise<SessionList>
  session(id: string): Promise<SessionWithTranscript>
}

/** The server answered, and the answer was no. `message` is its sentence; `code` is for programs. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: ProblemCode | null
  constructor(status: number, problem: Partial<Problem> | null) {
    super(problem?.message ?? `The server answered ${status} without saying why.`)
    this.status = status
    this.code = problem?.code ?? null
  }
}

/** Nobody answered: the server is down, or the network is. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'
  constructor(url: string, cause: unknown) {
    super(`No answer from ${url}. Is mailsink still running?`, { cause })
  }
}

/**
 * Speaks to the sink whose `api/` lies under `base`.
 *
 *     const api = createApi('http://127.0.0.1:8025/')
 *     const { messages } = await api.messages({ limit: 10 })
 *
 * Every function rejects with ApiError or UnreachableError.
 */
export function createApi(base: string | URL, options: { fetch?: typeof globalThis.fetch } = {}): Api {
  // Looked up at each call and not bound here, so that a page which replaces fetch (a test, a tracer) is heard.
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...call) => globalThis.fetch(...call))

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(`api/${path}`, base).href
    let answer: Response
    try {
      answer = await fetch(url, init)
    } catch (error) {
      throw new UnreachableError(url, error)
    }
    if (!answer.ok) throw new ApiError(answer.status, await problemOf(answer))
    return answer
  }

  async function json<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await ask(path, init)
    const body: T = await answer.json()
    return body
  }

  return {
    info: () => json('info'),
    messages: (page) => json(`messages${query(page)}`),
    message: (id) => json(`messages/${encodeURIComponent(id)}`),
    raw: async (id, atMost) => excerpt(await ask(`messages/${encodeURIComponent(id)}/raw`), atMost),
    deleteAll: () => json('messages?all=true', { method: 'DELETE' }),
    sessions: (page) => json(`sessions${query(page)}`),
    session: (id) => json(`sessions/${encodeURIComponent(id)}`),
  }
}

function query(parameters: Readonly<Record<string, string | number | undefined>> | object = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) search.set(name, String(value))
  }
  return search.size === 0 ? '' : `?${search.toString()}`
}

async function problemOf(answer: Response): Promise<Partial<Problem> | null> {
  if (!answer.headers.get('content-type')?.includes('json')) return null
  try {
    const problem: Partial<Problem> = await answer.json()
    return problem
  } catch {
    return null
  }
}

async function excerpt(answer: Response, atMost: number): Promise<Excerpt> {
  const reader = answer.body?.getReader()
  if (reader === undefined) return { bytes: new Uint8Array(), complete: true }
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { bytes: joined(chunks, size), complete: true }
    chunks.push(value)
    size += value.length
    if (size > atMost) {
      await reader.cancel()
      return { bytes: joined(chunks, size).subarray(0, atMost), complete: false }
    }
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
