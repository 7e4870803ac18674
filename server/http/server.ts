/** The HTTP side of a sink: API, feed, metrics and pages on one port. */
import type { FastifyInstance } from 'fastify'
import type { Info } from '../../contract/info.ts'
import type { Message } from '../../contract/message.ts'
import type { Store } from '../../contract/store.ts'
import type { TestMessageOutcome, TestMessageWish } from '../../contract/test-message.ts'
import type { LogEvent } from '../../contract/log.ts'
import type { Waits } from '../wait/waits.ts'
import { buildApp } from './app.ts'
import { listen, type Bound } from './listen.ts'
import type { SnapshotForm } from './routes/snapshot.ts'

export interface HttpServerOptions {
  /** Addresses to bind, all on the same port. */
  hosts: string[]
  /** 0 takes any port that is free on all of them. */
  port: number
  /** An address this machine lacks is left out, as long as one is left. */
  optionalHosts: boolean
  /** `/`, or a path such as `/mail/` that everything lives under. */
  basePath: string
  allowHosts: string[]
  allowOrigins: string[]
  auth: { user: string; password: string } | null
  token: string | null
  /** Largest mail in bytes that can be imported. */
  messageSize: number
  store: Store
  waits: Waits
  /** A message as text that is the same from run to run. */
  snapshot(message: Message, form: SnapshotForm): Promise<string>
  /** Sends one mail through a listener of this sink. */
  testMessage(wish: TestMessageWish): Promise<TestMessageOutcome>
  info(): Promise<Info>
  /** Whether `/readyz` says so. */
  ready(): boolean
  /** The certificate of the SMTP listeners, if there is one. */
  pem(): string | null
  /** Folder of the built UI; null where it is not built. */
  pages: URL | null
  log(event: LogEvent): void
}

export interface RunningHttp {
  /** The first address that was bound. */
  host: string
  port: number
  url: string
  /** Ends every connection, WebSockets with 1001, and resolves when nothing is left. */
  stop(): Promise<void>
}

/**
 * Starts to listen. Rejects with Node's own error when it cannot, such as `EADDRINUSE`.
 *
 *     const http = await startHttp({ hosts: ['127.0.0.1', '::1'], port: 8025, optionalHosts: true, … })
 *     http.url // http://127.0.0.1:8025/
 */
export async function startHttp(options: HttpServerOptions): Promise<RunningHttp> {
  const app = await buildApp(options)
  await app.ready()
  try {
    const bound = await listen(app, options)
    const { host, port } = bound
    let stopped: Promise<void> | undefined
    return {
      host,
      port,
      url: `http://${urlHost(host)}:${port}${options.basePath}`,
      stop: () => (stopped ??= stop(app, bound)),
    }
  } catch (error) {
    await app.close()
    throw error
  }
}

async function stop(app: FastifyInstance, bound: Bound): Promise<void> {
  // Nobody new first, then the feed's readers, then whoever is left.
  const closed = bound.close()
  await app.close()
  bound.hangUp()
  await closed
}

function urlHost(host: string): string {
  // Every address is no address to go to.
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
