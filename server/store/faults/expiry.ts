/** When the next rule expires: one timer for all of them, and the clock, because a timer may be late. */
import type { Later } from '../bin.ts'

export class Expiry {
  private readonly now: () => number
  private readonly later: Later
  private readonly onDue: (time: number) => void
  private next = Infinity
  private cancel: () => void = () => {}
  private stopped = false

  /** `onDue` is told the time when something may be due, and names what comes next by `expect`. */
  constructor(now: () => number, later: Later, onDue: (time: number) => void) {
    this.now = now
    this.later = later
    this.onDue = onDue
  }

  /** Something is due at a time; the earliest counts. */
  expect(time: number): void {
    if (time >= this.next || this.stopped) return
    this.cancel()
    this.next = time
    this.cancel = this.later(Math.max(1, time - this.now()), () => this.ring())
  }

  /** Does what is due and was not done yet. */
  catchUp(): void {
    const time = this.now()
    if (time >= this.next) this.ring()
  }

  stop(): void {
    this.cancel()
    this.stopped = true
  }

  private ring(): void {
    this.cancel()
    this.next = Infinity
    this.onDue(this.now())
  }
}
