/** The sink: a store, the listeners that feed it, the app that shows it. */
import { setTimeout } from 'node:timers/promises'
import { createSink } from '../client/create-sink.ts'
import type { Sink } from '../client/sink.ts'
import type { BoundListener, Info } from '../contract/info.ts'
import type { Message } from '../contract/message.ts'
import type { ListenerName } from '../contract/session.ts'
import type { Store } from '../contract/store.ts'
import type { SnapshotForm } from './http/routes/snapshot.ts'
import type { RunningHttp } from './http/server.ts'
import { createMailReader } from './mail/reader.ts'
import { PortTakenError } from './port-taken.ts'
import { sendTestMessage } from './send/test-message.ts'
import { defaultLimits, type PortOptions, type SinkOptions } from './sink-options.ts'
import { addFaultsAtStart } from './start-faults.ts'
import { certificateSource } from './smtp/certificate.ts'
import { ListenError, startListeners } from './smtp/listeners.ts'
import { createIds } from './store/ids.ts'
import { createStore } from './store/store.ts'
import { inProcess } from './transport.ts'
import { version } from './version.ts'
import { createWaits } from './wait/waits.ts'

/** A sink in this process. `stop()` lets what is in DATA end with its 250 or a 421 and is done within 8 s. */
export interface StartedSink extends Sink {
  /** Everything that is bound: of each listener that is on, the first address. */
  readonly listeners: readonly BoundListener[]
  /** Undefined where it is off. */
  readonly submission: BoundListener | undefined
  readonly submissions: BoundListener | undefined
  readonly http: { readonly host: string; readonly port: number; readonly url: string } | undefined
  /** What is kept, as the API sees it. */
  readonly store: Store
  /** SHA-256 of the certificate, colon-separated; null while no listener needs one. */
  readonly tlsFingerprint: string | null
}

const loopback = ['127.0.0.1', '::1']
/** How long (ms) a mail that ended while the sink stopped can still be asked for; with the listeners' patience within 8 s. */
const LAST_LOOK = 1000

/**
 * Starts a sink and resolves once everything listens. Throws PortTakenError and FaultRefusedError.
 *
 *     await using sink = await startSink({ smtp: { port: 0 }, http: false })
 *     sink.smtp.url // smtp://127.0.0.1:54321
 */
export async function startSink(options: SinkOptions = {}): Promise<StartedSink> {
  const limits = { ...defaultLimits, ...options.limits }
  const hosts = options.hosts ?? loopback
  const optionalHosts = options.hosts === undefined
  const strict = options.strict ?? false
  const startedAt = new Date().toISOString()
  const newId = createIds()
  const certificate = certificateSource(options.tls ?? { names: [] })

  const reader = createMailReader()
  const kept = createStore({ limits, reader, newId })
  addFaultsAtStart(options.faults ?? [], kept.addForGood)
  const { store, intake } = kept
  const listeners = await startListeners({
    hosts,
    optionalHosts,
    ports: {
      smtp: portOf(options.smtp ?? {}),
      submission: portOf(options.submission ?? false),
      submissions: portOf(options.submissions ?? false),
    },
    startTls: options.starttls ?? false,
    authPlaintext: options.authPlaintext ?? false,
    users: options.users ?? [],
    tlsMin: options.tlsMin ?? 'TLSv1.2',
    certificate: certificate.get,
    strict,
    limits,
    intake,
    newId,
  }).catch(portTaken)

  let http: RunningHttp | undefined
  const waits = createWaits({
    store,
    surroundings: async () => ({ listening: listeners.bound.map(({ url }) => url), url: http?.url ?? null }),
  })
  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= (async () => {
      waits.stop()
      const before = (await store.state()).counts.accepted
      await listeners.stop()
      // A mail that ended meanwhile has its 250: whoever read that still finds the mail with the next request.
      const late = (await store.state()).counts.accepted > before
      if (late && http !== undefined) await setTimeout(LAST_LOOK)
      await http?.stop()
      kept.stop()
      await reader.stop()
    })()
    return stopping
  }

  const info = async (): Promise<Info> => {
    const { epoch, cursor, counts, budget } = await store.state()
    return {
      version: version(),
      startedAt,
      listeners: [...listeners.bound],
      http: http === undefined ? null : { host: http.host, port: http.port, url: http.url },
      strict,
      limits,
      counts,
      budget,
      epoch,
      cursor,
      tlsFingerprint: certificate.made()?.fingerprint ?? null,
    }
  }

  if (options.http !== false) {
    // Loaded only here: a sink without HTTP never loads Fastify.
    const { startHttp } = await import('./http/server.ts')
    const {
      port = 0,
      basePath = '/',
      allowHosts = [],
      allowOrigins = [],
      auth = null,
      token = null,
    } = options.http ?? {}
    http = await startHttp({
      hosts,
      optionalHosts,
      port,
      basePath,
      allowHosts,
      allowOrigins,
      auth,
      token,
      messageSize: limits.messageSize,
      store,
      waits,
      snapshot,
      testMessage: (wish) =>
        sendTestMessage(wish, {
          listeners: listeners.bound,
          users: options.users ?? [],
          message: (id) => store.message(id),
        }),
      info,
      ready: () => stopping === null,
      pem: () => certificate.made()?.cert ?? null,
      pages: pagesFolder(),
      log: options.log ?? (() => {}),
    }).catch(async (error: NodeJS.ErrnoException) => {
      await stop()
      throw error.code === 'EADDRINUSE' ? new PortTakenError(port, 'http', error) : error
    })
  }

  const transport = inProcess({
    store,
    waits,
    smtp: listeners.bound[0] ?? null,
    http: http && { url: http.url },
    snapshot,
    stop,
  })
  const bound = (name: ListenerName) => listeners.bound.find((listener) => listener.name === name)
  return Object.assign(createSink(transport), {
    listeners: listeners.bound,
    submission: bound('submission'),
    submissions: bound('submissions'),
    http: http && { host: http.host, port: http.port, url: http.url },
    store,
    tlsFingerprint: certificate.made()?.fingerprint ?? null,
  })
}

/** Loaded only when somebody asks for a snapshot. */
const snapshot = async (message: Message, form: SnapshotForm) =>
  (await import('./mail/snapshot.ts')).snapshotOf(message, { ...form, inbox: message.inbox })

function portOf(listener: PortOptions | false): number | null {
  return listener === false ? null : (listener.port ?? 0)
}

function portTaken(error: unknown): never {
  if (error instanceof ListenError && error.code === 'EADDRINUSE')
    throw new PortTakenError(error.port, error.listener, error)
  throw error
}

/** Where the built pages are: beside the bundle, or in dist/ when the sources run as they are. */
function pagesFolder(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? '../dist/ui/' : './ui/', import.meta.url)
}
