/** What a reader sees of an HTML mail: its text, and the links in it. One pass of a tokenizer, no tree: nesting costs nothing. */
import { Tokenizer } from 'htmlparser2'

export interface Anchor {
  readonly href: string
  readonly text: string
}

export interface Page {
  /** Visible text, one line per block, at most 64 Ki characters. */
  readonly text: string
  /** At most `anchors` of them. */
  readonly anchors: Anchor[]
}

const longestText = 65_536
const longestAnchor = 500
const longestHref = 65_536

const unseen = new Set(['script', 'style', 'title', 'template'])
const inline = new Set(
  'a abbr b bdi bdo big cite code em font i img ins kbd mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
)

export function readPage(html: string, anchors: number): Page {
  const found: Anchor[] = []
  const text: string[] = []
  let length = 0
  let hidden: string | null = null
  let tag = ''
  let attribute = ''
  let value = ''
  let href: string | null = null
  let alt = ''
  let anchor: { href: string; text: string } | null = null

  const show = (piece: string) => {
    if (hidden || (length >= longestText && !anchor)) return
    if (anchor && anchor.text.length < longestAnchor) anchor.text += piece.slice(0, longestAnchor)
    if (length >= longestText) return
    text.push(piece.slice(0, longestText - length))
    length += piece.length
  }
  const finish = () => {
    if (anchor && found.length < anchors)
      found.push({ href: anchor.href, text: folded(anchor.text).slice(0, longestAnchor) })
    anchor = null
  }
  const opened = () => {
    if (tag === 'a' && href !== null) {
      finish()
      if (!hidden) anchor = { href, text: '' }
    } else if (tag === 'img' && anchor && alt !== '') anchor.text += ` ${alt.slice(0, longestAnchor)} `
    if (unseen.has(tag)) hidden ??= tag
    else if (!inline.has(tag)) show(tag === 'td' || tag === 'th' ? ' ' : '\n')
  }

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => show(html.slice(start, Math.min(end, start + longestText)).replace(/\s+/g, ' ')),
      ontextentity: (codepoint) => show(String.fromCodePoint(codepoint)),
      onopentagname: (start, end) => {
        tag = html.slice(start, Math.min(end, start + 20)).toLowerCase()
        href = null
        alt = ''
      },
      onattribname: (start, end) => {
        attribute = end - start > 10 ? '' : html.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata: (start, end) => {
        if ((attribute === 'href' || attribute === 'alt') && value.length < longestHref) value += html.slice(start, end)
      },
      onattribentity: (codepoint) => {
        if (value.length < longestHref) value += String.fromCodePoint(codepoint)
      },
      onattribend: () => {
        if (attribute === 'href') href ??= value
        else if (attribute === 'alt') alt = value
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => {
        const name = html.slice(start, Math.min(end, start + 20)).toLowerCase()
        if (name === hidden) hidden = null
        else if (name === 'a') finish()
        else if (!inline.has(name) && name !== 'td' && name !== 'th') show('\n')
      },
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: finish,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return { text: text.join(''), anchors: found }
}

/** White space folded to single spaces, and with it the invisible characters that fill up the preview of newsletters. */
export function folded(text: string): string {
  return text.replace(/(?:[\s\u200b\u2060\u00ad]|\u034f|\u200c(?=\s|$))+/g, ' ').trim()
}
