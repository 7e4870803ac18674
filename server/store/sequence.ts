/** The one count that numbers every event, and the cursors that name a place in it (design, promise 4). */
import { randomBytes } from 'node:crypto'
import { HistoryLostError } from '../../contract/store.ts'

export class Sequence {
  /** Random per start: a cursor of another start is told apart from one of this. */
  readonly epoch: string
  private newest = 0

  constructor(epoch: string = randomBytes(6).toString('hex')) {
    this.epoch = epoch
  }

  /** The number of the newest event; 0 before the first. */
  get current(): number {
    return this.newest
  }

  next(): number {
    this.newest += 1
    return this.newest
  }

  /** The place after the newest event. */
  cursor(): string {
    return `${this.epoch}.${this.newest}`
  }

  /** The number that a cursor names. Throws HistoryLostError for one of another start, or that was never given out. */
  read(cursor: string): number {
    const found = /^([0-9a-f]+)\.(\d{1,15})$/.exec(cursor)
    const seq = Number(found?.[2])
    if (found === null || found[1] !== this.epoch || seq > this.newest) throw new HistoryLostError(cursor)
    return seq
  }
}
