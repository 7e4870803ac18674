/** Makes visible what a mail could hide: characters that turn text around, control characters, bytes that are no UTF-8. */

/** A stretch of text as it is, or a mark that stands for something invisible. */
export interface Segment {
  readonly text: string
  readonly mark: boolean
}

/** The characters that reorder what is around them; with them `gpj.exe` is shown as `exe.jpg`. */
const BIDI = new Map([
  ['\u202A', 'LRE'],
  ['\u202B', 'RLE'],
  ['\u202C', 'PDF'],
  ['\u202D', 'LRO'],
  ['\u202E', 'RLO'],
  ['\u2066', 'LRI'],
  ['\u2067', 'RLI'],
  ['\u2068', 'FSI'],
  ['\u2069', 'PDI'],
])

// A CR counts as invisible only where it does not end a line together with an LF.
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /\r(?!\n)|(?<!\r)\n|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0080-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/gu

/** Stretches of one text that are told apart; after them marks are text like any other, for each takes an element. */
const MOST = 500

/**
 * Cuts text into plain stretches and marks; marks that follow each other are one.
 * Pass `wire` for text that should have CRLF line ends: there a bare CR or LF is marked too, and a proper one is a
 * line end like any other.
 */
export function segments(text: string, form: 'text' | 'wire' = 'text'): Segment[] {
  const found: { text: string; mark: boolean }[] = []
  let done = 0
  const add = (piece: string, mark: boolean) => {
    const last = found.at(-1)
    if (last !== undefined && (last.mark === mark || (found.length >= MOST && !last.mark))) last.text += piece
    else found.push({ text: piece, mark })
  }
  const plain = (end: number) => {
    const stretch = text.slice(done, end)
    if (stretch !== '') add(form === 'wire' ? stretch.replaceAll('\r\n', '\n') : stretch, false)
  }
  for (const match of text.matchAll(INVISIBLE)) {
    const [what] = match
    const lineEnd = what === '\n' || what === '\r'
    if (lineEnd && form === 'text') continue
    plain(match.index)
    add(markOf(what), true)
    done = match.index + what.length
    if (lineEnd) add('\n', false)
  }
  plain(text.length)
  return found
}

/** The same as one string, for a place that holds no elements, such as a tooltip. */
export function visible(text: string, form: 'text' | 'wire' = 'text'): string {
  return segments(text, form)
    .map((segment) => segment.text)
    .join('')
}

function markOf(character: string): string {
  const bidi = BIDI.get(character)
  if (bidi !== undefined) return `⟦${bidi}⟧`
  if (character === '\uFEFF') return '⟦BOM⟧'
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return `⟦${code.toString(16).toUpperCase()}⟧`
}

/** Bytes as text: UTF-8 where it is that, `\xNN` for each byte that is not. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return lenientText(bytes)
  }
}

function lenientText(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const out: string[] = []
  let start = 0
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    out.push(
      decoder.decode(bytes.subarray(start, at)),
      `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0').toUpperCase()}`,
    )
    start = ++at
  }
  out.push(decoder.decode(bytes.subarray(start)))
  return out.join('')
}

/** How many bytes the UTF-8 character at `at` has, or 0 when there is none (RFC 3629, section 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0
  if (length === 0 || at + length > bytes.length) return 0
  for (let next = at + 1; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  }
  const second = bytes[at + 1] ?? 0
  const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90)
  const surrogateOrBeyond = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f)
  return overlong || surrogateOrBeyond ? 0 : length
}
