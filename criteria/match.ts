/** One match, compiled: which values hold it, and how to say what it wants. */
import type { Match, MatchRule } from '../contract/criteria.ts'
import { OPERATORS, type FieldKind, type Operator } from './fields.ts'
import { being, beginning, containing, fitting, type Test } from './fold.ts'
import { compilePattern, shownPattern } from './pattern.ts'

/** One operator with what it wants; `plain` is a string alone. */
export interface Part {
  readonly operator: Operator | 'plain'
  readonly wanted: string
  /** Of `matches`. */
  readonly flags: string
  readonly test: Test
}

export interface CompiledMatch {
  readonly kind: FieldKind
  /** In short words: `"reset"`, `ann@example.com`, `matches /^Re/i`. */
  readonly want: string
  /** All of them have to hold of the same value. */
  readonly parts: readonly Part[]
  /** No value may hold it. */
  readonly not: CompiledMatch | null
  /** All parts hold of this value. */
  readonly holds: Test
  readonly test: (values: readonly string[]) => boolean
}

/** Throws CriteriaError for a regular expression that RE2 refuses. */
export function compileMatch(match: Match, kind: FieldKind): CompiledMatch {
  const rule: MatchRule = typeof match === 'string' ? {} : match
  const parts =
    typeof match === 'string' ? [plain(match, kind)] : OPERATORS.flatMap((operator) => partOf(match, operator, kind))
  const not = rule.not === undefined ? null : compileMatch(rule.not, kind)
  const [only] = parts
  const holds: Test = parts.length === 1 && only ? only.test : (value) => parts.every(({ test }) => test(value))
  const wants = parts.map((part) => inWords(part, kind))
  if (not) wants.push(not.parts.length + (not.not ? 1 : 0) > 1 ? `not (${not.want})` : `not ${not.want}`)
  return {
    kind,
    want: wants.join(' and '),
    parts,
    not,
    holds,
    test: (values) => (parts.length === 0 || values.some(holds)) && !not?.test(values),
  }
}

/** What an operator makes of a wanted text; a string alone means by its field what people mean. */
export function testFor(part: Pick<Part, 'operator' | 'wanted' | 'flags'>, kind: FieldKind): Test {
  switch (part.operator) {
    case 'plain':
      return kind === 'text' ? containing(part.wanted) : fitting(part.wanted)
    case 'is':
      return being(part.wanted)
    case 'contains':
      return containing(part.wanted)
    case 'startsWith':
      return beginning(part.wanted)
    case 'matches': {
      const pattern = compilePattern(part.wanted, part.flags)
      return (value) => pattern.test(value)
    }
  }
}

const plain = (wanted: string, kind: FieldKind) => withTest({ operator: 'plain', wanted, flags: '' }, kind)

function partOf(rule: MatchRule, operator: Operator, kind: FieldKind): Part[] {
  const wanted = rule[operator]
  if (wanted === undefined) return []
  return [withTest({ operator, wanted, flags: operator === 'matches' ? (rule.flags ?? 'i') : '' }, kind)]
}

const withTest = (part: Omit<Part, 'test'>, kind: FieldKind): Part => ({ ...part, test: testFor(part, kind) })

function inWords({ operator, wanted, flags }: Part, kind: FieldKind): string {
  switch (operator) {
    case 'plain':
      return kind === 'text' ? JSON.stringify(wanted) : wanted
    case 'is':
      return `exactly ${JSON.stringify(wanted)}`
    case 'contains':
      return kind === 'text' ? JSON.stringify(wanted) : `contains ${JSON.stringify(wanted)}`
    case 'startsWith':
      return `starts with ${JSON.stringify(wanted)}`
    case 'matches':
      return `matches ${shownPattern(wanted, flags)}`
  }
}
