/** Sessions that may go, because no kept message needs them any more: those that were spent first go first. */
import type { StoredSession } from './session.ts'

/** Places of sessions that are gone, before they are cut off. */
const MOST_GONE = 10_000

export class SpentSessions {
  /** From `head` on; what stands before it is gone, so that taking the first costs nothing. */
  private sessions: (StoredSession | undefined)[] = []
  private head = 0

  get size(): number {
    return this.sessions.length - this.head
  }

  add(session: StoredSession): void {
    this.sessions.push(session)
  }

  first(): StoredSession | undefined {
    return this.sessions[this.head]
  }

  takeFirst(): StoredSession | undefined {
    const session = this.sessions[this.head]
    if (session === undefined) return undefined
    this.sessions[this.head] = undefined
    this.head += 1
    if (this.head >= MOST_GONE) {
      this.sessions = this.sessions.slice(this.head)
      this.head = 0
    }
    return session
  }
}
