/** What is worth seeing in the bytes of a mail: names of fields, delimiters, lines that are too long, bytes beyond ASCII. */
import type { Span } from './row-pieces.ts'

/** Octets of a line without its end (RFC 5322, 2.1.1). */
export const LONGEST_LINE = 998

/** Octets of a line; a byte that is not UTF-8 is shown as `\xNN` and counts as one. */
export function octetsOf(line: string): number {
  let octets = line.length
  // oxlint-disable-next-line no-control-regex -- everything beyond ASCII
  if (/[^\u0000-\u007F]/.test(line)) octets = new TextEncoder().encode(line).length
  return octets - 3 * (line.match(/\\x[89A-F][0-9A-F]/g)?.length ?? 0)
}

/** The looks of a stretch of one line. `header` tells whether the line stands in the header of the mail. */
export function rawSpans(
  text: string,
  line: { readonly from: number; readonly to: number },
  row: { readonly from: number; readonly to: number },
  { header, delimiter }: { readonly header: boolean; readonly delimiter: boolean },
): Span[] {
  if (delimiter) return [{ ...row, look: 'src-delimiter' }]
  const spans: Span[] = []
  if (header && row.from === line.from) {
    const [name] = /^[!-9;-~]+:/.exec(text.slice(row.from, Math.min(row.to, row.from + 200))) ?? []
    if (name !== undefined) spans.push({ from: row.from, to: row.from + name.length, look: 'src-name' })
  }
  // oxlint-disable-next-line no-control-regex -- everything beyond ASCII
  for (const { index, 0: found } of text.slice(row.from, row.to).matchAll(/[^\u0000-\u007F]+|(?:\\x[89A-F][0-9A-F])+/g))
    spans.push({ from: row.from + index, to: row.from + index + found.length, look: 'src-beyond' })
  if (
    row.to - line.from > LONGEST_LINE &&
    octetsOf(text.slice(line.from, Math.min(line.to, line.from + 4000))) > LONGEST_LINE
  )
    spans.push({ from: Math.max(row.from, line.from + LONGEST_LINE), to: row.to, look: 'src-over' })
  return spans
}
