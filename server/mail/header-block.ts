/** Where a header block ends, and which fields stand in it. Works on offsets, so that what is shown stays what was sent. */

const LF = 10
const CR = 13

export type Newline = typeof LF | typeof CR

/** What ends the lines of a mail: LF, with or without a CR before it; a lone CR only where no LF is near the beginning. */
export function newlineOf(raw: Buffer): Newline {
  const first = raw.subarray(0, 8192)
  return first.includes(LF) || !first.includes(CR) ? LF : CR
}

/**
 * The header block of a whole mail: where its last field ends, and where the body begins.
 * Looks at the first `limit` bytes only; a block that is longer ends there.
 * A mail whose first line is no field has no header, as Postfix reads it too.
 */
export function headerBlock(raw: Buffer, newline: Newline, limit: number): { end: number; body: number } {
  if (raw[0] === newline) return { end: 0, body: 1 }
  if (raw[0] === CR && raw[1] === LF) return { end: 0, body: 2 }
  if (!beginsWithField(raw, 0)) return { end: 0, body: 0 }
  let window = raw.length > limit ? raw.subarray(0, limit) : raw
  if (newline === CR) return blankLine(window.indexOf('\r\r'), 2, window.length)
  const crlf = window.indexOf('\n\r\n')
  // A blank line of a bare LF only counts when it comes first.
  if (crlf >= 0) window = window.subarray(0, crlf)
  const lf = window.indexOf('\n\n')
  return lf >= 0 || crlf < 0 ? blankLine(lf, 2, window.length) : blankLine(crlf, 3, window.length)
}

function blankLine(at: number, length: number, whole: number): { end: number; body: number } {
  return at < 0 ? { end: whole, body: whole } : { end: at + 1, body: at + length }
}

/** The block as a string of the same length, one character per byte, its lines ended by LF whatever the mail uses. */
export function blockText(raw: Buffer, start: number, end: number, newline: Newline): string {
  const text = raw.toString('latin1', start, end)
  return newline === CR ? text.replaceAll('\r', '\n') : text
}

/**
 * Visits the fields of a block in order, folded lines joined: from `start` to `end` without the final line end,
 * the colon at `colon`, or -1 for a line that has none. Ends early when the visitor returns false.
 */
export function eachField(block: string, visit: (start: number, colon: number, end: number) => boolean | void): void {
  let start = 0
  while (start < block.length) {
    let end = block.indexOf('\n', start)
    while (end >= 0 && isFold(block.charCodeAt(end + 1))) end = block.indexOf('\n', end + 1)
    const next = end < 0 ? block.length : end + 1
    if (end < 0) end = block.length
    if (end > start && block.charCodeAt(end - 1) === CR) end--
    if (end > start && visit(start, colonOf(block, start, end), end) === false) return
    start = next
  }
}

function isFold(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** Stops at the end of the line: searching on would make a block without colons cost the square of its length. */
function colonOf(block: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const code = block.charCodeAt(at)
    if (code === 0x3a) return at
    if (code === LF) return -1
  }
  return -1
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
