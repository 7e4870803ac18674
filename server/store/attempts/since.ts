/** Which tries came after a place in the sequence. Not each of them has a number: the events around it tell. */
import type { Keep } from '../keep.ts'
import type { StoredSession } from '../session.ts'
import type { Try } from './try.ts'

/** Milliseconds by which the times of two sessions may be apart from what they were. */
const BLUR = 2

export class Since {
  private readonly keep: Keep
  private readonly place: number
  /** No earlier than this was the place given out; in ms since 1970. */
  private readonly notBefore: number

  constructor(keep: Keep, place: number) {
    this.keep = keep
    this.place = place
    const [session] = keep.sessions.downwards(0, place + 1)
    // By the clock of sessions alone, for that of messages may be set.
    this.notBefore = session === undefined ? 0 : Date.parse(session.record.session.openedAt) - BLUR
  }

  /** Whether a session opened, was refused something, delivered something, ended or goes on after the place. */
  touched({ seq, refusedSeq, closedSeq, record }: StoredSession): boolean {
    const { place } = this
    return Math.max(seq, refusedSeq, closedSeq) > place || record.session.closedAt === null
  }

  /** Of the tries of a session those that came to their end after the place, or have not yet. */
  later(session: StoredSession, tries: Try[]): Try[] {
    if (session.seq > this.place) return tries
    // Whatever stands before a mail that came before the place did so too.
    const before = tries.findLastIndex((tried) => this.isBefore(session, tried))
    return tries.slice(before + 1)
  }

  private isBefore({ refusedSeq }: StoredSession, { message, outcome, until }: Try): boolean {
    const seq = this.keep.messages.get(message ?? '')?.seq
    if (seq !== undefined) return seq <= this.place
    return (outcome === 'refused' && refusedSeq <= this.place) || (outcome !== 'open' && until < this.notBefore)
  }
}
