/** Who tried to deliver which mail, how often, and what came of it: looked up in the sessions that are kept, on request. */
import type { MailAttempts } from '../../../contract/attempts.ts'
import type { Criteria } from '../../../contract/criteria.ts'
import type { Fingerprint } from '../../../contract/payload.ts'
import type { MailReader } from '../../../contract/reader.ts'
import type { GoneMessages } from '../gone.ts'
import type { Inboxes } from '../inboxes.ts'
import type { Keep } from '../keep.ts'
import { first } from '../lists.ts'
import type { StoredMessage } from '../message.ts'
import type { Search } from '../search.ts'
import type { StoredSession } from '../session.ts'
import { Turn } from '../turn.ts'
import { About } from './about.ts'
import { accountOf } from './account.ts'
import { grouped, type KnownTry } from './group.ts'
import { isPlain, nearby, peopleAround } from './nearby.ts'
import { Since } from './since.ts'
import { triesIn, type Try } from './try.ts'

/** Sessions that are looked at, the newest; and tries in all, for a session may have thousands. */
const MOST_SESSIONS = 2_000
const MOST_TRIES = 10_000
/** Milliseconds for which the loop may be kept busy. */
const TURN = 8

interface Parts {
  readonly keep: Keep
  readonly search: Search
  readonly gone: GoneMessages
  readonly inboxes: Inboxes
  readonly reader: MailReader
}

export class Attempts {
  private readonly parts: Parts

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** All attempts to deliver the mail that a message is; null for one that is not kept. */
  async of(id: string): Promise<MailAttempts | null> {
    const { keep } = this.parts
    const message = keep.messages.get(id)
    if (message === undefined) return null
    const own = keep.sessions.get(message.delivery.session.id ?? '')
    if (own === undefined) return this.untried(message)
    const newest = [...new Set([own, ...first(MOST_SESSIONS, keep.sessions.downwards(0, Infinity))])]
    const troubled = await this.triesIn(newest.filter((session) => !isPlain(session)))
    const people = peopleAround(message, troubled)
    const plain = nearby(newest.filter(isPlain), message, { people, keep, reader: this.parts.reader })
    const tries = [...troubled, ...(await this.triesIn(plain))]
    const mail = grouped(tries).find((some) => some.some(({ tried }) => tried.message === id))
    return mail === undefined ? this.untried(message) : accountOf(mail, this.subjectOf(mail))
  }

  /** The mails that were tried after a place and that the criteria are about, oldest first. Rejects with CriteriaError. */
  async about(criteria: Criteria, place: number): Promise<MailAttempts[]> {
    const { keep, search, inboxes } = this.parts
    const matcher = search.matcher(criteria)
    const since = new Since(keep, place)
    const touched = first(MOST_SESSIONS, keep.sessions.downwards(0, Infinity), (session) => since.touched(session))
    const sessions = new Map(touched.map(({ id, record }) => [id, record.session]))
    const about = new About({ keep, search, sessions, matcher, attempted: search.matcher(inboxes.unfolded(criteria)) })
    const tries = await this.triesIn(touched, (session, all) => since.later(session, all))
    const turn = new Turn(TURN)
    const found: MailAttempts[] = []
    for (const mail of grouped(tries)) {
      const subject = this.subjectOf(mail)
      const all = mail.map(({ tried }) => tried)
      if (await about.mail(all, subject)) found.push(accountOf(mail, subject))
      if (turn.isOver) await turn.pass()
    }
    return found
  }

  /** Those of the sessions, of which the newest come first; oldest first, for many may begin within a millisecond. */
  private async triesIn(
    sessions: readonly StoredSession[],
    wanted: (session: StoredSession, tries: Try[]) => Try[] = (_session, tries) => tries,
  ): Promise<Try[]> {
    const { keep, gone } = this.parts
    const known = (id: string): Fingerprint | null => {
      const head = gone.headOf(id)
      return head === null ? null : { messageId: head.messageId, subject: null, body: null }
    }
    const found: Try[][] = []
    let count = 0
    const turn = new Turn(TURN)
    for (const session of sessions) {
      const messages = session.record.session.messages.flatMap((id) => keep.messages.get(id) ?? [])
      const own = wanted(session, triesIn(session, messages, known))
      found.push(own)
      count += own.length
      if (count >= MOST_TRIES) break
      if (turn.isOver) await turn.pass()
    }
    return found.toReversed().flat()
  }

  /** As people read it; null where no header came. */
  private subjectOf(mail: readonly KnownTry[]): string | null {
    const { keep, reader } = this.parts
    for (const { tried } of mail) {
      const message = keep.messages.get(tried.message ?? '')
      if (message !== undefined) return message.head(reader).subject
    }
    const raw = mail.map(({ tried }) => tried.fingerprint?.subject ?? null).find((subject) => subject !== null) ?? null
    return raw === null ? null : reader.header(Buffer.from(`Subject: ${raw}\r\n\r\n`)).subject
  }

  /** It came over HTTP, or its session is no longer known: it is there, and nobody can tell how it came. */
  private untried(message: StoredMessage): MailAttempts {
    const { subject, messageId } = message.head(this.parts.reader)
    const { from, to } = message.delivery.envelope
    const delivered = to.length === 0 ? 'never' : 'once'
    return { messageId, subject, from, to: [...to], delivered, copies: 1, messages: [message.id], attempts: [] }
  }
}
