/** Parsed mails: made when somebody asks, remembered while there is room, the least used forgotten first. */
import type { MailReader, ParsedMail } from '../../contract/reader.ts'
import { parsedCost, type StoredMessage } from './message.ts'
import { Turn } from './turn.ts'

/** Milliseconds for which the loop may be kept busy. */
const TURN = 5

export class Digests {
  parses = 0
  seconds = 0
  /** Bytes held by parsed mails. */
  used = 0

  /** Bytes that the rest of the budget leaves; what is parsed may not push mail out. */
  room: () => number = () => Infinity

  private readonly reader: MailReader
  private readonly limit: number
  private readonly costs = new Map<StoredMessage, number>()
  private readonly pending = new Map<StoredMessage, Promise<ParsedMail>>()

  /** `limit` is in bytes. */
  constructor(reader: MailReader, limit: number) {
    this.reader = reader
    this.limit = limit
  }

  /** With `pass` it is remembered only where there is room: a search through everything must not push out what it found. */
  of(message: StoredMessage, kind: 'use' | 'pass' = 'use'): Promise<ParsedMail> {
    if (message.parsed !== null) {
      if (kind === 'use') this.touch(message)
      return Promise.resolve(message.parsed)
    }
    const running = this.pending.get(message) ?? this.parse(message, kind)
    this.pending.set(message, running)
    return running
  }

  /** All of them, one after the other, with a pause for others whenever it takes long. */
  async all(messages: readonly StoredMessage[]): Promise<void> {
    const turn = new Turn(TURN)
    for (const message of messages) {
      await this.of(message)
      if (turn.isOver) await turn.pass()
    }
  }

  forget(message: StoredMessage): void {
    this.used -= this.costs.get(message) ?? 0
    this.costs.delete(message)
    message.parsed = null
  }

  /** Forgets everything; gives whether there was anything. */
  clear(): boolean {
    const any = this.costs.size > 0
    for (const message of this.costs.keys()) this.forget(message)
    return any
  }

  private async parse(message: StoredMessage, kind: 'use' | 'pass'): Promise<ParsedMail> {
    const started = performance.now()
    const { isKept } = message
    const parsed = await this.reader.read(message.raw)
    this.parses += 1
    this.seconds += (performance.now() - started) / 1000
    this.pending.delete(message)
    // A message that is gone by now, or was when it was read, is answered to who asked, and not remembered.
    if (isKept && message.isKept) this.remember(message, parsed, kind)
    return parsed
  }

  private remember(message: StoredMessage, parsed: ParsedMail, kind: 'use' | 'pass'): void {
    const cost = parsedCost(parsed)
    const limit = Math.min(this.limit, this.room())
    if (kind === 'pass' && this.used + cost > limit) return
    message.parsed = parsed
    this.costs.set(message, cost)
    this.used += cost
    for (const oldest of this.costs.keys()) {
      if (this.used <= limit || oldest === message) break
      this.forget(oldest)
    }
  }

  private touch(message: StoredMessage): void {
    const cost = this.costs.get(message)
    if (cost === undefined) return
    this.costs.delete(message)
    this.costs.set(message, cost)
  }
}
