/** What a search means: whether it can be understood, the terms it is made of, and the criteria that it stands for. */
import type { Criteria } from '../../contract/criteria.ts'
import type { SearchReading } from '../../contract/search-reading.ts'
import { compile } from '../../criteria/compile.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { LIMITS } from '../../criteria/fields.ts'
import { tokensOf, type Token } from '../../criteria/q-lexer.ts'
import { parseQuery } from '../../criteria/q.ts'
import { inWords } from '../../criteria/words.ts'

export function readSearch(q: string): SearchReading {
  const { problem, criteria } = judged(q)
  const mended = problem === null ? null : withNearest(q, problem)
  return { problem, mended, criteria, ...piecesOf(q), texts: textsOf(criteria) }
}

function judged(q: string): Pick<SearchReading, 'problem' | 'criteria'> {
  try {
    const criteria = parseQuery(q)
    // Whether a pattern is one shows only here.
    compile(criteria)
    return { problem: null, criteria }
  } catch (error) {
    if (error instanceof CriteriaError) return { problem: error.message, criteria: null }
    throw error
  }
}

function withNearest(q: string, problem: string): string | null {
  const [, wrong, right] = /(?:Unknown criterion|is) "([^"]+)"[^.]*\. Did you mean "([^"]+)"\?/.exec(problem) ?? []
  return wrong === undefined || right === undefined ? null : q.replace(wrong, () => right)
}

/** The parts that stand side by side; where an OR stands between them, these are what can be taken away. */
function piecesOf(q: string): Pick<SearchReading, 'by' | 'pieces'> {
  const tokens = tokensIn(q)
  const alternatives = tokens.filter(topLevel(tokens, 'or')).map(({ at }) => at)
  const by = alternatives.length > 0 ? 'or' : 'and'
  const texts = by === 'or' ? cut(q, alternatives, 2) : cut(q, startsOf(tokens), 0)
  // More could never be searched for, and each piece carries the rest along.
  if (tokens.length === 0 || texts.length > LIMITS.conditions) return { by, pieces: [] }
  const pieces = texts.map((text, at) => {
    const { criteria } = judged(text)
    return {
      text,
      rest: texts.filter((_, other) => other !== at).join(by === 'or' ? ' OR ' : ' '),
      meaning: criteria && inWords(criteria),
    }
  })
  return { by, pieces }
}

function tokensIn(q: string): Token[] {
  if (q.length > LIMITS.query) return []
  try {
    return tokensOf(q)
  } catch (error) {
    if (error instanceof CriteriaError) return []
    throw error
  }
}

/** Those of a `not` and of patterns aside. */
function textsOf(criteria: Criteria | null): string[] {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') for (const text of value.split('*')) if (text.length > 1) found.add(text)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) if (!NOT_MARKED.has(key)) collect(inner)
  }
  collect(criteria)
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
