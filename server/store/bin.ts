/** Deleted messages that may still be restored: each deletion under its token, until its time is over or its room is needed. */
import { randomBytes } from 'node:crypto'
import type { Undo } from '../../contract/deletion.ts'
import type { StoredMessage } from './message.ts'

/** Runs something later and returns what calls it off; what waits keeps no process alive. */
export type Later = (ms: number, run: () => void) => () => void

interface Deletion {
  readonly messages: readonly StoredMessage[]
  readonly expires: number
  readonly cancel: () => void
}

export class Bin {
  private readonly now: () => number
  private readonly later: Later
  private readonly letGo: (messages: readonly StoredMessage[]) => void
  /** In the order in which they were deleted. */
  private readonly deletions = new Map<string, Deletion>()

  /** `letGo` is told which messages can no longer come back. */
  constructor(now: () => number, later: Later, letGo: (messages: readonly StoredMessage[]) => void) {
    this.now = now
    this.later = later
    this.letGo = letGo
  }

  add(messages: readonly StoredMessage[], ms: number): Undo {
    // Whoever has the token may bring the mail back, so it cannot be guessed.
    const token = randomBytes(16).toString('hex')
    const expires = this.now() + ms
    this.deletions.set(token, { messages, expires, cancel: this.later(ms, () => this.drop(token)) })
    return { token, expiresAt: new Date(expires).toISOString() }
  }

  /** The messages of a deletion, which are the caller's now; null for one that is not known, or whose time is over. */
  take(token: string): readonly StoredMessage[] | null {
    const found = this.deletions.get(token)
    // A timer may be late; the clock is not.
    if (found === undefined || found.expires <= this.now()) return null
    found.cancel()
    this.deletions.delete(token)
    return found.messages
  }

  /** The oldest deletion becomes final, whole: half of it brought back would be worse than none. False when there is none. */
  dropOldest(): boolean {
    const [oldest] = this.deletions.keys()
    if (oldest === undefined) return false
    this.drop(oldest)
    return true
  }

  stop(): void {
    for (const { cancel } of this.deletions.values()) cancel()
  }

  private drop(token: string): void {
    const found = this.deletions.get(token)
    if (found === undefined) return
    found.cancel()
    this.deletions.delete(token)
    this.letGo(found.messages)
  }
}

export const systemTimer: Later = (ms, run) => {
  const timeout = setTimeout(run, ms).unref()
  return () => clearTimeout(timeout)
}
