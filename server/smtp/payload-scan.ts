/** What is amiss in a payload, found while it arrives: one pass, by native searches from line end to line end. */
import { isAscii } from 'node:buffer'

const CR = 13
const LF = 10
const DOT = 46
/** RFC 5321, 4.5.3.1.6: a text line has at most 1,000 octets with its CRLF. */
const LONGEST_LINE = 998

export class PayloadScan {
  lines = 0
  /** Leading dots that the raw mail does not have. */
  dots = 0
  bareLf = false
  longLine = false
  eightBit = false
  undoubledDot = false

  /** Carried from chunk to chunk: the last two bytes, and the open line. A payload begins as if after CRLF. */
  private last = LF
  private beforeLast = CR
  private column = 0
  private opensWithDot = false

  add(chunk: Buffer): void {
    if (!this.eightBit && !isAscii(chunk)) this.eightBit = true
    if (this.column === 1 && this.opensWithDot && chunk[0] !== DOT) this.undoubledDot = true
    let start = 0
    let afterCrLf = this.column === 0 && this.last === LF && this.beforeLast === CR
    while (start < chunk.length) {
      if (start > 0 || this.column === 0) this.openLine(chunk, start, afterCrLf)
      const end = chunk.indexOf(LF, start)
      if (end < 0) break
      afterCrLf = (end > 0 ? chunk[end - 1] : this.last) === CR
      if (!afterCrLf) this.bareLf = true
      if (this.column + end - start - (afterCrLf ? 1 : 0) > LONGEST_LINE) this.longLine = true
      this.lines += 1
      this.column = 0
      start = end + 1
    }
    this.column += chunk.length - start
    if (this.column > LONGEST_LINE + 1) this.longLine = true
    this.beforeLast = chunk.length > 1 ? (chunk[chunk.length - 2] ?? 0) : this.last
    this.last = chunk[chunk.length - 1] ?? 0
  }

  /** The payload is over: a last line without a line end counts too. */
  end(): void {
    if (this.column > 0) this.lines += 1
  }

  private openLine(chunk: Buffer, start: number, afterCrLf: boolean): void {
    this.opensWithDot = afterCrLf && chunk[start] === DOT
    if (!this.opensWithDot) return
    this.dots += 1
    if (start + 1 < chunk.length && chunk[start + 1] !== DOT) this.undoubledDot = true
  }
}

/** The first line, counted from 1, that shows a fault; for the lint that names it. */
export function lineOf(fault: 'bareLf' | 'longLine' | 'eightBit' | 'undoubledDot', wire: Buffer): number | null {
  let line = 1
  let afterCrLf = true
  for (let start = 0; start < wire.length; line += 1) {
    const found = wire.indexOf(LF, start)
    const end = found < 0 ? wire.length : found
    const crLf = found > 0 && wire[found - 1] === CR
    const text = wire.subarray(start, crLf ? end - 1 : end)
    const shows = {
      bareLf: found >= 0 && !crLf,
      longLine: text.length > LONGEST_LINE,
      eightBit: !isAscii(text),
      undoubledDot: afterCrLf && text[0] === DOT && text[1] !== DOT,
    }
    if (shows[fault]) return line
    afterCrLf = crLf
    start = end + 1
  }
  return null
}
