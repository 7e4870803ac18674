/** The links of a mail, and the one that it is about. */
import type { Header, Link } from '../../contract/message.ts'
import type { Anchor } from './html.ts'

const longestHref = 65_536

/** Those of an HTML part that a reader could follow: http, https, mailto. */
export function pageLinks(anchors: readonly Anchor[], part: string): Link[] {
  return anchors.flatMap(({ href, text }) => {
    // As a browser reads it: spaces around it and line ends within it do not count.
    const target = href.trim().replace(/[\t\r\n]/g, '')
    return /^(https?:\/\/|mailto:)./i.test(target) ? [{ href: target, text, part }] : []
  })
}

/** Those that stand in a plain text, without the punctuation of the sentence around them; at most `most`. */
export function textLinks(text: string, part: string, most: number): Link[] {
  const found: Link[] = []
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"\u3000-\u3002\uff00-\uff0f]+/gi)) {
    if (found.length === most) break
    const href = withoutPunctuation(match[0].slice(0, longestHref))
    if (href.length > 'https://'.length) found.push({ href, text: href, part })
  }
  return found
}

function withoutPunctuation(url: string): string {
  const opened = new Set(['(', '[', '{'].filter((bracket) => url.includes(bracket)))
  let end = url.length
  for (; end > 0; end--) {
    const last = url[end - 1]!
    if (last === ')' ? opened.has('(') : last === ']' ? opened.has('[') : last === '}' ? opened.has('{') : true) {
      if (!".,;:!?*`'’”»…".includes(last)) break
    }
  }
  return url.slice(0, end)
}

/** Those of the List- fields (RFC 2369), such as List-Unsubscribe. */
export function headerLinks(headers: readonly Header[]): Link[] {
  return headers
    .filter(({ name }) => /^list-(unsubscribe|subscribe|help|post|owner|archive)$/i.test(name))
    .flatMap(({ name, value }) =>
      [...value.slice(0, longestHref).matchAll(/<\s*((?:https?:\/\/|mailto:)[^<>\s]+)\s*>/gi)].map((match) => ({
        href: match[1]!,
        text: name,
        part: 'header',
      })),
    )
}

/** Each pair of address and text once, where it came first; at most `most`. */
export function distinct(links: readonly Link[], most: number): Link[] {
  const seen = new Set<string>()
  return links
    .filter(({ href, text }) => {
      const key = `${href}\n${text}`
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, most)
}

const purpose =
  /(?<![a-z])(verif|confirm|reset|activat|magic|invit|best[aä]tig|aktivier|zur[uü]cksetz|einlad|v[eé]rif|activer|r[eé]initialis|restablec|redefin|reimposta|bevestig|potwierd|подтверд|підтверд|do[gğ]rula)/i
const token = /[?&#;/](token|code|key|otp|ticket)=/i
const beside = /unsubscribe|preferences|privacy|imprint|impressum|abmelden|\bterms\b/i

/**
 * The link that a mail asks its reader to follow: to verify, confirm, reset, activate, accept an invitation.
 * The one whose address and text both say so, then the first that says so at all; null when none does.
 */
export function primaryLink(links: readonly Link[]): string | null {
  let best: string | null = null
  let most = 0
  for (const { href, text, part } of links.slice(0, 1_000)) {
    if (part === 'header' || !/^https?:/i.test(href)) continue
    const path = pathOf(href)
    if (beside.test(path) || beside.test(text)) continue
    const named = text !== href && purpose.test(text)
    const score = (purpose.test(path) ? 2 : 0) + (token.test(path) ? 2 : 0) + (named ? 3 : 0)
    if (score > most) {
      most = score
      best = href
    }
  }
  return best
}

/** Path and query: a host such as `verify-shop.example` says nothing about the link. */
function pathOf(href: string): string {
  const slash = href.indexOf('/', 'https://'.length)
  return slash < 0 ? '' : href.slice(slash, slash + 2_000)
}
