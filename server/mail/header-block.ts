/** Where a header block ends, and which fields stand in it. Works on offsets, so that what is shown stays what was sent. */

const LF = 10
const CR = 13

export type Newline = typeof LF | typeof CR

/** The fields of a mail or a part, in its bytes. */
export interface Block {
  readonly start: number
  readonly end: number
  readonly newline: Newline
}

/** What ends the lines of a mail: LF, with or without a CR before it; a lone CR only where no LF is near the beginning. */
export function newlineOf(raw: Buffer): Newline {
  const first = raw.subarray(0, 8192)
  return first.includes(LF) || !first.includes(CR) ? LF : CR
}

/** A stretch as a string of the same length, one character per byte, its lines ended by LF whatever the mail uses. */
export function blockText(raw: Buffer, start: number, end: number, newline: Newline): string {
  const text = raw.toString('latin1', start, end)
  return newline === CR ? text.replaceAll('\r', '\n') : text
}

/** Told of each field; with false it is the last. */
type Visit = (start: number, colon: number, end: number) => boolean | void

/** As `eachField`, for a mail's own header block; there is none where its first line is no field, as Postfix reads it too. */
export function eachFieldOf(raw: Buffer, newline: Newline, visit: Visit): number {
  return beginsWithField(raw, 0) ? eachField(raw, { start: 0, end: raw.length, newline }, visit) : 0
}

/** What is looked at: so many take less than 50 ms. How long they are matters little. */
const mostFields = 100_000
const mostLines = 500_000

/**
 * Visits the fields of a block in order, folded lines joined: from `start` to `end` without the final line end,
 * the colon at `colon`, or -1 for a line that has none. Stops at a blank line, when the visitor returns
 * false, and after 100,000 fields or 500,000 lines; gives where.
 */
export function eachField(raw: Buffer, block: Block, visit: Visit): number {
  const lineEnd = lineEnds(raw, block)
  let start = block.start
  let lines = 0
  for (let fields = 0; start < block.end && fields < mostFields && lines < mostLines; fields++, lines++) {
    const first = lineEnd(start)
    if (withoutCR(raw, start, first) === start) break
    let end = first
    while (end + 1 < block.end && isBlank(raw[end + 1]) && ++lines < mostLines) end = lineEnd(end + 1)
    if (visit(start, colonOf(raw, start, first), withoutCR(raw, start, end)) === false) break
    start = end + 1
  }
  return start
}

/** Bytes that are turned into text at a time: at first what a header has, for a body may follow. */
const smallestWindow = 4_096
const largestWindow = 262_144

/**
 * Gives where the line at a place ends, for places that only go up. Asked of windows of text, for where lines are short that
 * costs a fraction of asking the buffer; never of all of it, for a block may have as many bytes as a mail.
 */
function lineEnds(raw: Buffer, { start, end, newline }: Block): (from: number) => number {
  const mark = String.fromCharCode(newline)
  let base = start
  let text = ''
  let size = smallestWindow
  return (from) => {
    if (from >= base + text.length) {
      base = from
      text = raw.toString('latin1', from, Math.min(end, from + size))
      size = Math.min(size * 4, largestWindow)
    }
    const near = text.indexOf(mark, from - base)
    if (near >= 0) return base + near
    const far = raw.indexOf(newline, base + text.length)
    return far < 0 ? end : Math.min(far, end)
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09
}

function withoutCR(raw: Buffer, start: number, end: number): number {
  return end > start && raw[end - 1] === CR ? end - 1 : end
}

/** Names are short; what is not is searched by the line alone, for a block without colons would cost the square of its length. */
function colonOf(raw: Buffer, start: number, lineEnd: number): number {
  const near = Math.min(lineEnd, start + 128)
  for (let at = start; at < near; at++) if (raw[at] === 0x3a) return at
  const far = near < lineEnd ? raw.subarray(near, lineEnd).indexOf(0x3a) : -1
  return far < 0 ? -1 : near + far
}

/** Whether a field has this name, whatever its case and the white space before its colon; `name` is in lower case. */
export function isNamed(raw: Buffer, start: number, colon: number, name: string): boolean {
  let end = colon
  while (end > start && isBlank(raw[end - 1])) end--
  if (end - start !== name.length) return false
  for (let at = 0; at < name.length; at++) {
    const byte = raw[start + at]!
    if ((byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) !== name.charCodeAt(at)) return false
  }
  return true
}

/** Whether a field stands here, or the line that an mbox file begins a mail with. */
export function beginsWithField(raw: Buffer, start: number): boolean {
  let at = start
  while (at < raw.length && raw[at]! > 0x20 && raw[at]! < 0x7f && raw[at] !== 0x3a) at++
  const name = at - start
  while (raw[at] === 0x20 || raw[at] === 0x09) at++
  if (raw[at] === 0x3a) return name > 0
  return /^>?From $/.test(raw.toString('latin1', start, start + name + 1))
}
