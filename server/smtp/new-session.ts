/** The facts of a session that has just been opened. */
import type { ListenerName, Session } from '../../contract/session.ts'

/** `seq` is the store's to give. */
export function newSession(
  options: { readonly id: string; readonly listener: ListenerName; readonly remote: Session['remote'] },
  openedAt: Date,
): Session {
  return {
    id: options.id,
    seq: 0,
    listener: options.listener,
    openedAt: openedAt.toISOString(),
    closedAt: null,
    duration: null,
    remote: options.remote,
    helo: null,
    tls: null,
    auth: null,
    outcome: 'open',
    reason: null,
    ended: null,
    messages: [],
    recipients: { accepted: 0, refused: 0 },
    bytesIn: 0,
    bytesOut: 0,
    lints: [],
    faults: [],
  }
}
