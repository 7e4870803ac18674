/** The replies to commands of one segment leave in one segment; every other reply leaves by itself. */
import type net from 'node:net'

/** Commands whose replies may leave together when they came together. */
const together: ReadonlySet<string | null> = new Set(['MAIL', 'RCPT', 'DATA', 'RSET', 'NOOP'])

export class HeldReplies {
  /** The socket that holds replies back. */
  private corked: net.Socket | null = null

  /** A command is about to be answered; `more` of its segment is still to be served. */
  answering(verb: string | null, more: boolean, socket: net.Socket): void {
    if (!together.has(verb)) this.letGo()
    else if (more && this.corked === null) {
      this.corked = socket
      socket.cork()
      process.nextTick(() => this.letGo())
    }
  }

  private letGo(): void {
    this.corked?.uncork()
    this.corked = null
  }
}
