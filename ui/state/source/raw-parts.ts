/** Where the parts of a mail begin in its bytes, read off the delimiters that its headers announce (RFC 2046, 5.1). */

export interface RawPart {
  /** As in the MIME tree: `1` is the whole, `1.2` its second part. */
  readonly part: string
  readonly contentType: string
  /** Where its delimiter stands in the text; 0 for the whole. */
  readonly place: number
}

interface Open {
  readonly path: string
  readonly boundary: string
  parts: number
}

/** More would be no menu any more. */
const MOST = 500

export function rawParts(text: string): RawPart[] {
  const stack: Open[] = []
  const found: RawPart[] = []
  enter('1', 0, 0)
  const delimiter = /^--(.{1,200})$/gm
  for (let match = delimiter.exec(text); match !== null && found.length < MOST; match = delimiter.exec(text)) {
    if (stack.length === 0) break
    const said = match[1]?.trimEnd()
    const level = stack.findLastIndex(({ boundary }) => said === boundary || said === `${boundary}--`)
    const open = stack[level]
    if (open === undefined) continue
    // The parts within are over when a delimiter of the one around them comes, closed or not.
    stack.length = level + 1
    if (said !== open.boundary) stack.length = level
    else enter(`${open.path}.${++open.parts}`, match.index, match.index + match[0].length)
  }
  return found

  function enter(path: string, place: number, headerAt: number): void {
    const header = headerOf(text, headerAt)
    const [, type = 'text/plain', parameters = ''] =
      /^content-type:[ \t]*([^;\s]+)([^]*?)(?=\n\S|$(?![^]))/im.exec(header) ?? []
    found.push({ part: path, contentType: type.toLowerCase(), place })
    const [, quoted, plain] = /\bboundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/i.exec(parameters) ?? []
    const boundary = quoted ?? plain
    if (boundary !== undefined && /^multipart\//i.test(type)) stack.push({ path, boundary, parts: 0 })
  }
}

/** Up to the empty line, and no further than any header goes. `from` is the beginning, or the end of a delimiter. */
function headerOf(text: string, from: number): string {
  const piece = text.slice(from, from + 64 * 1024).replace(from === 0 ? '' : /^\r?\n/, '')
  if (/^\r?\n/.test(piece)) return ''
  const end = /\n\r?\n/.exec(piece)
  return unfolded(end === null ? piece : piece.slice(0, end.index))
}

function unfolded(header: string): string {
  return header.replace(/\r?\n(?=[ \t])/g, '')
}
