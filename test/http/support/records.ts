/** Sessions and mails as the SMTP room would hand them to the store. */
import type { Delivery, SessionRecord } from '../../../contract/intake.ts'
import type { Entry, Session } from '../../../contract/session.ts'
import { newSession } from '../../../server/smtp/new-session.ts'
import { WirePayload } from '../../../server/smtp/payload.ts'

export interface ScriptedSession extends SessionRecord {
  say(from: Entry['from'], text: string, more?: Partial<Entry>): void
}

let sessions = 0

/** A session whose transcript the test writes. */
export function scriptedSession(facts: Partial<Session> = {}): ScriptedSession {
  const id = `session${++sessions}`.padEnd(26, '0')
  const entries: Entry[] = []
  const wire = { client: '', server: '', both: '' }
  return {
    progress: () => ({ stage: 'idle', transaction: 1, since: Date.now(), saidAt: Date.now(), bytes: 0 }),
    session: {
      ...newSession({ id, listener: 'smtp', remote: { address: '127.0.0.1', port: 50_000 } }, new Date()),
      helo: 'app',
      ...facts,
    },
    transcript: {
      get length() {
        return entries.length
      },
      get memory() {
        return wire.client.length + wire.server.length
      },
      entries: (from = 0) => entries.slice(from),
      wire: (from) => ({ bytes: Buffer.from(wire[from], 'latin1'), missing: from === 'client' ? 0 : 7 }),
      payloads: () => new Map(),
      thin: () => 0,
    },
    say(from, text, more = {}) {
      const kind = from === 'client' ? 'command' : from === 'server' ? 'reply' : 'close'
      if (from !== 'sink') {
        wire[from] += `${text}\r\n`
        wire.both += `${text}\r\n`
      }
      entries.push({
        n: entries.length,
        at: entries.length * 1.5,
        from,
        kind,
        text,
        bytes: text.length,
        secure: false,
        ...more,
      })
    },
  }
}

/** A mail at the end of its data. */
export function delivery(record: SessionRecord, raw: string | Buffer): Delivery {
  const payload = new WirePayload()
  payload.add(Buffer.from(raw))
  payload.finish()
  const { id, listener, remote, helo } = record.session
  return {
    payload,
    envelope: {
      from: 'shop@example.com',
      to: ['ann@example.com'],
      parameters: {},
      recipients: [{ address: 'ann@example.com', parameters: {}, code: 250, text: 'OK', accepted: true }],
    },
    session: { id, transaction: 1, listener, address: remote.address, helo, user: null, tls: null },
    faults: [],
  }
}
