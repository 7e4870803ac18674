/** What becomes of an attribute: kept as it stands, left out, or given another value. */
import type { RemoteReference } from '../../../contract/preview.ts'
import { inScheme, rewriteCss, type CssDesk } from './css.ts'
import { isRisky } from './neutral.ts'

export type Fate = 'same' | 'gone' | { readonly value: string }

export interface Attribute {
  /** Lower case, with its prefix: `xlink:href`. */
  readonly name: string
  readonly value: string
}

const GONE = new Set([
  // Where a link opens is ours to say: in a new tab that does not know where it came from.
  'target',
  'formtarget',
  'ping',
  'attributionsrc',
  'referrerpolicy',
  'srcdoc',
  'autofocus',
  'manifest',
  'nonce',
])
const URLS = new Set(
  'href xlink:href src action formaction background poster data cite longdesc lowsrc dynsrc classid codebase'.split(
    ' ',
  ),
)
/** Attributes that a browser goes to, rather than shows. */
const DESTINATIONS = new Set(['href', 'xlink:href', 'action', 'formaction'])
/** Of SVG's animations: they can give any of the above another value. */
const ANIMATED = new Set(['to', 'from', 'by', 'values'])
/** Nobody writes a longer style or srcset by hand, and all of it is read in one go. */
const longest = 65_536
const MEDIA = new Set(['video', 'audio', 'track'])

/** Decides, and notes what it finds. `tag` is in lower case. */
export function fateOf(tag: string, attribute: Attribute, pixel: boolean, desk: CssDesk): Fate {
  const { name, value } = attribute
  if (name.startsWith('on') && name.length > 2) {
    desk.notes.count('handlers')
    return 'gone'
  }
  if (GONE.has(name)) return 'gone'
  // "opener" gives a new tab a hold on this page, and through it on the one around it.
  if (name === 'rel' && /opener/i.test(value) && tag !== 'link') return 'gone'
  if (URLS.has(name) || ANIMATED.has(name)) {
    if (isScript(name, value)) {
      desk.notes.count('scripts')
      return 'gone'
    }
    if (ANIMATED.has(name)) return escaped(value)
    return urlFate(tag, attribute, pixel, desk)
  }
  switch (name) {
    case 'srcset':
    case 'imagesrcset':
      return value.length > longest ? escaped(value) : srcsetFate(value, pixel, desk)
    case 'style':
      return value.length > longest ? escaped(value) : changed(value, rewriteCss(value, desk))
    case 'media':
      return changed(value, inScheme(value, desk.scheme))
    default:
      return escaped(value)
  }
}

/** How a browser reads the scheme: controls and white space do not count, wherever they stand. */
function isScript(name: string, value: string): boolean {
  const start = value
    .slice(0, 2_000)
    .replace(/[\0-\x20\x7f-\xa0\u2028\u2029\ufeff]/g, '')
    .toLowerCase()
  if (ANIMATED.has(name)) return /(?:java|vb)script:|data:text/.test(start)
  if (/^(?:javascript|vbscript|livescript):/.test(start)) return true
  return (
    start.startsWith('data:') &&
    (DESTINATIONS.has(name) ? !start.startsWith('data:image/') : start.startsWith('data:text'))
  )
}

function urlFate(tag: string, { name, value }: Attribute, pixel: boolean, desk: CssDesk): Fate {
  const part = desk.inline.find(value)
  if (part === null) desk.notes.count('unknownCid')
  if (typeof part === 'string') {
    desk.notes.shows(part)
    return { value: `part/${part}` }
  }
  const kind = kindOf(tag, name)
  if (kind !== null) desk.notes.asksFor(value, kind, pixel)
  return escaped(value)
}

/** What a URL is asked for as; null for a link, which nobody follows unasked. */
function kindOf(tag: string, name: string): RemoteReference['kind'] | null {
  if (name === 'background' || name === 'poster' || name === 'lowsrc' || name === 'dynsrc') return 'image'
  if (name === 'src')
    return tag === 'img' || tag === 'input' ? 'image' : MEDIA.has(tag) || tag === 'source' ? 'media' : 'other'
  if (name !== 'href' && name !== 'xlink:href') return null
  switch (tag) {
    case 'link':
      return 'style'
    case 'image':
    case 'feimage':
      return 'image'
    case 'a':
    case 'area':
      return null
    default:
      return 'other'
  }
}

function srcsetFate(value: string, pixel: boolean, desk: CssDesk): Fate {
  const rewritten = value.replace(/\S+/g, (word) => {
    const [, before = '', url = '', after = ''] = /^(,*)(.*?)(,?)$/s.exec(word) ?? []
    const part = desk.inline.find(url)
    if (part === null) desk.notes.count('unknownCid')
    if (typeof part === 'string') {
      desk.notes.shows(part)
      return `${before}part/${part}${after}`
    }
    desk.notes.asksFor(url, 'image', pixel)
    return word
  })
  return changed(value, rewritten)
}

function changed(before: string, after: string): Fate {
  return after === before ? escaped(before) : { value: after }
}

function escaped(value: string): Fate {
  return isRisky(value) ? { value } : 'same'
}

/** Whether an image is there to be asked for, not to be seen. */
export function isPixel(attributes: readonly Attribute[]): boolean {
  let style = ''
  const size = new Map<string, string>()
  for (const { name, value } of attributes) {
    if (name === 'style') style = value.slice(0, 2_000)
    else if (name === 'width' || name === 'height') size.set(name, value.slice(0, 20).trim())
  }
  for (const [, name = '', value = ''] of style.matchAll(
    /(?<![\w-])(width|height)\s{0,9}:\s{0,9}([\d.]{1,9})(?=px|[;\s]|$)/gi,
  ))
    size.set(name.toLowerCase(), value)
  const hidden = /(?<![\w-])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)/i.test(style)
  const tiny = (side: string) => /^[01](?:\.\d*)?(?:px)?$/.test(size.get(side) ?? '')
  return hidden || (tiny('width') && tiny('height'))
}
