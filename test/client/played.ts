/** A server that a test plays, for what no sink would answer, and to see what it is asked. */
import { connectSink } from '../../client/main.ts'
import type { ConnectOptions } from '../../client/connect.ts'
import type { Info } from '../../contract/info.ts'

const listener = {
  name: 'smtp',
  host: '0.0.0.0',
  port: 1025,
  tls: 'none',
  auth: 'offered',
  url: 'smtp://0.0.0.0:1025',
} as const
export const info = (more: Partial<Info> = {}) =>
  Response.json({ epoch: 'e', cursor: 'e.1', listeners: [listener], ...more })

export interface Call {
  readonly asked: string
  readonly authorization: string | null
  readonly body: unknown
}

/** A server that is played here; `answer` is for everything but the facts. */
export function played(
  answer: (call: Call) => Response | Promise<Response> = () => info(),
  facts: () => Response = info,
) {
  const calls: Call[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const call = {
      asked: `${init?.method ?? 'GET'} ${url instanceof Request ? url.url : url.toString()}`,
      authorization: new Headers(init?.headers).get('authorization'),
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
    }
    calls.push(call)
    return call.asked.endsWith('api/info') ? facts() : answer(call)
  }
  return { calls, connect: (url?: string, options: ConnectOptions = {}) => connectSink(url, { fetch, ...options }) }
}

export const problem = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } })
