/** A store with a reader that costs nothing, and hands to feed it as the SMTP room would. */
import { onTestFinished } from 'vitest'
import type { StoreEvent } from '../../contract/event.ts'
import type { FaultSpec } from '../../contract/fault.ts'
import type { Limits } from '../../contract/info.ts'
import type { Intake, SessionRecord } from '../../contract/intake.ts'
import type { MailReader, ParsedMail } from '../../contract/reader.ts'
import type { Store } from '../../contract/store.ts'
import { WirePayload } from '../../server/smtp/payload.ts'
import { Recorder } from '../../server/smtp/recorder.ts'
import type { Later } from '../../server/store/bin.ts'
import { createIds } from '../../server/store/ids.ts'
import { createStore } from '../../server/store/store.ts'

export const PAGE = { limit: 1000, before: null, after: null, order: 'asc', criteria: null, digests: true } as const

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

export interface Fed {
  readonly store: Store
  readonly intake: Intake
  /** A session that was just accepted. */
  readonly open: () => Recorder
  /** A mail of a session of its own, over at once; gives its id. */
  readonly mail: (text: string) => string
  /** A mail of an open session. */
  readonly mailOf: (session: Recorder, text: string) => string
  /** Everything told to one subscriber from here on. */
  readonly listen: (since?: string) => Promise<StoreEvent[]>
  readonly used: () => Promise<number>
  readonly ids: () => Promise<string[]>
  /** How often a body was parsed. */
  readonly parsed: () => number
}

export function fedStore(
  limits: Partial<Limits> = {},
  now?: () => number,
  later?: Later,
  faults: readonly FaultSpec[] = [],
): Fed {
  let parses = 0
  const reader = plainReader(() => (parses += 1))
  const newId = createIds()
  const memory = createStore({
    limits: { ...LIMITS, ...limits },
    reader,
    newId,
    ...(now !== undefined && { now }),
    ...(later !== undefined && { later }),
  })
  for (const spec of faults) memory.addForGood(spec)
  onTestFinished(() => memory.stop())
  const { store, intake } = memory
  const open = () =>
    new Recorder({
      id: newId(),
      listener: 'smtp',
      strict: false,
      startTls: 'not offered',
      remote: { address: '127.0.0.1', port: 50_000 },
      intake,
    })
  const mailOf = (session: Recorder, text: string) => {
    const id = deliver(intake, session, text)
    session.deliver(id)
    return id
  }
  return {
    store,
    intake,
    open,
    mailOf,
    mail(text) {
      const session = open()
      const id = mailOf(session, text)
      session.ending('quit')
      session.close()
      return id
    },
    async listen(since) {
      const events: StoreEvent[] = []
      await store.subscribe((event) => events.push(event), { since: since ?? null, digests: true, criteria: null })
      return events
    },
    used: async () => (await store.state()).budget.used,
    ids: async () => (await store.messages(PAGE)).messages.map(({ id }) => id),
    parsed: () => parses,
  }
}

function deliver(intake: Intake, record: SessionRecord, text: string): string {
  const payload = new WirePayload()
  payload.add(Buffer.from(text))
  if (!intake.reserve(payload.size)) throw new Error('There is no room for this mail')
  payload.finish()
  const { id, listener, remote } = record.session
  const kept = intake.accept(
    {
      payload,
      envelope: { from: 'shop@example.com', to: ['ann@example.com'], parameters: {}, recipients: [] },
      session: { id, transaction: 1, listener, address: remote.address, helo: null, user: null, tls: null },
      faults: [],
    },
    record,
  )
  if (typeof kept !== 'string') throw new Error('This store answers at once')
  return kept
}

const subjectOf = (raw: Uint8Array) => Buffer.from(raw).toString().split('\r\n', 1)[0] ?? ''

/** The subject is the mail's first line. */
function plainReader(count: () => void): MailReader {
  return {
    header: (raw) => ({
      subject: subjectOf(raw),
      from: [],
      to: [],
      cc: [],
      replyTo: [],
      date: null,
      messageId: null,
    }),
    async read(raw): Promise<ParsedMail> {
      count()
      await Promise.resolve()
      const text = Buffer.from(raw).toString()
      return {
        headers: [],
        text,
        html: null,
        visible: null,
        parts: {
          part: '1',
          contentType: 'text/plain',
          charset: null,
          encoding: null,
          disposition: null,
          filename: null,
          contentId: null,
          size: raw.length,
          offset: 0,
          encodedSize: 0,
          detected: null,
          problems: [],
          parts: [],
        },
        attachments: [],
        links: [],
        codes: [],
        digest: { snippet: text.slice(0, 20), hasText: true, hasHtml: false, attachments: 0, codes: [], link: null },
        parseError: null,
      }
    },
    field: () => [],
    fieldNames: () => [],
    part: async () => null,
    stop: async () => {},
  }
}
