/** The HTTP room over a store, with everything else as plain as it can be. */
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import type { Info, Limits } from '../../../contract/info.ts'
import type { Intake } from '../../../contract/intake.ts'
import type { Store } from '../../../contract/store.ts'
import { buildApp } from '../../../server/http/app.ts'
import { startHttp, type HttpServerOptions, type RunningHttp } from '../../../server/http/server.ts'
import { createMailReader } from '../../../server/mail/reader.ts'
import { snapshotOf } from '../../../server/mail/snapshot.ts'
import type { LogEvent } from '../../../contract/log.ts'
import { createIds } from '../../../server/store/ids.ts'
import { createStore } from '../../../server/store/store.ts'
import { createWaits } from '../../../server/wait/waits.ts'

const LIMITS: Limits = {
  messageSize: 1 << 20,
  recipients: 1000,
  commandLine: 16_384,
  connections: 2000,
  idle: 60_000,
  transaction: 600_000,
  handshake: 10_000,
  memory: 64 << 20,
  messages: 100_000,
  maxAge: null,
}

export interface Room {
  store: Store
  intake: Intake
  options: HttpServerOptions
  subscriptions: { open: number }
  logged: LogEvent[]
}

/** Options over a store of their own. */
export async function room(changes: Partial<HttpServerOptions> = {}): Promise<Room> {
  const reader = createMailReader()
  const memory = createStore({ limits: LIMITS, reader, newId: createIds() })
  onTestFinished(async () => {
    memory.stop()
    await reader.stop()
  })
  const { intake } = memory
  // How many subscriptions are open, for the promise that a feed without readers has none.
  const subscriptions = { open: 0 }
  const store: Store = {
    ...memory.store,
    async subscribe(listener, wanted) {
      const subscription = await memory.store.subscribe(listener, wanted)
      subscriptions.open += 1
      return { ...subscription, stop: () => (subscription.stop(), void (subscriptions.open -= 1)) }
    },
  }
  const waits = createWaits({ store, surroundings: async () => ({ listening: [], url: null }) })
  const logged: LogEvent[] = []
  const options: HttpServerOptions = {
    hosts: ['127.0.0.1'],
    port: 0,
    optionalHosts: false,
    basePath: '/',
    allowHosts: [],
    allowOrigins: [],
    auth: null,
    token: null,
    messageSize: 1 << 20,
    store,
    waits,
    snapshot: async (message, form) => snapshotOf(message, { ...form, inbox: message.inbox }),
    testMessage: async () => ({ kind: 'off' }),
    info: () => infoOf(store),
    ready: () => true,
    pem: () => null,
    pages: null,
    log: (event) => void logged.push(event),
    ...changes,
  }
  return { store, intake, subscriptions, options, logged }
}

/** The app without a port. */
export async function inProcess(changes: Partial<HttpServerOptions> = {}): Promise<Room & { app: FastifyInstance }> {
  const made = await room(changes)
  const app = await buildApp(made.options)
  onTestFinished(() => app.close())
  return { ...made, app }
}

/** The app on a port of its own. */
export async function onPort(changes: Partial<HttpServerOptions> = {}): Promise<Room & { http: RunningHttp }> {
  const made = await room(changes)
  const http = await startHttp(made.options)
  onTestFinished(() => http.stop())
  return { ...made, http }
}

async function infoOf(store: Store): Promise<Info> {
  const { epoch, cursor, counts, budget } = await store.state()
  return {
    version: '0.1.0',
    startedAt: new Date(0).toISOString(),
    listeners: [],
    http: null,
    strict: false,
    limits: LIMITS,
    counts,
    budget: { ...budget },
    epoch,
    cursor,
    tlsFingerprint: null,
  }
}
