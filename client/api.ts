/** Reads the HTTP API: one typed function per route, and errors that carry the server's own sentence. */
import type { CompletedField, Completion } from '../contract/completion.ts'
import type { Criteria } from '../contract/criteria.ts'
import type { Deletion } from '../contract/deletion.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { Info } from '../contract/info.ts'
import type { Message, MessageSummary } from '../contract/message.ts'
import type { PreviewAnswer } from '../contract/preview.ts'
import type { Problem, ProblemCode } from '../contract/problem.ts'
import type { SearchReading } from '../contract/search-reading.ts'
import type { Entry, ListenerName, Outcome, Session, SessionWithTranscript } from '../contract/session.ts'
import type { TestMessage, TestMessageWish } from '../contract/test-message.ts'
import { beginningOf, type Excerpt, rangeOf, type Stretch, stretchOf } from './excerpt.ts'

/** A page of a list; `before` and `after` are a cursor or the id of an item that is kept. */
export interface PageQuery {
  readonly limit?: number
  readonly before?: string
  readonly after?: string
  readonly order?: 'asc' | 'desc'
}

/** Which messages: `q` in the search language, `criteria` as a tree; both have to hold. */
export interface Wanted {
  readonly q?: string
  readonly criteria?: Criteria
}

/** `digests` false does not wait for bodies to be parsed: a digest that is not known yet is null. */
export interface MessageQuery extends PageQuery, Wanted {
  readonly digests?: boolean
}

/** `q` is contained in an address, a name, a login, or the reason; whatever the case. */
export interface SessionQuery extends PageQuery {
  readonly outcome?: Outcome | readonly Outcome[]
  readonly listener?: ListenerName
  readonly user?: string
  readonly q?: string
  /** True: only those that a fault has struck. */
  readonly faulted?: boolean
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

/** Something of a message that can be looked at from any place: its bytes, its text, the source of its HTML or of a part. */
export type Source =
  | { readonly kind: 'raw' | 'text' | 'html' }
  | { readonly kind: 'part'; readonly part: string; readonly form: 'decoded' | 'source' }

/** `undo`: milliseconds for which the deletion can be taken back. */
export interface Api {
  info(): Promise<Info>
  messages(page?: MessageQuery): Promise<MessageList>
  message(id: string): Promise<Message>
  /** What was said in the transaction that delivered it. */
  messageTranscript(id: string): Promise<Entry[]>
  /** The exact bytes of a mail, at most so many: the rest is not even transferred. */
  raw(id: string, atMost: number): Promise<Excerpt>
  /** A page to look at its HTML, good for an hour after each use; ApiError with `not_found` where there is no HTML. */
  preview(id: string): Promise<PreviewAnswer>
  stretch(id: string, source: Source, from: number, atMost: number): Promise<Stretch>
  deleteMessages(ids: readonly string[], undo: number): Promise<Deletion>
  deleteMatching(wanted: Wanted, undo: number): Promise<Deletion>
  deleteAll(undo: number): Promise<Deletion>
  /** Takes a deletion back; ApiError with `undo_expired` when that is too late. */
  restore(token: string): Promise<{ restored: number }>
  sendTestMessage(wish?: TestMessageWish): Promise<TestMessage>
  inboxes(): Promise<Inbox[]>
  sessions(page?: SessionQuery): Promise<SessionList>
  session(id: string): Promise<SessionWithTranscript>
  /** The conversation as text, a line for each thing said. */
  transcriptText(id: string): Promise<string>
  /** The exact bytes of one side, or of both as they followed each other, secrets masked. */
  wire(id: string, from: 'client' | 'server' | 'both'): Promise<Uint8Array>
  /** Values of a field that begin so, the most frequent first. */
  completions(field: CompletedField, prefix: string): Promise<Completion[]>
  /** What a search means, or what is wrong with it. */
  readSearch(q: string): Promise<SearchReading>
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
  const { ask, json } = createRequests(base, options)
  return {
    info: () => json('info'),
    messages: (page = {}) => json(`messages${query({ ...page, ...written(page) })}`),
    message: (id) => json(at('messages', id)),
    messageTranscript: async (id) => (await json<{ transcript: Entry[] }>(at('messages', id, 'transcript'))).transcript,
    raw: async (id, atMost) => beginningOf(await ask(at('messages', id, 'raw')), atMost),
    preview: (id) => json(at('messages', id, 'preview'), { method: 'POST' }),
    async stretch(id, source, from, atMost) {
      const answer = await ask(at('messages', id, ...pathOf(source)), { headers: { range: rangeOf(from, atMost) } })
      return stretchOf(answer, from, atMost)
    },
    deleteMessages: (ids, undo) => json(`messages${query({ undo })}`, sent('DELETE', { ids })),
    deleteMatching: (wanted, undo) =>
      json(`messages${query({ ...wanted, ...written(wanted), undo })}`, { method: 'DELETE' }),
    deleteAll: (undo) => json(`messages${query({ all: true, undo })}`, { method: 'DELETE' }),
    restore: (token) => json('messages/restore', sent('POST', { token })),
    sendTestMessage: (wish = {}) => json('test-message', sent('POST', wish)),
    inboxes: async () => (await json<{ inboxes: Inbox[] }>('inboxes')).inboxes,
    sessions: (page = {}) => json(`sessions${query(page)}`),
    session: (id) => json(at('sessions', id)),
    transcriptText: async (id) => (await ask(at('sessions', id, 'transcript'))).text(),
    wire: async (id, from) =>
      new Uint8Array(await (await ask(`${at('sessions', id, 'raw')}${query({ from })}`)).arrayBuffer()),
    completions: async (field, prefix) =>
      (await json<{ values: Completion[] }>(`search/fields${query({ field, prefix })}`)).values,
    readSearch: (q) => json(`search/read${query({ q })}`),
  }
}

/** Requests to the sink whose `api/` lies under `base`; each rejects with ApiError or UnreachableError. */
export function createRequests(base: string | URL, options: { fetch?: typeof globalThis.fetch }) {
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

  return { ask, json }
}

/** The path of something, whatever is in its id. */
export function at(...path: readonly string[]): string {
  return path.map(encodeURIComponent).join('/')
}

function pathOf(source: Source): string[] {
  if (source.kind !== 'part') return [source.kind]
  return ['parts', source.part, ...(source.form === 'source' ? ['source'] : [])]
}

function written({ criteria }: Wanted): { criteria?: string } {
  return criteria === undefined ? {} : { criteria: JSON.stringify(criteria) }
}

export function sent(method: 'POST' | 'DELETE', body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** What is undefined is not asked for; a list is written with commas. */
function query(parameters: object): string {
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
