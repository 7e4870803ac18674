/** What becomes of a start tag: left out, kept as it stands, or written anew. */
import { fateOf, isPixel } from './attributes.ts'
import type { CssDesk } from './css.ts'
import { isRisky } from './neutral.ts'

export interface Desk extends CssDesk {
  readonly remote: boolean
}

export interface TagAttribute {
  /** Lower case, with its prefix: `xlink:href`. */
  readonly name: string
  readonly value: string
  /** As it stands in the source; null where that is not known. */
  readonly raw: string | null
}

/** `name` in lower case; of attributes that are repeated only the first, as in a browser. */
export interface Tag {
  readonly name: string
  readonly attributes: readonly TagAttribute[]
  /** Whether these are all of them. */
  readonly complete: boolean
  readonly selfClosing: boolean
  /** In SVG or MathML. */
  readonly foreign: boolean
  readonly raw: string
}

const FRAMES = new Set(['iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'portal'])
const ALWAYS_GONE = new Set([...FRAMES, 'script', 'base'])
/** Left out as well, but not told: they do nothing. */
const IDLE = new Set(['content-type', 'x-ua-compatible', 'content-language', 'content-style-type', 'imagetoolbar'])

/** Whether tags of this name are left out always, the closing ones too. */
export function isGone(name: string): boolean {
  return ALWAYS_GONE.has(name)
}

/** Whether what stands in such an element is text to a browser, and goes with it; of the others the content stays. */
export function dropsText(name: string): boolean {
  return name === 'script' || name === 'iframe'
}

/** The tag as it is to be written; null when it is left out. Notes what it finds. */
export function rewriteTag(tag: Tag, desk: Desk): string | null {
  const { name, attributes, raw } = tag
  if (name === 'form') desk.notes.count('forms')
  if (isGone(name) || (name === 'meta' && !metaStays(tag)) || (name === 'link' && !linkStays(tag, desk.remote))) {
    note(tag, desk)
    return null
  }
  if (attributes.length === 0) return raw
  return rewritten(tag, desk)
}

function metaStays(tag: Tag): boolean {
  const kind = valueOf(tag, 'http-equiv')
  if (kind !== null) return kind.trim().toLowerCase() === 'content-type'
  return valueOf(tag, 'name')?.trim().toLowerCase() !== 'referrer'
}

/** Several words in `rel` are several links: "stylesheet preconnect" connects, whatever becomes of the sheet. */
function linkStays(tag: Tag, remote: boolean): boolean {
  return remote && isStyleSheet(tag)
}

function isStyleSheet(tag: Tag): boolean {
  return valueOf(tag, 'rel')?.trim().toLowerCase() === 'stylesheet'
}

function note(tag: Tag, { notes }: Desk): void {
  if (tag.name === 'script') notes.count('scripts')
  else if (FRAMES.has(tag.name)) notes.count('frames')
  else if (tag.name === 'link') {
    if (isStyleSheet(tag)) notes.asksFor(valueOf(tag, 'href') ?? '', 'style')
    else notes.count('links')
  } else if (tag.name === 'meta' && !IDLE.has(valueOf(tag, 'http-equiv')?.trim().toLowerCase() ?? ''))
    notes.count('metas')
}

function rewritten(tag: Tag, desk: Desk): string {
  const { name, attributes, raw } = tag
  const pixel = name === 'img' && isPixel(attributes)
  const written: string[] = []
  let same = tag.complete
  for (const attribute of attributes) {
    const fate = isSchemeOfPage(tag, attribute)
      ? { value: desk.scheme === 'dark' ? 'dark' : 'light' }
      : fateOf(name, attribute, pixel, desk)
    if (fate === 'same' && attribute.raw !== null) {
      written.push(attribute.raw)
      continue
    }
    same = false
    if (fate !== 'gone') written.push(serialized(attribute.name, fate === 'same' ? attribute.value : fate.value))
  }
  const target = ownTarget(tag)
  if (same && target === null) return raw
  if (target !== null) written.push(target)
  // Written anew as a whole: behind an attribute that goes, a second one of its name would come to count.
  const opening = /^<[^\t\n\f\r />]+/.exec(raw)?.[0] ?? `<${name}`
  return [opening, ...written].join(' ') + (tag.selfClosing ? ' />' : '>')
}

/** `<meta name="color-scheme" content="light dark">` leaves it to the screen of whoever looks. */
function isSchemeOfPage(tag: Tag, { name, value }: TagAttribute): boolean {
  if (tag.name !== 'meta' || name !== 'content') return false
  return (
    /^(supported-)?color-schemes?$/i.test(valueOf(tag, 'name')?.trim() ?? '') &&
    /light/i.test(value) &&
    /dark/i.test(value)
  )
}

/** The base of the page opens every link in a new tab. One within the page must not, and those of SVG may not know of it. */
function ownTarget(tag: Tag): string | null {
  if (tag.name !== 'a' && tag.name !== 'area') return null
  const href = valueOf(tag, 'href') ?? valueOf(tag, 'xlink:href')
  if (href === null) return null
  return href.trim().startsWith('#') ? 'target="_self"' : tag.foreign ? 'target="_blank"' : null
}

function valueOf(tag: Tag, name: string): string | null {
  return tag.attributes.find((attribute) => attribute.name === name)?.value ?? null
}

function serialized(name: string, value: string): string {
  const text = value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')
  return `${name}="${isRisky(value) ? text.replace(/</g, '&lt;').replace(/>/g, '&gt;') : text}"`
}
