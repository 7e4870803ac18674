/** The page as it is put together from its tokens: what is kept in mind from one to the next. */
import { rewriteCss } from './css.ts'
import { neutralComment, neutralEnd, neutralText } from './neutral.ts'
import { dropsText, isGone, rewriteTag, type Desk, type Tag } from './tags.ts'

/** A text that is long to work on is put out as what makes it. */
export type Piece = string | (() => string)

export interface Page {
  doctype(raw: string): void
  comment(raw: string): void
  text(raw: string): void
  open(tag: Tag): void
  close(name: string, raw: string): void
  end(): void
  /** What is ready, once. */
  taken(): Piece[]
}

/** Characters of text that are worked on at a time. */
const most = 65_536

/** `head` is put before everything but the doctype, and what may stand before that. */
export function createPage(head: string, desk: Desk): Page {
  let out: Piece[] = []
  let begun = false
  /** The text that was put last ends with "<". */
  let open = false
  /** The tag that stood before: within some, text is no text. */
  let before = ''

  const put = (text: string) => {
    out.push(text)
    open = false
  }
  const putText = (raw: string) => {
    if (raw === '') return
    const inStyle = before === 'style'
    const make = (piece: string) => neutralText(inStyle ? rewriteCss(piece, desk) : piece, inStyle)
    if (raw.length <= most) out.push(make(raw))
    else for (const piece of cut(raw, inStyle ? '}' : '<')) out.push(() => make(piece))
    open = raw.endsWith('<')
  }
  const begin = () => {
    if (!begun) put(head)
    begun = true
  }
  const drop = () => {
    // "<", then what goes, then "meta …" must not become a tag.
    if (open) put('<!---->')
  }

  return {
    taken() {
      const pieces = out
      out = []
      return pieces
    },
    end: begin,
    doctype(raw) {
      put(raw)
      // The mode of the page hangs on whether this comes first, so nothing of ours may come before it.
      begin()
    },
    comment: (raw) => put(neutralComment(raw)),
    text(raw) {
      if (begun && dropsText(before)) return drop()
      // A byte order mark is none once something stands before it.
      const text = begun ? raw : raw.replace(/^\ufeff/, '')
      if (/[^\t\n\f\r ]/.test(text)) begin()
      putText(text)
    },
    open(tag) {
      begin()
      before = tag.name
      const written = rewriteTag(tag, desk)
      if (written === null) drop()
      else put(written)
    },
    close(name, raw) {
      begin()
      before = ''
      if (isGone(name)) drop()
      else put(neutralEnd(raw, name))
    },
  }
}

/** Pieces of a text, each ending after a rule of a style sheet, or before a tag, if there is one in reach. */
function cut(text: string, at: '}' | '<'): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length;) {
    const reach = text.slice(start, start + most)
    const found = reach.length < most ? text.length : start + reach.lastIndexOf(at) + (at === '}' ? 1 : 0)
    const end = found > start ? found : start + most
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}
