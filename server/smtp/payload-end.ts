/** Finds where a payload ends, also when its terminator lies across chunks; hands on what is sure to belong to it. */
import type { WirePayload } from './payload.ts'

const LF = 10
const terminator = Buffer.from('\r\n.\r\n')
/** Length of the dot and its line end, which end a payload and belong to none. */
export const DOT_LINE = 3
const none: Buffer = Buffer.alloc(0)

export class PayloadEnd {
  readonly payload: WirePayload
  private readonly handOn: (payload: WirePayload, bytes: Buffer) => void
  /** The last bytes of the payload so far, at most four; a payload begins as if after CRLF. */
  private tail = terminator.subarray(0, 2)
  /** Bytes that are the beginning of the terminator, or else of a line with a dot: the next chunk tells. */
  private heldBack = none

  constructor(payload: WirePayload, handOn: (payload: WirePayload, bytes: Buffer) => void) {
    this.payload = payload
    this.handOn = handOn
  }

  /** Looks through the next bytes. Gives where behind the terminator they go on, -1 when it has yet to come. */
  lookIn(bytes: Buffer): number {
    const end = this.behindTerminator(bytes)
    if (end < 0) {
      this.tail = Buffer.concat([this.tail, bytes.subarray(-4)]).subarray(-4)
      this.handOnBut(maybeDotLine(this.tail), bytes)
      return -1
    }
    const content = end - DOT_LINE
    // Less than nothing: what was held back was the beginning of the dot line.
    if (content >= 0) this.handOnBut(0, bytes.subarray(0, content))
    return end
  }

  /** The terminator will not come: all that is here belongs to the payload. */
  giveUp(rest: Buffer): void {
    if (this.heldBack.length > 0) this.handOn(this.payload, this.heldBack)
    if (rest.length > 0) this.handOn(this.payload, rest)
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
  private handOnBut(back: number, bytes: Buffer): void {
    const before = this.heldBack
    if (back > bytes.length) {
      // The dot line began in an earlier chunk, and no byte of this one lies before it.
      this.heldBack = Buffer.concat([before, bytes])
      return
    }
    this.heldBack = back === 0 ? none : Buffer.from(bytes.subarray(bytes.length - back))
    if (before.length > 0) this.handOn(this.payload, before)
    if (bytes.length > back) this.handOn(this.payload, bytes.subarray(0, bytes.length - back))
  }
}

/** How many of the last bytes may turn out to be the beginning of the line that ends the data. */
function maybeDotLine(tail: Buffer): number {
  if (tail.length >= 4 && tail.compare(terminator, 0, 4, tail.length - 4) === 0) return 2
  if (tail.length >= 3 && tail.compare(terminator, 0, 3, tail.length - 3) === 0) return 1
  return 0
}
