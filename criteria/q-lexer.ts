/** The search language in pieces: words, phrases, patterns, parentheses, and the words between them. */
import { CriteriaError } from './error.ts'
import { prefixOf, PREFIXES, type Prefix } from './q-prefixes.ts'
import { insteadOf, meantBy, shown } from './suggest.ts'

/** Something to look for. `at` is its position, counted from 1. */
export interface Term {
  readonly kind: 'term'
  readonly at: number
  readonly prefix: Prefix | null
  /** Of the prefix `header` only: the name. */
  readonly name: string
  /** Null where there is none: `header:X-Run`. */
  readonly value: Value | null
}

export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly flags: string }

export type Token =
  | Term
  /** A prefix before a parenthesis is that of all bare words in it. */
  | { readonly kind: 'open'; readonly at: number; readonly prefix: Prefix | null }
  | { readonly kind: 'close' | 'and' | 'or' | 'not'; readonly at: number; readonly written: string }

const WORDS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
])

/** Throws CriteriaError, which names the position. */
export function tokensOf(text: string): Token[] {
  let index = 0

  /** What fits here; the index moves past it. */
  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = index
    const found = pattern.exec(text)
    if (found) index = pattern.lastIndex
    return found
  }

  function next(): Token {
    const at = index + 1
    const [sign] = take(/[()!-]/y) ?? []
    if (sign === '(') return { kind: 'open', at, prefix: null }
    if (sign === ')') return { kind: 'close', at, written: sign }
    if (sign !== undefined) {
      if (/[^\s)]/y.test(text.slice(index))) return { kind: 'not', at, written: sign }
      throw new CriteriaError(`"${sign}" at position ${at} stands before nothing. Put it in quotes to look for it.`)
    }
    const token = term(at)
    if (token.kind === 'term' && /^[^\s)]/.test(text.slice(index, index + 1)))
      throw new CriteriaError(
        `A space is missing at position ${index + 1}, or quotes around the whole of ${whole(at)}.`,
      )
    return token
  }

  function term(at: number): Token {
    const start = index
    if (/["/]/.test(text[index] ?? ''))
      return { kind: 'term', at, prefix: null, name: '', value: value('The text', at, 'colon') }
    const [word = ''] = take(/[^\s()":]*/y) ?? []
    if (text[index] !== ':') {
      const connective = WORDS.get(word)
      if (connective) return { kind: connective, at, written: word }
      return { kind: 'term', at, prefix: null, name: '', value: { kind: 'text', text: word, quoted: false } }
    }
    const prefix = prefixOf(word)
    if (!prefix) throw new CriteriaError(unknownPrefix(word, whole(start + 1), at))
    index += 1
    const place = `"${text.slice(start, index)}" at position ${at}`
    const [name = ''] = prefix === 'header' ? (take(/[^\s()"=]*/y) ?? []) : []
    if (prefix === 'header' && name === '')
      throw new CriteriaError(`${place} needs a name, as in header:X-Run or header:X-Run=7.`)
    if (prefix === 'header' && !take(/=/y)) return { kind: 'term', at, prefix, name, value: null }
    if (prefix !== 'header' && take(/\(/y)) return { kind: 'open', at, prefix }
    return { kind: 'term', at, prefix, name, value: value(place, at, prefix === 'header' ? 'equals sign' : 'colon') }
  }

  function value(place: string, at: number, sign: string): Value {
    const opened = index + 1
    if (take(/"/y)) {
      const [, quoted] = take(/((?:[^"\\]|\\.)*)"/sy) ?? []
      if (quoted === undefined) throw new CriteriaError(`The quote at position ${opened} is not closed.`)
      return { kind: 'text', text: quoted.replace(/\\(["\\])/g, '$1'), quoted: true }
    }
    if (take(/\//y)) {
      // A slash in a class does not end the pattern: /[^/]+/.
      const [, pattern, flags = ''] = take(/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/([a-z]*)/isy) ?? []
      if (pattern !== undefined) return { kind: 'pattern', pattern: pattern.replace(/\\(.)/gs, slashBare), flags }
      throw new CriteriaError(
        `The pattern at position ${opened} is not closed by a slash. Put ${whole(at)} in quotes to look for it as it stands.`,
      )
    }
    const [bare = ''] = take(/[^\s()"]*/y) ?? []
    if (bare !== '') return { kind: 'text', text: bare, quoted: false }
    throw new CriteriaError(
      `${place} has no value. Put it right after the ${sign}, in quotes if there is a space in it.`,
    )
  }

  /** All that is written from a position on up to the next space, for a sentence; not the end of a group around it. */
  function whole(at: number): string {
    let [written = ''] = /^\S*/.exec(text.slice(at - 1, at + 150)) ?? []
    while (written.endsWith(')') && written.split(')').length > written.split('(').length)
      written = written.slice(0, -1)
    return shown(written)
  }

  const tokens: Token[] = []
  for (take(/\s*/y); index < text.length; take(/\s*/y)) tokens.push(next())
  return tokens
}

/** A slash needs its backslash only between slashes. */
const slashBare = (escaped: string, character: string) => (character === '/' ? '/' : escaped)

function unknownPrefix(word: string, written: string, at: number): string {
  const way = `Put ${written} in quotes to look for it as it stands.`
  // A URL or a time of day is no slip of the hand.
  if (!/^[a-z-]+$/i.test(word) || /^"[a-z-]+:\/\//i.test(written))
    return `${written} at position ${at} has a colon, but what stands before it is no criterion. ${way}`
  const better = insteadOf(`${word}:`) ?? `Did you mean "${meantBy(word, PREFIXES)}:"? Known: ${PREFIXES.join(', ')}.`
  return `Unknown criterion ${shown(`${word}:`)} at position ${at}. ${better} ${way}`
}
