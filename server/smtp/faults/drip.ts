/** Speaks slowly: what is written to a socket leaves some bytes at a time, and its end waits for them. */
import type net from 'node:net'

/** How often (ms) something leaves. */
const STEP = 100

/** The part of a socket that is slowed down. */
type Write = (bytes: Uint8Array | string) => boolean

export class Drip {
  private readonly write: Write
  private readonly slice: number
  private readonly step: number
  private waiting = Buffer.alloc(0)
  private timer: NodeJS.Timeout | undefined
  private readonly emptied: (() => void)[] = []

  constructor(socket: net.Socket, write: Write, bytesPerSecond: number) {
    this.write = write
    this.slice = Math.max(1, Math.round((bytesPerSecond * STEP) / 1000))
    this.step = (this.slice * 1000) / bytesPerSecond
    this.delayEnd(socket)
    socket.once('close', () => clearTimeout(this.timer))
  }

  /** Bytes that have yet to leave. */
  get backlog(): number {
    return this.waiting.length
  }

  /** Milliseconds until all has left. */
  get lag(): number {
    return Math.ceil(this.backlog / this.slice) * this.step
  }

  say(bytes: Uint8Array | string): void {
    this.waiting = Buffer.concat([this.waiting, typeof bytes === 'string' ? Buffer.from(bytes) : bytes])
    this.timer ??= setTimeout(this.leave, this.step).unref()
  }

  /** Calls back once everything has left. */
  whenEmpty(then: () => void): void {
    if (this.waiting.length === 0) then()
    else this.emptied.push(then)
  }

  private readonly leave = (): void => {
    this.write(this.waiting.subarray(0, this.slice))
    this.waiting = this.waiting.subarray(this.slice)
    this.timer = this.waiting.length === 0 ? undefined : setTimeout(this.leave, this.step).unref()
    if (this.waiting.length === 0) for (const then of this.emptied.splice(0)) then()
  }

  private delayEnd(socket: net.Socket): void {
    const end: () => void = socket.end.bind(socket)
    const destroySoon = socket.destroySoon.bind(socket)
    socket.end = () => {
      this.whenEmpty(end)
      return socket
    }
    socket.destroySoon = () => this.whenEmpty(destroySoon)
  }
}
