/** The source of an HTML page as a flat list of what stands in it, entities decoded. No tree: nesting costs nothing. */
import { Tokenizer } from 'htmlparser2'

export interface Attribute {
  readonly name: string
  /** Null for a name alone. */
  readonly value: string | null
}

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: readonly Attribute[] }
  | { readonly kind: 'close'; readonly name: string }
  /** A comment, a doctype or the like, from `<` to `>`. */
  | { readonly kind: 'other'; readonly text: string }

/** The tokens in order; two texts never follow each other. */
export function htmlTokens(html: string): HtmlToken[] {
  const tokens: HtmlToken[] = []
  let text = ''
  let name = ''
  let attributes: Attribute[] = []
  let attribute = ''
  let value = ''

  const add = (token: HtmlToken) => {
    if (text !== '') tokens.push({ kind: 'text', text })
    text = ''
    tokens.push(token)
  }
  const opened = () => add({ kind: 'open', name, attributes })

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => void (text += html.slice(start, end)),
      ontextentity: (codepoint) => void (text += String.fromCodePoint(codepoint)),
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase()
        attributes = []
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata: (start, end) => void (value += html.slice(start, end)),
      onattribentity: (codepoint) => void (value += String.fromCodePoint(codepoint)),
      onattribend: (quote) => {
        // 0 is QuoteType.NoValue, an enum that the package does not export.
        attributes.push({ name: attribute, value: (quote as number) === 0 ? null : value })
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) => add({ kind: 'close', name: html.slice(start, end).toLowerCase() }),
      oncdata: (start, end, offset) => add({ kind: 'other', text: `<![CDATA[${html.slice(start, end - offset)}]]>` }),
      oncomment: (start, end, offset) => add({ kind: 'other', text: `<!--${html.slice(start, end - offset)}-->` }),
      ondeclaration: (start, end) => add({ kind: 'other', text: `<!${html.slice(start, end)}>` }),
      onprocessinginstruction: (start, end) => add({ kind: 'other', text: `<${html.slice(start, end)}>` }),
      onend: () => {
        if (text !== '') tokens.push({ kind: 'text', text })
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return tokens
}
