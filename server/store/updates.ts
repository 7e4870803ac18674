/** Digests for those who watch: made in the background after a message was announced, and told when they are there. */
import type { Digests } from './digests.ts'
import type { StoredMessage } from './message.ts'

/** Messages that wait at most; in a burst the older ones get their digest when a list shows them. */
const MOST_WAITING = 200

export class Updates {
  private readonly digests: Digests
  private readonly done: (message: StoredMessage) => void
  private waiting: StoredMessage[] = []
  private running = false

  constructor(digests: Digests, done: (message: StoredMessage) => void) {
    this.digests = digests
    this.done = done
  }

  want(message: StoredMessage): void {
    this.waiting.push(message)
    if (this.waiting.length > MOST_WAITING) this.waiting.shift()
    if (this.running) return
    this.running = true
    setImmediate(() => void this.work())
  }

  private async work(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      if (!next.isKept) continue
      await this.digests.of(next)
      this.done(next)
      // Receiving comes first: each one waits for its own turn of the loop.
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.running = false
  }
}
