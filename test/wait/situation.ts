/** A failed wait to explain: an empty sink and a wait of 5 s for one message, but for what a test changes. */
import type { Inbox } from '../../contract/inbox.ts'
import type { Entry, Reason, Session } from '../../contract/session.ts'
import type { Attempt, FailedField, InFlight, MessageName, Missed, NearMiss } from '../../contract/wait.ts'
import { explain, type Context, type Facts } from '../../server/wait/explain.ts'

export const NOW = Date.parse('2026-11-21T12:00:05.000Z')
/** The time so many ms before the explanation. */
export const before = (ms: number) => new Date(NOW - ms).toISOString()

const domain = 't-reset-7k3m9x2p4q.mailsink.test'

export const inbox: Inbox = {
  id: 't-reset-7k3m9x2p4q',
  name: 'reset',
  isolate: 'domain',
  domain,
  address: `inbox@${domain}`,
  user: null,
  header: null,
  scope: { rcpt: `*@${domain}` },
  createdAt: before(5_200),
  expiresAt: before(-3_600_000),
  cursor: '8f3ac1.17',
  messages: 0,
}

export const ann = `ann@${domain}`

export interface Situation
  extends Partial<Omit<Facts, 'arrived' | 'connections'>>, Partial<Omit<Context, 'unexpected'>> {
  readonly arrived?: Partial<Facts['arrived']>
  readonly connections?: Partial<Facts['connections']>
  readonly unexpected?: readonly MessageName[]
}

/** The text, and what it would be for; everything that is not given is as in an empty sink. */
export function explained(situation: Situation): string {
  const { arrived, connections, asked, waited = 5000, since = null, unexpected = [], now = NOW, ...facts } = situation
  return explain(
    {
      code: 'wait_timeout',
      wanted: `1 message: to ${ann}, subject "reset your password"`,
      criteria: { to: ann, subject: 'reset your password' },
      arrived: { matching: 0, claimed: 0, passedOver: 0, served: 0, since: 0, total: 0, ...arrived },
      nearMisses: [],
      missed: [],
      attempts: [],
      inFlight: [],
      evicted: 0,
      vacuous: false,
      viewUrl: 'http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q',
      ...facts,
      connections: { since: 1, last: before(100), listening: ['smtp://127.0.0.1:1025'], ...connections },
    },
    {
      asked: asked ?? { kind: 'some', count: 1, exact: false, per: 'message' },
      waited,
      inbox: situation.inbox === undefined ? inbox : situation.inbox,
      since,
      unexpected,
      now,
    },
  )
}

export const none: Context['asked'] = { kind: 'none', quiet: 250, timeout: 5000, barrier: false }

export function named(subject: string | null, more: Partial<MessageName> = {}): MessageName {
  return { id: 'm1', receivedAt: before(1_200), subject, from: 'shop@acme.test', to: [ann], ...more }
}

export function near(
  subject: string,
  failed: readonly Partial<FailedField>[],
  more: Partial<MessageName> = {},
): NearMiss {
  const fields = failed.map((field) => ({
    field: 'subject',
    want: '"reset your password"',
    got: subject,
    hint: null,
    ...field,
  }))
  return { ...named(subject, more), failed: fields }
}

export function missed(why: Missed['why'], more: Partial<Missed> = {}): Missed {
  return { ...named('Reset your password'), why, at: null, by: null, ...more }
}

/** A conversation as it is written down: `C: EHLO app`, one entry for each line. */
export function attempt(
  reason: Partial<Reason>,
  said: string,
  more: Partial<Omit<Attempt, 'session' | 'lines'>> & { readonly session?: Partial<Session> } = {},
): Attempt {
  return {
    scope: 'certain',
    from: null,
    to: [],
    ...more,
    session: session({ code: null, enhanced: null, text: '', hint: null, ...reason }, more.session),
    lines: said.split('\n').map((line, n) => entry(line.trim(), n)),
  }
}

function session(reason: Reason, more: Partial<Session> = {}): Session {
  return {
    id: '0r8x5wq4hj9a7v2k6c3n1d0eft',
    seq: 18,
    listener: 'smtp',
    openedAt: before(1_400),
    closedAt: before(1_300),
    duration: 100,
    remote: { address: '172.18.0.5', port: 40112 },
    helo: 'app',
    tls: null,
    auth: null,
    outcome: 'nothing',
    reason,
    ended: 'quit',
    messages: [],
    recipients: { accepted: 0, refused: 0 },
    bytesIn: 120,
    bytesOut: 240,
    lints: [],
    faults: [],
    ...more,
  }
}

const FROM = { 'C:': 'client', 'S:': 'server', '*:': 'sink' } as const

function entry(line: string, n: number): Entry {
  const from = FROM[line.slice(0, 2) as keyof typeof FROM]
  const said = line.slice(3).replaceAll('\\n', '\n')
  const code = from === 'server' ? Number(said.slice(0, 3)) : null
  return {
    n,
    at: n,
    from,
    kind: code === null ? (/^\d+ bytes/.test(said) ? 'payload' : 'command') : 'reply',
    text: said,
    bytes: said.length,
    ...(code !== null && { code }),
    secure: false,
  }
}

export function inFlight(more: Partial<InFlight>): InFlight {
  return {
    session: 's1',
    scope: 'certain',
    transaction: 1,
    stage: 'data',
    from: 'shop@acme.test',
    to: [ann],
    bytes: 0,
    age: 900,
    ...more,
  }
}

/** A template without its indentation, every backslash as it stands but one that a backtick needs. */
export function text(strings: TemplateStringsArray): string {
  const lines = String.raw(strings).replaceAll('\\`', '`').split('\n').slice(1, -1)
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(margin)).join('\n')
}
