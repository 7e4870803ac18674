/** A sink for one test, and what it tells of its sessions. */
import { onTestFinished } from 'vitest'
import type { StoreEvent } from '../../contract/event.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Entry, Session } from '../../contract/session.ts'
import { makeCertificate, type Certificate } from '../../server/smtp/certificate.ts'
import { startSink, type StartedSink } from '../../server/sink.ts'
import type { SinkOptions } from '../../server/sink-options.ts'

export interface TestSink {
  readonly sink: StartedSink
  readonly store: StartedSink['store']
  /** The port of the smtp listener. */
  readonly port: number
  readonly submission: number
  readonly submissions: number
  /** Everything the store has told so far. */
  readonly events: readonly StoreEvent[]
  /** The first event that fits, past or to come. */
  readonly event: (fits: (event: StoreEvent) => boolean) => Promise<StoreEvent>
  /** The sessions that are over, once there are so many of them. */
  readonly closed: (count?: number) => Promise<Session[]>
  /** The only session, over, with its transcript. */
  readonly only: () => Promise<{ session: Session; transcript: Entry[] }>
  /** All messages, oldest first. */
  readonly messages: () => Promise<MessageSummary[]>
  readonly raw: (id: string | undefined) => Promise<Buffer>
  readonly wire: (id: string, from: 'client' | 'server') => Promise<Buffer>
}

let certificate: Promise<Certificate> | null = null

/** Made once per test file: making one takes longer than most tests. */
function testCertificate(): Promise<Certificate> {
  certificate ??= makeCertificate([])
  return certificate
}

/** Listens on free ports of one loopback address, without HTTP, and stops with the test. */
export async function startTestSink(options: SinkOptions = {}): Promise<TestSink> {
  const encrypted = options.starttls || options.submission || options.submissions
  const { cert, key } = encrypted ? await testCertificate() : { cert: '', key: '' }
  const sink = await startSink({
    hosts: ['127.0.0.1'],
    http: false,
    ...(encrypted && { tls: { cert, key } }),
    ...options,
  })
  onTestFinished(() => sink.stop())
  const { store } = sink
  const events: StoreEvent[] = []
  const listeners = new Set<() => void>()
  await store.subscribe(
    (event) => {
      events.push(event)
      for (const listener of listeners) listener()
    },
    { since: null, digests: true, criteria: null },
  )

  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = () => {
        const found = look()
        if (found === undefined) return
        listeners.delete(check)
        resolve(found)
      }
      listeners.add(check)
      check()
    })
  const closed = (count = 1) =>
    until(() => {
      const sessions = events.flatMap((event) => (event.type === 'session.closed' ? [event.session] : []))
      return sessions.length >= count ? sessions.toSorted((a, b) => a.seq - b.seq) : undefined
    })

  return {
    sink,
    store,
    port: sink.listeners.find(({ name }) => name === 'smtp')?.port ?? 0,
    submission: sink.submission?.port ?? 0,
    submissions: sink.submissions?.port ?? 0,
    events,
    event: (fits) => until(() => events.find(fits)),
    closed,
    async only() {
      const [first] = await closed()
      const found = first === undefined ? null : await store.session(first.id)
      if (found === null) throw new Error('There is no session')
      return found
    },
    async messages() {
      return (
        await store.messages({ limit: 1000, before: null, after: null, order: 'asc', criteria: null, digests: true })
      ).messages
    },
    async raw(id) {
      const bytes = id === undefined ? null : await store.raw(id)
      if (bytes === null) throw new Error('There is no such message')
      return Buffer.from(bytes)
    },
    async wire(id, from) {
      const found = await store.wire(id, from)
      if (found === null) throw new Error('There is no such session')
      if (found.missing > 0) throw new Error(`${found.missing} bytes are missing`)
      return Buffer.from(found.bytes)
    },
  }
}

/** The rules of the lints of a session, each once. */
export function lintRules(session: Session): string[] {
  return [...new Set(session.lints.map(({ rule }) => rule))].toSorted()
}
