/** Mails, sessions and events as the API gives them, with only what a test is about written out. */
import type { Api } from '../../client/api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { BoundListener, Info } from '../../contract/info.ts'
import type { Message, MessageSummary } from '../../contract/message.ts'
import type { Entry, Session } from '../../contract/session.ts'

export function summary(seq: number, own: Partial<MessageSummary> = {}): MessageSummary {
  return {
    id: `m${seq}`,
    seq,
    receivedAt: at(seq),
    size: 100,
    subject: `Subject ${seq}`,
    from: [{ name: 'Ann', address: 'ann@example.test' }],
    to: [],
    cc: [],
    replyTo: [],
    date: null,
    messageId: null,
    envelope: { from: 'ann@example.test', to: ['bob@example.test'] },
    refused: 0,
    session: { id: 's1', transaction: 1, listener: 'smtp', address: '127.0.0.1', helo: 'app', user: null, tls: null },
    inbox: null,
    faults: [],
    digest: null,
    parseError: null,
    ...own,
  }
}

export function message(seq: number, own: Partial<Message> = {}): Message {
  return {
    ...summary(seq),
    envelope: { from: 'ann@example.test', to: [], parameters: {}, recipients: [] },
    bcc: [],
    headers: [],
    text: null,
    html: null,
    parts: {
      part: '1',
      contentType: 'text/plain',
      charset: null,
      encoding: null,
      disposition: null,
      filename: null,
      contentId: null,
      size: 0,
      offset: 0,
      encodedSize: 0,
      detected: null,
      problems: [],
      parts: [],
    },
    attachments: [],
    links: [],
    codes: [],
    ...own,
  }
}

export function session(seq: number, own: Partial<Session> = {}): Session {
  return {
    id: `s${seq}`,
    seq,
    listener: 'smtp',
    openedAt: at(seq),
    closedAt: at(seq),
    duration: 1,
    remote: { address: '127.0.0.1', port: 50_000 },
    helo: 'app',
    tls: null,
    auth: null,
    outcome: 'nothing',
    reason: null,
    ended: 'quit',
    messages: [],
    recipients: { accepted: 0, refused: 0 },
    bytesIn: 0,
    bytesOut: 0,
    lints: [],
    faults: [],
    ...own,
  }
}

export function entry(n: number, own: Partial<Entry> = {}): Entry {
  return { n, at: n, from: 'client', kind: 'command', text: 'NOOP', bytes: 6, secure: false, ...own }
}

export function listener(own: Partial<BoundListener> = {}): BoundListener {
  return {
    name: 'smtp',
    host: '127.0.0.1',
    port: 1025,
    tls: 'none',
    auth: 'offered',
    url: 'smtp://127.0.0.1:1025',
    ...own,
  }
}

export function info(own: Partial<Info> = {}): Info {
  const limits = {
    messageSize: 1,
    recipients: 1,
    commandLine: 1,
    connections: 1,
    idle: 1,
    transaction: 1,
    handshake: 1,
  }
  const counts = {
    messages: 0,
    sessions: 0,
    openSessions: 0,
    spoken: 0,
    accepted: 0,
    refused: 0,
    evicted: 0,
    evictedSessions: 0,
  }
  return {
    version: '0.0.0',
    startedAt: at(0),
    listeners: [],
    http: null,
    strict: false,
    limits: { ...limits, memory: 1, messages: 1, maxAge: null },
    counts: { ...counts, deleted: 0 },
    budget: { used: 0, limit: 1 },
    epoch: 'e',
    cursor: 'e.0',
    tlsFingerprint: null,
    ...own,
  }
}

export function added(seq: number): FeedEvent {
  return { type: 'message.added', seq, at: at(seq), message: summary(seq) }
}

export function removed(seq: number, ids: string[], why: 'deleted' | 'evicted' = 'deleted'): FeedEvent {
  return { type: 'message.removed', seq, at: at(seq), ids, why }
}

export function closed(seq: number, own: Partial<Session> = {}): FeedEvent {
  return { type: 'session.closed', seq, at: at(seq), session: session(seq, own) }
}

/** The first of `seq` seconds after ten o'clock. */
export function at(seq: number): string {
  return new Date(Date.UTC(2026, 0, 1, 10, 0, seq)).toISOString()
}

const missing = (name: string) => () => Promise.reject(new Error(`The test gave no answer for ${name}.`))

/** An API that answers from what a test gives it; anything else is a mistake of the test. */
export function apiOf(answers: Partial<Api>): Api {
  return {
    info: missing('info'),
    messages: missing('messages'),
    message: missing('message'),
    raw: missing('raw'),
    deleteAll: missing('deleteAll'),
    sessions: missing('sessions'),
    session: missing('session'),
    messageTranscript: missing('messageTranscript'),
    stretch: missing('stretch'),
    preview: missing('preview'),
    deleteMessages: missing('deleteMessages'),
    deleteMatching: missing('deleteMatching'),
    restore: missing('restore'),
    sendTestMessage: missing('sendTestMessage'),
    inboxes: missing('inboxes'),
    transcriptText: missing('transcriptText'),
    wire: missing('wire'),
    completions: missing('completions'),
    readSearch: missing('readSearch'),
    ...answers,
  }
}

/** Local storage as a browser has it: what is kept stands there as properties. */
export function aStorage(kept: Record<string, string> = {}): Storage {
  const storage = Object.create({
    getItem: (key: string) => (Object.hasOwn(storage, key) ? String(storage[key]) : null),
    setItem: (key: string, value: string) => void (storage[key] = value),
    removeItem: (key: string) => void delete storage[key],
  }) as Storage
  return Object.assign(storage, kept)
}
