/** Which of the kept sessions are meant: by what came of them, by facts, or by a word that somebody remembers. */
import type { SessionFilter } from '../../contract/store.ts'
import { triedIn } from './attempt.ts'
import type { Budget } from './budget.ts'
import type { Keep } from './keep.ts'
import type { StoredSession } from './session.ts'
import { Turn } from './turn.ts'

/** Milliseconds for which the loop may be kept busy. */
const TURN = 8

export class SessionSearch {
  private readonly keep: Keep
  private readonly budget: Budget

  constructor(keep: Keep, budget: Budget) {
    this.keep = keep
    this.budget = budget
  }

  /** Those that are meant, oldest first. Sessions that go meanwhile are left out. */
  async all(filter: SessionFilter): Promise<StoredSession[]> {
    const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    const found: StoredSession[] = []
    const turn = new Turn(TURN)
    // A copy: while others have their turn, the shelf changes.
    const candidates = [...this.keep.sessions.upwards(0, Infinity)]
    for (const session of candidates) {
      if (!hasFacts(session, filter)) continue
      if (words.length === 0) {
        found.push(session)
        continue
      }
      const text = this.textOf(session)
      if (words.every((word) => text.includes(word))) found.push(session)
      if (turn.isOver) await turn.pass()
    }
    return found.filter(({ id }) => this.keep.sessions.get(id) !== undefined)
  }

  /** Of a session that is over it is remembered, where there is room: the names in it are taken from its transcript. */
  private textOf(session: StoredSession): string {
    if (session.text !== null) return session.text
    const text = textOf(session)
    const isOver = session.record.session.closedAt !== null
    if (isOver && this.budget.hasRoomFor(text.length)) this.keep.remember(session, text)
    return text
  }
}

function hasFacts({ record }: StoredSession, { outcome, listener, user, faulted }: SessionFilter): boolean {
  const { session } = record
  return (
    (outcome === null || outcome.includes(session.outcome)) &&
    (!faulted || session.faults.length > 0) &&
    (listener === null || session.listener === listener) &&
    (user === null || session.auth?.user.toLowerCase() === user.toLowerCase())
  )
}

/** What was named in it, and why it failed, in lower case, a line each. */
function textOf({ record }: StoredSession): string {
  const { remote, helo, auth, reason } = record.session
  const named = triedIn(record).flatMap(({ from, to }) => [from, ...to])
  const facts = [remote.address, helo, auth?.user, reason?.code?.toString(), reason?.enhanced, reason?.text, ...named]
  // A list of thousands names each of them once.
  return [...new Set(facts.filter((fact) => typeof fact === 'string' && fact !== ''))].join('\n').toLowerCase()
}
