/**
 * Cuts what a client sends into lines and payloads, in the order in which they came.
 *
 * It stands in for smtp-server's own parser, which unescapes the payload while it reads, ends the connection at a long
 * line, and copies each message through a stream; here every byte is seen once and handed on as it came.
 */
import { Writable } from 'node:stream'
import type { WirePayload } from './payload.ts'

const LF = 10
/** The first byte of a TLS handshake; no command begins with it, and no line end can be hoped for. */
const TLS_HELLO = 0x16
/** How many lines of one chunk are served before others get a turn. */
const LINES_PER_TURN = 100
const terminator = Buffer.from('\r\n.\r\n')
/** Length of the dot and its line end. */
const DOT_LINE = 3
const none: Buffer = Buffer.alloc(0)

/** What the cut pieces are for. A receiver of a line or a payload calls `next` when the client may be served on. */
export interface FramingEvents {
  /** A line with its line end; `cut` when it was too long and only its beginning is here. */
  line(line: Buffer, cut: boolean, more: boolean, next: () => void): void
  /** A line has begun and is not finished yet, or no longer. */
  openLine(open: boolean): void
  /** Bytes of a line that is too long, which are not handed on. */
  dropped(bytes: number): void
  /** Bytes of a payload; `add` them if they are to be kept. */
  payload(payload: WirePayload, bytes: Buffer): void
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

  private readonly events: FramingEvents
  private readonly longestLine: number
  private held: boolean
  private release: (() => void) | null = null

  private chunk = none
  private position = 0
  private done: (() => void) | null = null
  private partial: Buffer[] = []
  private partialLength = 0
  private incoming: WirePayload | null = null
  /** The last bytes of the payload so far, at most four; a payload begins as if after CRLF. */
  private tail = none
  /** Bytes that are the beginning of the terminator, or else of a line with a dot: the next chunk tells. */
  private heldBack = none
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
    this.incoming = payload
    this.tail = terminator.subarray(0, 2)
    this.heldBack = none
  }

  /** When what comes next was read: with the line being served, or not yet. */
  get nextReadAt(): number {
    return this.position < this.chunk.length ? this.readAt : performance.now()
  }

  get receiving(): WirePayload | null {
    return this.incoming
  }

  /** Swallows the next bytes: the chunk that follows a refused BDAT. */
  skip(bytes: number): void {
    this.skipping = bytes
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const begin = () => {
      this.chunk = chunk
      this.position = 0
      this.done = done
      this.readAt = performance.now()
      this.advance()
    }
    if (this.held) this.release = begin
    else begin()
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
      if (began) this.events.openLine(true)
      this.resumed = true
      return
    }
    const cut = this.partialLength > this.longestLine + 2
    const line = this.takePartial()
    this.events.openLine(false)
    this.events.line(line, cut, this.position < this.chunk.length, this.advance)
  }

  private takePartial(): Buffer {
    const line = Buffer.concat(this.partial)
    this.partial = []
    this.partialLength = 0
    return line
  }

  private servePayload(payload: WirePayload): void {
    const bytes = this.chunk.subarray(this.position)
    const end = this.behindTerminator(bytes)
    if (end >= 0) {
      this.position += end
      const content = end - DOT_LINE
      // Less than nothing: what was held back was the beginning of the dot line.
      if (content >= 0) this.handOn(payload, bytes.subarray(0, content), 0)
      this.incoming = null
      this.events.payloadEnd(payload, this.advance)
      return
    }
    this.position = this.chunk.length
    this.tail = Buffer.concat([this.tail, bytes.subarray(-4)]).subarray(-4)
    this.handOn(payload, bytes, maybeDotLine(this.tail))
    this.resumed = true
  }

  /** Where the terminator's end stands in `bytes`, looking also across the seam to what came before; -1 without one. */
  private behindTerminator(bytes: Buffer): number {
    const lineEnd = bytes.indexOf(LF)
    // One that began before ends with an LF among the first four bytes.
    if (lineEnd >= 0 && lineEnd < 4) {
      const atSeam = Buffer.concat([this.tail, bytes.subarray(0, 4)]).indexOf(terminator)
      if (atSeam >= 0) return atSeam + terminator.length - this.tail.length
    }
    const found = bytes.indexOf(terminator)
    return found < 0 ? -1 : found + terminator.length
  }

  /** Hands on what was held back and `bytes`, except for the last `back` bytes of both together. */
  private handOn(payload: WirePayload, bytes: Buffer, back: number): void {
    const before = this.heldBack
    if (back > bytes.length) {
      // The dot line began in an earlier chunk, and no byte of this one lies before it.
      this.heldBack = Buffer.concat([before, bytes])
      return
    }
    this.heldBack = back === 0 ? none : Buffer.from(bytes.subarray(bytes.length - back))
    if (before.length > 0) this.events.payload(payload, before)
    if (bytes.length > back) this.events.payload(payload, bytes.subarray(0, bytes.length - back))
  }

  /** Nothing more is answered: what is left, here and unfinished, is handed on for the record. */
  abandon(): void {
    const { incoming } = this
    const rest = this.chunk.subarray(this.position)
    this.position = this.chunk.length
    if (incoming !== null) {
      this.incoming = null
      if (this.heldBack.length > 0) this.events.payload(incoming, this.heldBack)
      if (rest.length > 0) this.events.payload(incoming, rest)
      return
    }
    const line = this.partialLength > 0 ? Buffer.concat([this.takePartial(), rest]) : rest
    if (line.length > 0) this.events.leftover(line, this.readAt)
  }
}

/** How many of the last bytes may turn out to be the beginning of the line that ends the data. */
function maybeDotLine(tail: Buffer): number {
  if (tail.length >= 4 && tail.compare(terminator, 0, 4, tail.length - 4) === 0) return 2
  if (tail.length >= 3 && tail.compare(terminator, 0, 3, tail.length - 3) === 0) return 1
  return 0
}
