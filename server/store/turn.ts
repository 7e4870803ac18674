/** How long one piece of work may keep the event loop busy: others get a turn whenever that is over. */
import { setImmediate } from 'node:timers/promises'

export class Turn {
  private readonly ms: number
  private begun = performance.now()

  constructor(ms: number) {
    this.ms = ms
  }

  get isOver(): boolean {
    return performance.now() - this.begun >= this.ms
  }

  async pass(): Promise<void> {
    await setImmediate()
    this.begun = performance.now()
  }
}
