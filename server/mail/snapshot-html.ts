/** HTML laid out for reading and comparing: a block per line, attributes in order of their names. It is not for rendering. */
import { Layout } from './html-layout.ts'
import { type Attribute, type HtmlToken, htmlTokens } from './html-tokens.ts'
import type { Normalise } from './volatile.ts'

const set = (names: string) => new Set(names.split(' '))
const inline = set(
  'a abbr b bdi bdo big br button cite code del em font i img input ins kbd label mark q s samp select small span ' +
    'strike strong sub sup tt u var wbr',
)
const verbatim = set('pre textarea xmp')
const program = set('style script')

/** The page, without a line end at its end. `codes` are also found where a mail shows one in pieces, such as a digit to a cell. */
export function snapshotHtml(html: string, normalise: Normalise, codes: readonly Code[]): string {
  const tokens = htmlTokens(html)
  const boxes = boxed(tokens, codes)
  const page = new Layout()
  let kept: string | null = null
  let depth = 0

  for (const [index, token] of tokens.entries()) {
    const name = token.kind === 'open' || token.kind === 'close' ? token.name : ''
    if (kept !== null) {
      // Inside <pre> and the like every blank counts; inside <style> nothing is markup.
      if (name === kept) depth += token.kind === 'open' ? 1 : -1
      if (depth > 0) page.keep(sourceOf(token, normalise, program.has(kept)))
      else {
        page.endKept(program.has(kept), `</${kept}>`)
        kept = null
      }
      continue
    }
    switch (token.kind) {
      case 'text':
        page.text(textOf(token.text, boxes.get(index), normalise))
        break
      case 'other':
        page.other(normalise(token.text).split('\n'))
        break
      case 'open':
        if (verbatim.has(name) || program.has(name)) {
          kept = name
          depth = 1
          page.beginKept(tagOf(token, normalise))
        } else if (inline.has(name)) page.inline(tagOf(token, normalise), name === 'br')
        else page.open(name, tagOf(token, normalise))
        break
      case 'close':
        if (inline.has(name)) page.inline(`</${name}>`, false)
        else page.close(name)
    }
  }
  if (kept !== null) page.endKept(program.has(kept), '')
  return page.lines().join('\n')
}

export interface Code {
  readonly value: string
  /** Gives its placeholder, and with that its number. */
  name(): string
}

/** The texts that hold one piece of a code each, by their place: cells of one digit are a common way to show one. */
function boxed(tokens: readonly HtmlToken[], codes: readonly Code[]): Map<number, string> {
  const found = new Map<number, string>()
  const pieces: { index: number; text: string }[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'text' && token.text.trim() !== '') pieces.push({ index, text: token.text.trim() })
  }
  for (let first = 0; first < pieces.length; first++) {
    for (const code of codes) {
      let joined = ''
      let next = first
      while (next < pieces.length && joined.length < code.value.length && code.value.startsWith(joined)) {
        joined += pieces[next++]!.text
      }
      if (joined !== code.value || next - first < 2) continue
      const name = code.name().slice(0, -1)
      for (let at = first; at < next; at++) found.set(pieces[at]!.index, `${name}.${at - first + 1}>`)
      first = next - 1
      break
    }
  }
  return found
}

/** White space folded as a browser does; a piece of a code keeps the blanks around it. */
function textOf(text: string, box: string | undefined, normalise: Normalise): string {
  const folded = text.replace(/[ \t\r\n\f]+/g, ' ')
  return box === undefined ? normalise(folded, escapeText) : folded.replace(folded.trim(), () => box)
}

function tagOf({ name, attributes }: HtmlToken & { kind: 'open' }, normalise: Normalise): string {
  const shown = attributes
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((attribute) => ` ${attributeOf(attribute, normalise)}`)
  return `<${name}${shown.join('')}>`
}

function attributeOf({ name, value }: Attribute, normalise: Normalise): string {
  if (value === null) return name
  return `${name}="${normalise(value.replace(/\s+/g, ' ').trim(), (text) => escaped(text).replaceAll('"', '&quot;'))}"`
}

function sourceOf(token: HtmlToken, normalise: Normalise, isProgram: boolean): string {
  switch (token.kind) {
    case 'text':
      return isProgram ? normalise(token.text) : normalise(token.text, escapeText)
    case 'other':
      return normalise(token.text)
    case 'open':
      return tagOf(token, normalise)
    case 'close':
      return `</${token.name}>`
  }
}

const unseen: Readonly<Record<string, string>> = { '\u00a0': '&nbsp;', '\u00ad': '&shy;', '\u200c': '&zwnj;' }

/** Characters that nobody sees are written as entities, so that a change of one shows. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replace(/\u034f|[\u00a0\u00ad\u200b-\u200d\u2060\ufeff]/g, (char) => {
    return unseen[char] ?? `&#x${char.charCodeAt(0).toString(16)};`
  })
}

function escapeText(text: string): string {
  return escaped(text).replaceAll('<', '&lt;')
}
