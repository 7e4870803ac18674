/** HTML source taken apart, lightly: enough to colour it and to indent it. Every character is in exactly one token. */

export type TokenKind = 'text' | 'comment' | 'tag' | 'name' | 'value' | 'verbatim'

/** `tag` is `<td`, `</td` and `>`; `name` and `value` are those of attributes; `verbatim` is what stands in <style>. */
export interface Token {
  readonly kind: TokenKind
  readonly from: number
  readonly to: number
}

/** Contents that are no markup until their own end tag. */
const VERBATIM = /^<(script|style|textarea|title|xmp)$/i
const IN_TAG = /\s+|\/?>|=|"[^"]*(?:"|$(?![^]))|'[^']*(?:'|$(?![^]))|[^\s=>"']+/y
const OUTSIDE = /<!--[^]*?(?:-->|$(?![^]))|<[!?][^>]*(?:>|$(?![^]))|<\/?[a-z][^\s/>]*|<|[^<]+/giy

export function htmlTokens(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const push = (kind: TokenKind, to: number) => {
    if (to > at) tokens.push({ kind, from: at, to })
    at = to
  }
  while (at < source.length) {
    OUTSIDE.lastIndex = at
    const [found = ''] = OUTSIDE.exec(source) ?? [source[at]]
    if (/^<[!?]/.test(found)) push('comment', at + found.length)
    else if (!/^<\/?[a-z]/i.test(found)) push('text', at + found.length)
    else {
      push('tag', at + found.length)
      const closed = insideTag()
      const [, name] = VERBATIM.exec(found) ?? []
      if (name !== undefined && closed) push('verbatim', endOf(name))
    }
  }
  return tokens

  /** Reads attributes up to the end of the tag; false when it has none, or closes itself. */
  function insideTag(): boolean {
    let value = false
    while (at < source.length) {
      IN_TAG.lastIndex = at
      const [found = source[at] ?? ''] = IN_TAG.exec(source) ?? []
      const end = at + found.length
      if (found.endsWith('>') && (found === '>' || found === '/>')) {
        push('tag', end)
        return found === '>'
      }
      if (/^\s/.test(found)) push('text', end)
      else if (found === '=') {
        push('tag', end)
        value = true
        continue
      } else {
        push(value ? 'value' : 'name', end)
        value = false
      }
    }
    return false
  }

  function endOf(name: string): number {
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    end.lastIndex = at
    return end.exec(source)?.index ?? source.length
  }
}
