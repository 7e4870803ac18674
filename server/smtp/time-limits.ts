/** How long a client may take: for a command line, and for a whole transaction. Silence is limited by smtp-server. */
import type { Limits } from '../../contract/info.ts'

export class TimeLimits {
  private transaction: NodeJS.Timeout | undefined
  private line: NodeJS.Timeout | undefined
  private readonly limits: Limits
  private readonly timeUp: (text: string) => void

  constructor(limits: Limits, timeUp: (text: string) => void) {
    this.limits = limits
    this.timeUp = timeUp
  }

  transactionBegun(): void {
    this.transaction = setTimeout(this.timeUp, this.limits.transaction, 'The transaction took too long').unref()
  }

  /** A command line is cut off by the same time limit as silence, however slowly it drips. */
  lineBegun(): void {
    this.line = setTimeout(this.timeUp, this.limits.idle, 'A command took too long').unref()
  }

  lineEnded(): void {
    clearTimeout(this.line)
    this.line = undefined
  }

  /** Nothing is waited for. */
  end(): void {
    clearTimeout(this.transaction)
    this.transaction = undefined
    this.lineEnded()
  }
}
