/** The one link or code of a message. More than one is no answer: choosing for the test would hide what it should notice. */
import type { Code, Link } from '../contract/message.ts'

export type Picked<T> =
  | { readonly kind: 'one'; readonly value: T }
  | { readonly kind: 'none'; readonly message: string }

/** What is said of a message that has no link, or too many. */
const LISTED = 20

/**
 * The one link that fits. Without `match` it is the only one of the body that leads to a page; a string has to stand in the
 * target or, whatever its case, in the text. Links to the same target are one. Only where no page of the body fits,
 * `mailto:` and the links of the header (List-Unsubscribe) are looked at.
 */
export function pickLink(
  links: readonly Link[],
  match: string | RegExp | null,
  where: 'href' | 'text' | 'either' = 'either',
): Picked<Link> {
  const pages = links.filter(({ href, part }) => part !== 'header' && /^https?:/i.test(href))
  const fitting = (some: readonly Link[]) =>
    distinct(match === null ? some : some.filter((link) => fits(link, match, where)))
  const first = fitting(pages)
  const found = first.length > 0 || match === null ? first : fitting(links)
  const [only] = found
  if (only !== undefined && found.length === 1) return { kind: 'one', value: only }
  const asked = match === null ? '' : ` that fits ${match instanceof RegExp ? String(match) : `"${match}"`}`
  if (found.length === 0) {
    const all = distinct(links)
    const rest = all.length === 0 ? ' It has no links at all.' : ` Its links:\n${listed(all)}`
    return { kind: 'none', message: `The message has no link${asked === '' ? ' to a page' : asked}.${rest}` }
  }
  return {
    kind: 'none',
    message:
      `The message has ${found.length} links${asked.replace('fits', 'fit')}, so none was chosen. Say which with a part of its target or its text` +
      `, such as "${hint(found, where)}":\n${listed(found)}`,
  }
}

/** One for each target, where it stands first; rather one that a reader sees a text for. */
function distinct(links: readonly Link[]): Link[] {
  const found = new Map<string, Link>()
  for (const link of links) {
    const before = found.get(link.href)
    if (before === undefined || (!isNamed(before) && isNamed(link))) found.set(link.href, link)
  }
  return [...found.values()]
}

const isNamed = ({ href, text }: Link) => text !== '' && text !== href

/** The one code, of those that the message announces; `digits` and `pattern` narrow them, and `pattern` finds others in the text. */
export function pickCode(
  { codes, text }: { readonly codes: readonly Code[]; readonly text: string },
  { pattern, digits }: { readonly pattern?: RegExp | undefined; readonly digits?: number | undefined } = {},
): Picked<string> {
  const isWanted = (value: string) =>
    (digits === undefined || (value.length === digits && /^\d+$/.test(value))) &&
    (pattern === undefined || once(pattern).test(value))
  const announced = codes.filter(({ value }) => isWanted(value))
  const spotted = pattern === undefined ? [] : inText(text, pattern)
  const found = announced.length > 0 ? announced : spotted.map((value) => ({ value, why: `fits ${String(pattern)}` }))
  const values = [...new Set(found.map(({ value }) => value))]
  const [only] = values
  if (only !== undefined && values.length === 1) return { kind: 'one', value: only }
  const asked =
    pattern === undefined ? (digits === undefined ? '' : ` of ${digits} digits`) : ` that fits ${String(pattern)}`
  if (values.length === 0) {
    const rest = codes.length === 0 ? '' : ` What looks like one:\n${listedCodes(codes)}`
    return { kind: 'none', message: `The message has no code${asked}.${rest}` }
  }
  return {
    kind: 'none',
    message: `The message has ${values.length} codes${asked.replace('fits', 'fit')}, so none was chosen. Say which by its digits or a pattern:\n${listedCodes(found)}`,
  }
}

function fits({ href, text }: Link, match: string | RegExp, where: 'href' | 'text' | 'either'): boolean {
  const inHref = typeof match === 'string' ? href.includes(match) : once(match).test(href)
  const inWords = typeof match === 'string' ? folded(text).includes(folded(match)) : once(match).test(text)
  return (where !== 'text' && inHref) || (where !== 'href' && inWords)
}

const folded = (text: string) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase()

/** An expression with `g` or `y` goes on from where it last ended: the second look would miss. */
const once = ({ source, flags }: RegExp) => new RegExp(source, flags.replaceAll(/[gy]/g, ''))

function inText(text: string, pattern: RegExp): string[] {
  // The pattern may be anchored to the whole of a code: words are tried first, then the text.
  const single = once(pattern)
  const words = text.split(/\s+/).map((word) => word.replaceAll(/^[("'<[]+|[.,;:!?)"'>\]]+$/g, ''))
  const whole = words.filter((word) => single.exec(word)?.[0] === word && word !== '')
  if (whole.length > 0) return whole
  return [...text.matchAll(new RegExp(single.source, `${single.flags}g`))].flatMap(([match, group]) => group ?? match)
}

const listedCodes = (codes: readonly Code[]) =>
  codes
    .slice(0, LISTED)
    .map(({ value, why }) => `  ${value}  (${why})`)
    .join('\n')

function listed(links: readonly Link[]): string {
  const more = links.length > LISTED ? `\n  … and ${links.length - LISTED} more` : ''
  return (
    links
      .slice(0, LISTED)
      .map(({ href, text }) => (text === '' || text === href ? `  ${href}` : `  ${href}  "${text}"`))
      .join('\n') + more
  )
}

/** A part of one of these links that no other has, to show what is meant. */
function hint(links: readonly Link[], where: 'href' | 'text' | 'either'): string {
  const parts = links.flatMap((link) => [
    ...(where !== 'href' && isNamed(link) ? [link.text] : []),
    ...(where === 'text'
      ? []
      : [
          link.href
            .replace(/[?#].*/s, '')
            .split('/')
            .at(-1) ?? '',
          link.href,
        ]),
  ])
  const alone = (part: string) => part !== '' && links.filter((link) => fits(link, part, where)).length === 1
  return parts.find(alone) ?? links[0]?.href ?? ''
}
