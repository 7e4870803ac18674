/**
 * Cuts what a client sends into lines and payloads, in the order in which they came.
 *
 * It stands in for smtp-server's own parser, which unescapes the payload while it reads, ends the connection at a long
 * line, and copies each message through a stream; here every byte is seen once and handed on as it came.
 */
import { Writable } from 'node:stream'
import { Pace } from './faults/pace.ts'
import { PayloadEnd } from './payload-end.ts'
import type { WirePayload } from './payload.ts'
import { TLS_HELLO } from './tls-handshake.ts'

const LF = 10
/** How many lines of one chunk are served before others get a turn. */
const LINES_PER_TURN = 100
const none: Buffer = Buffer.alloc(0)

/** What the cut pieces are for. A receiver of a line or a payload calls `next` when the client may be served on. */
export interface FramingEvents {
  /** A line with its line end; `cut` when it was too long and only its beginning is here. */
  line(line: Buffer, cut: boolean, more: boolean, next: () => void): void
  /** A line has begun whose end has not come yet. */
  lineBegun(): void
  /** The end of such a line has come. */
  lineEnded(): void
  /** Bytes of a line that is too long, which are not handed on. */
  dropped(bytes: number): void
  /** Bytes of a payload; `add` them if they are to be kept. */
  readonly payload: (payload: WirePayload, bytes: Buffer) => void
  payloadEnd(payload: WirePayload, next: () => void): void
  /** Bytes that are no command: behind a QUIT, a TLS handshake or what came before it, an unfinished line at the end. */
  leftover(bytes: Buffer, readAt: number): void
  /** The client has closed its side and everything before that was served. */
  end(): void
}

export class Framing extends Writable {
  /** Set by smtp-server when nothing more is to be answered. */
  isClosed = false
  /** When the bytes being worked on were read: milliseconds of the monotonic clock. */
  readAt = 0
  readonly pace = new Pace()

  private readonly events: FramingEvents
  private readonly longestLine: number
  private held: boolean
  private release: (() => void) | null = null

  private chunk = none
  private position = 0
  private done: (() => void) | null = null
  private partial: Buffer[] = []
  private partialLength = 0
  private incoming: PayloadEnd | null = null
  private skipping = 0
  private busy = false
  private resumed = false

  /** `held` keeps everything back until `open()`; `longestLine` is in bytes without the line end. */
  constructor(events: FramingEvents, longestLine: number, held: boolean) {
    super({ decodeStrings: false })
    this.events = events
    this.longestLine = longestLine
    this.held = held
  }

  /** Whether bytes wait for `open()`. */
  get waiting(): boolean {
    return this.release !== null
  }

  open(): void {
    this.held = false
    this.release?.()
    this.release = null
  }

  /** From here on everything belongs to the payload, up to its terminator. */
  receive(payload: WirePayload): void {
    this.incoming = new PayloadEnd(payload, this.events.payload)
  }

  /** When what comes next was read: with the line being served, or not yet. */
  get nextReadAt(): number {
    return this.position < this.chunk.length ? this.readAt : performance.now()
  }

  get receiving(): boolean {
    return this.incoming !== null
  }

  /** Swallows the next bytes: the chunk that follows a refused BDAT. */
  skip(bytes: number): void {
    this.skipping = bytes
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const begin = () => this.pace.feed(chunk, this.take, done)
    if (this.held) this.release = begin
    else begin()
  }

  private readonly take = (bytes: Buffer, taken: () => void): void => {
    this.chunk = bytes
    this.position = 0
    this.done = taken
    this.readAt = performance.now()
    this.advance()
  }

  override _final(done: () => void): void {
    this.abandon()
    if (!this.isClosed) this.events.end()
    done()
  }

  /** Serves piece after piece until the chunk is used up or somebody is waited for; also the `next` of every piece. */
  private readonly advance = (): void => {
    if (this.busy) {
      this.resumed = true
      return
    }
    this.busy = true
    const usedUp = this.serveChunk()
    this.busy = false
    // Only now: `done` may bring the next chunk at once.
    if (usedUp) this.finishChunk()
  }

  /** Whether the chunk is used up; false when `advance` will be called again. */
  private serveChunk(): boolean {
    for (let served = 0; ; served += 1) {
      if (this.isClosed) this.abandon()
      if (this.position >= this.chunk.length) return true
      if (served >= LINES_PER_TURN) {
        setImmediate(this.advance)
        return false
      }
      this.resumed = false
      this.serve()
      if (!this.resumed && !this.isClosed) return false
    }
  }

  private finishChunk(): void {
    const { done } = this
    this.done = null
    done?.()
  }

  private serve(): void {
    if (this.skipping > 0) this.serveSkipped()
    else if (this.incoming !== null) this.servePayload(this.incoming)
    else this.serveLine()
  }

  private serveSkipped(): void {
    const bytes = this.chunk.subarray(this.position, this.position + this.skipping)
    this.skipping -= bytes.length
    this.position += bytes.length
    this.events.leftover(bytes, this.readAt)
    this.resumed = true
  }

  private serveLine(): void {
    // No command begins with this byte, and no line end can be hoped for behind it.
    if (this.chunk[this.position] === TLS_HELLO && this.partialLength === 0) {
      const bytes = this.chunk.subarray(this.position)
      this.position = this.chunk.length
      this.events.leftover(bytes, this.readAt)
      this.resumed = true
      return
    }
    const end = this.chunk.indexOf(LF, this.position)
    const piece = this.chunk.subarray(this.position, end < 0 ? this.chunk.length : end + 1)
    this.position += piece.length
    if (this.partialLength === 0 && end >= 0 && piece.length <= this.longestLine + 2) {
      this.events.line(piece, false, this.position < this.chunk.length, this.advance)
      return
    }
    // Of a line that is too long its beginning is kept, the rest is counted, and the connection goes on.
    const room = this.longestLine + 2 - this.partialLength
    if (room > 0) this.partial.push(piece.subarray(0, room))
    if (piece.length > room) this.events.dropped(piece.length - Math.max(0, room))
    const began = this.partialLength === 0
    this.partialLength += piece.length
    if (end < 0) {
      if (began) this.events.lineBegun()
      this.resumed = true
      return
    }
    const cut = this.partialLength > this.longestLine + 2
    const line = this.takePartial()
    this.events.lineEnded()
    this.events.line(line, cut, this.position < this.chunk.length, this.advance)
  }

  private takePartial(): Buffer {
    const line = Buffer.concat(this.partial)
    this.partial = []
    this.partialLength = 0
    return line
  }

  private servePayload(incoming: PayloadEnd): void {
    const end = incoming.lookIn(this.chunk.subarray(this.position))
    if (end < 0) {
      this.position = this.chunk.length
      this.resumed = true
      return
    }
    this.position += end
    this.incoming = null
    this.events.payloadEnd(incoming.payload, this.advance)
  }

  /** Nothing more is answered: what is left, here and unfinished, is handed on for the record. */
  abandon(): void {
    this.pace.stop()
    const { incoming } = this
    const rest = this.chunk.subarray(this.position)
    this.position = this.chunk.length
    if (incoming !== null) {
      this.incoming = null
      incoming.giveUp(rest)
      return
    }
    const line = this.partialLength > 0 ? Buffer.concat([this.takePartial(), rest]) : rest
    if (line.length > 0) this.events.leftover(line, this.readAt)
  }
}
