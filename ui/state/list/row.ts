/** What a row of the list needs of a mail, or of a session that delivered none: little, because there are many. */
import type { MessageSummary } from '../../../contract/message.ts'
import type { Session } from '../../../contract/session.ts'
import * as strings from '../../strings/common.ts'
import { reasonText, recipients, whoSent, written } from '../people.ts'

export interface MailRow {
  readonly kind: 'mail'
  readonly id: string
  readonly seq: number
  readonly at: string
  readonly subject: string
  readonly who: string
  /** The sender in full. */
  readonly from: string
  /** The first recipient of the envelope; null when there is none. */
  readonly to: string | null
  readonly others: number
  /** All recipients, for a tooltip. */
  readonly everybody: string
  readonly size: number
  /** How the client logged in; `plain` sent its password without TLS. */
  readonly login: 'none' | 'secure' | 'plain'
  /** Recipients that were refused while others were not. */
  readonly refused: number
  readonly broken: string | null
  /** Names of the rules that struck it; empty when none did. */
  readonly faults: string
  /** What only the body tells; null until somebody has read it. */
  readonly digest: { readonly code: string | null; readonly files: number } | null
}

export interface Attempt {
  readonly kind: 'attempt'
  readonly id: string
  /** Connected and said nothing: no failure. */
  readonly isProbe: boolean
  readonly seq: number
  /** When it ended: until then nobody knows that it is one. */
  readonly at: string
  readonly text: string
  readonly hint: string | null
  readonly caller: string
  /** Ids of the rules that struck it, with spaces between; empty when none did. */
  readonly faults: string
  /** The same for those that repeat each other. */
  readonly sameAs: string
}

/** An attempt as it is listed: by itself, for all that repeat it, or below such a one. */
export interface AttemptRow extends Attempt {
  readonly times: number
  readonly since: string
  readonly place: 'alone' | 'folded' | 'unfolded' | 'within'
}

export type Row = MailRow | AttemptRow

/** A tooltip is no place for a thousand addresses. */
const MOST_TEXT = 600

export function mailRow(message: MessageSummary): MailRow {
  const { envelope, session, digest } = message
  const { first, others } = recipients(envelope.to)
  const [from] = message.from
  return {
    kind: 'mail',
    id: message.id,
    seq: message.seq,
    at: message.receivedAt,
    subject: cut(message.subject),
    who: cut(whoSent(message)),
    from: cut(from === undefined ? `<${envelope.from}>` : written(from)),
    to: first,
    others,
    everybody: others === 0 ? (first ?? '') : cut(envelope.to.join(', ')),
    size: message.size,
    login: session.user === null ? 'none' : session.tls === null ? 'plain' : 'secure',
    refused: message.refused,
    broken: message.parseError,
    faults: message.faults.map(({ name }) => name).join(', '),
    digest: digest === null ? null : { code: digest.codes[0] ?? null, files: digest.attachments },
  }
}

export function attemptOf(session: Session): Attempt {
  const text = reasonText(session)
  const caller = callerOf(session)
  const faults = session.faults.join(' ')
  return {
    kind: 'attempt',
    id: session.id,
    isProbe: session.outcome === 'probe',
    seq: session.seq,
    at: session.closedAt ?? session.openedAt,
    text,
    hint: session.reason?.hint ?? null,
    caller,
    faults,
    sameAs: `${text}\n${caller}\n${faults}`,
  }
}

/** `127.0.0.1 (app.local) "billing" LOGIN → Submission`: who it was, without what differs from one time to the next. */
function callerOf({ remote, helo, auth, listener }: Session): string {
  const name = helo === null ? remote.address : `${remote.address} (${helo})`
  const login = auth === null ? '' : ` "${auth.user}" ${auth.mechanism}`
  return `${name}${login} → ${strings.listeners[listener]}`
}

function cut(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text
}
