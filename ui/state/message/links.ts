/** Which links of a mail may be opened from here, and where they stand in a text. */

/** A browser does what one expects with these, in a new tab; anything else is only shown and copied. */
export function opens(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(href)
}

/** `acme.test/verify?token=8f2c…`: where a link leads, as short as that can be told. */
export function shortLink(href: string, most = 40): string {
  const short = href.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '')
  return short.length > most ? `${short.slice(0, most - 1)}…` : short
}

export interface Piece {
  readonly text: string
  readonly href: string | null
}

const CANDIDATE = /(?:https?:\/\/|mailto:)[^\s<>"'`\p{Cc}\u200B\u202A-\u202E\u2066-\u2069]+/giu

/** Cuts a text at the links in it. What ends a sentence does not belong to the link that ends it. */
export function linked(text: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const match of text.matchAll(CANDIDATE)) {
    const href = withoutPunctuation(match[0])
    if (!/^(?:https?:\/\/[^/?#]|mailto:.)/i.test(href)) continue
    if (match.index > done) pieces.push({ text: text.slice(done, match.index), href: null })
    pieces.push({ text: href, href })
    done = match.index + href.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done), href: null })
  return pieces
}

function withoutPunctuation(found: string): string {
  /** How many more of each bracket are closed than opened in what is left. */
  const extra: Record<string, number> = {}
  let end = found.length
  for (; ; end--) {
    const last = found[end - 1] ?? ''
    const open = { ')': '(', ']': '[', '}': '{' }[last]
    if (open === undefined) {
      if (!/[.,:;!?*_|\\]/.test(last)) break
    } else {
      // A bracket belongs to the link only if it was opened within it: (see https://en.example/a_(b)).
      extra[last] ??= found.split(last).length - found.split(open).length
      if (extra[last]-- <= 0) break
    }
  }
  return found.slice(0, end)
}
