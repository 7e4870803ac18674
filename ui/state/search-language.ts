/** What a search means: whether it can be understood, the terms it is made of, and the criteria that it stands for. */
import type { Criteria } from '../../contract/criteria.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { tokensOf, type Token } from '../../criteria/q-lexer.ts'
import { parseQuery } from '../../criteria/q.ts'
import { inWords } from '../../criteria/words.ts'

/** One part of a search that can be taken away by itself. */
export interface Piece {
  readonly text: string
  /** What is left without it. */
  readonly rest: string
  /** What it asks for, in words; null where it asks for nothing that makes sense. */
  readonly meaning: string | null
}

export interface Pieces {
  /** How they are connected: all have to hold, or one of them. */
  readonly by: 'and' | 'or'
  readonly pieces: readonly Piece[]
}

/** The sentence about what is wrong, or null. */
export function judge(q: string): string | null {
  try {
    parseQuery(q)
    return null
  } catch (error) {
    if (error instanceof CriteriaError) return error.message
    throw error
  }
}

/** The search with the nearest right word in place of the one that is none; null where there is no such word. */
export function mended(q: string): string | null {
  const [, wrong, right] =
    /(?:Unknown criterion|is) "([^"]+)"[^.]*\. Did you mean "([^"]+)"\?/.exec(judge(q) ?? '') ?? []
  if (wrong === undefined || right === undefined) return null
  return q.replace(wrong, () => right)
}

/** The criteria, or null for a search that cannot be understood. */
export function criteriaOf(q: string): Criteria | null {
  try {
    return parseQuery(q)
  } catch {
    return null
  }
}

/** The parts that stand side by side; where an OR stands between them, these are what can be taken away. */
export function piecesOf(q: string): Pieces {
  let tokens: Token[]
  try {
    tokens = tokensOf(q)
  } catch {
    return { by: 'and', pieces: [] }
  }
  const [starts, alternatives] = [startsOf(tokens), tokens.filter(topLevel(tokens, 'or'))]
  const by = alternatives.length > 0 ? 'or' : 'and'
  const texts =
    by === 'or'
      ? cut(
          q,
          alternatives.map(({ at }) => at),
          2,
        )
      : cut(q, starts, 0)
  return {
    by,
    pieces:
      tokens.length === 0
        ? []
        : texts.map((text, at) => {
            const others = texts.filter((_, other) => other !== at)
            const criteria = criteriaOf(text)
            return { text, rest: others.join(by === 'or' ? ' OR ' : ' '), meaning: criteria && inWords(criteria) }
          }),
  }
}

/** The texts that are looked for, to be marked where they are found: those of a `not` and of patterns aside. */
export function textsOf(q: string): string[] {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') for (const text of value.split('*')) if (text.length > 1) found.add(text)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) if (!NOT_MARKED.has(key)) collect(inner)
  }
  collect(criteriaOf(q))
  return [...found]
}

const NOT_MARKED: ReadonlySet<string> = new Set(
  'not matches flags size time tls inbox session id listener address'.split(' '),
)

/** Whether a token of this kind stands in no parentheses. */
function topLevel(tokens: readonly Token[], kind: Token['kind']): (token: Token) => boolean {
  let depth = 0
  const outside = new Set<Token>()
  for (const token of tokens) {
    if (token.kind === 'close') depth--
    if (depth === 0 && token.kind === kind) outside.add(token)
    if (token.kind === 'open') depth++
  }
  return (token) => outside.has(token)
}

/** Where each part begins, counted from 1: its minus, if it has one, else its term or parenthesis. */
function startsOf(tokens: readonly Token[]): number[] {
  let depth = 0
  let isNegated = false
  const starts: number[] = []
  for (const { kind, at } of tokens) {
    if (kind === 'close') depth--
    if (depth === 0 && kind !== 'close' && !isNegated) starts.push(at)
    isNegated = depth === 0 && (kind === 'not' || kind === 'and')
    if (kind === 'open') depth++
  }
  return starts.slice(1)
}

/** Cuts before each position, and leaves out as many characters there. */
function cut(q: string, positions: readonly number[], skip: number): string[] {
  const edges = [1 - skip, ...positions, q.length + 1]
  return edges.slice(0, -1).map((at, index) =>
    q
      .slice(at - 1 + skip, (edges[index + 1] ?? 0) - 1)
      .replace(/^\s*AND\s/, '')
      .trim(),
  )
}
