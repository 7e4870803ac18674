/** Style sheets and style attributes: which of their URLs lead away, which mean a part of the mail, which scheme they are for. */
import type { PreviewQuery, RemoteReference } from '../../../contract/preview.ts'
import type { InlineParts } from './inline-parts.ts'
import type { Notes } from './report.ts'

export interface CssDesk {
  readonly notes: Notes
  readonly inline: InlineParts
  readonly scheme: PreviewQuery['scheme']
}

const longestUrl = 4_096
const WORDS = /\/\*|@font-face|@import|url\(|image-set\(|[;{}]|["']/gi

/** The same style sheet, with the parts of the mail where it names them, and decided about the scheme. */
export function rewriteCss(css: string, desk: CssDesk): string {
  for (const { url, kind } of cssUrls(css)) desk.notes.asksFor(url, kind)
  return inScheme(withParts(css, desk), desk.scheme)
}

/**
 * URLs that a style sheet asks for. Read with some care and no grammar: the report comes of it, and nothing that has to hold.
 * One pass, whatever is left open.
 */
function cssUrls(css: string): { url: string; kind: RemoteReference['kind'] }[] {
  const text = css.includes('\\') ? unescaped(css) : css
  const found: { url: string; kind: RemoteReference['kind'] }[] = []
  let inFont = false
  let inImport = false
  let inSet = false
  const closers = new Map<string, number>()
  const words = new RegExp(WORDS)
  for (let word = words.exec(text); word !== null; word = words.exec(text)) {
    const at = words.lastIndex
    switch (word[0].toLowerCase()) {
      case '/*': {
        const end = text.indexOf('*/', at)
        if (end < 0) return found
        words.lastIndex = end + 2
        break
      }
      case '@font-face':
        inFont = true
        break
      case '@import':
        inImport = true
        break
      case 'image-set(':
        inSet = true
        break
      case 'url(': {
        const { url, end } = urlAt(text, at, closers)
        found.push({ url, kind: inImport ? 'style' : inFont ? 'font' : 'image' })
        inImport = false
        words.lastIndex = end
        break
      }
      case ';':
      case '{':
        inImport = false
        inSet = false
        break
      case '}':
        inFont = inImport = inSet = false
        break
      default: {
        const end = text.indexOf(word[0], at)
        if (end < 0) break
        if (inImport || inSet) found.push({ url: text.slice(at, end), kind: inImport ? 'style' : 'image' })
        inImport = false
        words.lastIndex = end + 1
      }
    }
  }
  return found
}

/** `closers` has where each is next: a sheet may open thousands of URLs and close none, and is read once all the same. */
function urlAt(text: string, from: number, closers: Map<string, number>): { url: string; end: number } {
  let start = from
  while (/\s/.test(text.charAt(start)) && start - from < 100) start++
  const quote = text.charAt(start)
  const quoted = quote === '"' || quote === "'"
  if (quoted) start++
  const closer = quoted ? quote : ')'
  let end = closers.get(closer) ?? -1
  if (end < start) {
    const next = text.indexOf(closer, start)
    closers.set(closer, (end = next < 0 ? Infinity : next))
  }
  // Not closed: a browser takes the rest, or nothing. The beginning is enough to tell where it leads.
  if (end - start > longestUrl) return { url: text.slice(start, start + 256), end: start }
  return { url: text.slice(start, end).trim(), end: end + 1 }
}

function unescaped(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})[ \t\n]?|([^\n]))/gi, (_, hex: string | undefined, char: string) => {
    const code = hex === undefined ? 0 : Number.parseInt(hex, 16)
    return hex === undefined ? char : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}

const URLS = /url\(\s{0,9}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^"'()\s]{1,2000}))\s{0,9}\)/gi

function withParts(css: string, { inline, notes }: CssDesk): string {
  if (!inline.byLocation && !/cid:/i.test(css)) return css
  return css.replace(URLS, (whole, double?: string, single?: string, bare?: string) => {
    const part = inline.find(double ?? single ?? bare ?? '')
    if (part === null) notes.count('unknownCid')
    if (typeof part !== 'string') return whole
    notes.shows(part)
    return `url(part/${part})`
  })
}

const GAP = '(?:\\s|/\\*[^*]{0,200}\\*/){0,20}'
const CONDITION = new RegExp(`\\(${GAP}prefers-color-scheme${GAP}(?::${GAP}([a-z-]{1,30})${GAP})?\\)`, 'gi')
const PROPERTY = /((?<![\w-])color-scheme\s{0,20}:\s{0,20})([^;}"']{1,100})/gi

/**
 * Decides the conditions on the scheme, wherever they stand, so that what is shown does not hang on the screen of whoever
 * looks. A forced inversion begins with the light form.
 */
export function inScheme(css: string, scheme: PreviewQuery['scheme']): string {
  if (!/color-scheme/i.test(css)) return css
  const wanted = scheme === 'dark' ? 'dark' : 'light'
  return css
    .replace(CONDITION, (_, asked: string | undefined) =>
      asked === undefined || asked.toLowerCase() === wanted ? '(min-width:0px)' : '(max-width:0px)',
    )
    .replace(PROPERTY, (whole, before: string, value: string) =>
      /light/i.test(value) && /dark/i.test(value) ? before + wanted : whole,
    )
}
