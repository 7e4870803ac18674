/** HTML source laid out anew, for reading only: white space means something in HTML, so this is not what was sent. */
import { htmlTokens, type Token } from './html-tokens.ts'

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/
/** What begins a line of its own; everything else flows with the text around it. */
const BLOCK =
  /^(?:address|article|aside|base|blockquote|body|caption|center|col|colgroup|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|hr|html|li|link|main|meta|nav|ol|option|p|pre|script|section|select|style|table|tbody|td|tfoot|th|thead|title|tr|ul|o:p|v:\w+|w:\w+|xml)$/
/** What is closed by another one of its kind, more often than by an end tag. */
const IMPLIED = /^(?:p|li|td|th|tr|dt|dd|option|html|body|head)$/
const DEEPEST = 40
/** Elements within each other that are kept in mind: each end tag is looked for among them. */
const NESTED = 200

export function prettyHtml(source: string): string {
  const lines: string[] = []
  let line = ''
  const open: string[] = []
  const indent = (depth = open.length) => '  '.repeat(Math.min(DEEPEST, depth))

  function flush(): void {
    if (line.trim() !== '') lines.push(indent() + line.trim())
    line = ''
  }

  for (const unit of unitsOf(source)) {
    if (unit.kind === 'text') {
      line += unit.text.replace(/\s+/g, ' ')
    } else if (unit.kind === 'verbatim') {
      if (/^\s*$/.test(unit.text)) continue
      flush()
      // Its own lines may mean something, so they stay as they are.
      lines.push(...unit.text.replace(/^\s*\n|\s+$/g, '').split('\n'))
    } else if (unit.kind === 'comment') {
      flush()
      lines.push(...unit.text.split('\n').map((part, at) => (at === 0 ? indent() + part : part)))
    } else if (!BLOCK.test(unit.name)) {
      line += unit.text
      if (unit.name === 'br') flush()
    } else if (unit.close) {
      closeBlock(unit.text, open.lastIndexOf(unit.name))
    } else {
      flush()
      if (IMPLIED.test(unit.name) && open.at(-1) === unit.name) open.pop()
      line = unit.text
      flush()
      if (open.length < NESTED && !VOID.test(unit.name) && !unit.text.endsWith('/>')) open.push(unit.name)
    }
  }
  flush()
  return lines.map((one) => one.trimEnd()).join('\n')

  function closeBlock(text: string, level: number): void {
    const short = line.trim()
    const opener = lines.at(-1)
    // <td>one short text</td> stays in one line.
    if (
      level !== -1 &&
      level === open.length - 1 &&
      short !== '' &&
      opener?.startsWith(`${indent(level)}<${open[level]}`) === true &&
      opener.length + short.length + text.length <= 120
    ) {
      open.pop()
      lines[lines.length - 1] = opener + short + text
      line = ''
      return
    }
    flush()
    if (level !== -1) open.length = level
    line = text
    flush()
  }
}

type Unit =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'tag'; readonly name: string; readonly close: boolean; readonly text: string }

/** Whole tags instead of their pieces. */
function* unitsOf(source: string): Generator<Unit> {
  const tokens = htmlTokens(source)
  const textOf = ({ from, to }: Token) => source.slice(from, to)
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined) return
    if (token.kind !== 'tag') {
      const { kind } = token
      yield { kind: kind === 'comment' || kind === 'verbatim' ? kind : 'text', text: textOf(token) }
      continue
    }
    const begin = textOf(token)
    let text = begin
    // Not the end of all of it: to look there, the browser would join what was read so far, each time.
    for (let piece = begin; !piece.endsWith('>') && at + 1 < tokens.length;) {
      const next = tokens[++at]
      if (next === undefined) break
      piece = textOf(next)
      text += /^\s+$/.test(piece) ? ' ' : piece
    }
    const close = begin.startsWith('</')
    yield { kind: 'tag', name: begin.slice(close ? 2 : 1).toLowerCase(), close, text }
  }
}
