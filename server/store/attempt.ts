/** What a session tried in one of its transactions, as criteria see it, and whether it lies within their scope. */
import type { Facts, Field } from '../../criteria/facts.ts'
import type { Matcher } from '../../criteria/compile.ts'
import type { SessionRecord } from '../../contract/intake.ts'
import type { Entry, Session } from '../../contract/session.ts'

/** Entries at the end of a transcript that are looked at: more than a transaction has, unless it has thousands of recipients. */
const LATEST = 2_500

/** One transaction, or the session before its first one. */
export interface Tried {
  /** Null before the first MAIL. */
  readonly transaction: number | null
  readonly from: string | null
  /** Refused ones included. */
  readonly to: readonly string[]
}

/** `possible`: it named nobody (yet) that could tell whose it is. */
export type Scope = 'certain' | 'possible' | 'out'

/** The transactions of a session in order, from its newest entries; one without a number when there is none. */
export function triedIn(record: SessionRecord): Tried[] {
  const found = new Map<number, { from: string | null; to: string[] }>()
  for (const entry of record.transcript.entries(Math.max(0, record.transcript.length - LATEST))) {
    if (entry.transaction === undefined || entry.kind !== 'command') continue
    const tried = found.get(entry.transaction) ?? { from: null, to: [] }
    found.set(entry.transaction, tried)
    if (entry.verb === 'MAIL') tried.from = addressIn(entry)
    if (entry.verb === 'RCPT') tried.to.push(addressIn(entry))
  }
  if (found.size === 0) return [{ transaction: null, from: null, to: [] }]
  return [...found].map(([transaction, tried]) => ({ transaction, ...tried }))
}

/** Whether what was tried could have become a message that the criteria are about. What only a mail has is not held against it. */
export function scopeOf(matcher: Matcher, session: Session, tried: Tried): Scope {
  const met = matcher.test(new AttemptFacts(session, tried))
  if (met === false) return 'out'
  return met === true || tried.to.length > 0 ? 'certain' : 'possible'
}

/** The address that a MAIL or RCPT names, as it was written. */
export function addressIn({ text }: Entry): string {
  const found = /:\s*<(?:@[^:>]*:)?([^>]*)>/.exec(text) ?? /:\s*(\S+)/.exec(text)
  return found?.[1] ?? ''
}

export class AttemptFacts implements Facts {
  readonly size = null
  readonly receivedAt = null
  private readonly session: Session
  private readonly tried: Tried

  constructor(session: Session, tried: Tried) {
    this.session = session
    this.tried = tried
  }

  values(field: Field): readonly string[] | null {
    const { session, tried } = this
    switch (field) {
      case 'to':
      case 'rcpt':
        return tried.to.length === 0 ? null : tried.to
      case 'from':
      case 'mailFrom':
        return tried.from === null ? null : tried.from === '' ? [] : [tried.from]
      case 'session':
        return [session.id]
      case 'listener':
        return [session.listener]
      case 'user':
        // The login that was tried, accepted or not: whose attempt it is does not hang on the password.
        return session.auth === null ? (session.closedAt === null ? null : []) : [session.auth.user]
      case 'helo':
        return session.helo === null ? null : [session.helo]
      case 'address':
        return [session.remote.address]
      case 'tls':
        return session.tls === null ? null : [session.tls.protocol]
      default:
        return null
    }
  }

  names(): readonly string[] {
    return []
  }

  header(_name: string): readonly string[] | null {
    return null
  }

  attachments(): null {
    return null
  }
}
