/** Regular expressions that come from outside. They run in RE2 only, whose time grows with the text and never explodes. */
import { RE2JS } from 're2js'
import { CriteriaError } from './error.ts'

export interface Pattern {
  /** Whether it is found anywhere in the value, of which it sees the first 100,000 characters. */
  test(value: string): boolean
}

const MAX_CHARACTERS = 1_000
const MAX_VALUE = 100_000
/**
 * Steps of the compiled program. At worst each character of a value costs as many, which makes a second of 100,000
 * characters. A pattern that is itself longer has no more steps than characters, unless it counts.
 */
const MAX_STEPS = 500
/**
 * Bytes that a pattern may remember of what it has seen, instead of 8 MB: nothing else bounds them, and a hostile pattern
 * uses all of it.
 */
const MEMORY = 1 << 20

/**
 * Compiles a pattern once, for many values. `flags` are any of `i`, `m`, `s`.
 *
 * `\uXXXX` is understood as in JavaScript, and with `m` a CRLF ends a line as it does there; all else is RE2's syntax.
 * Throws CriteriaError for what RE2 does not have, for more than 1,000 characters, and for counts that make too large a program.
 */
export function compilePattern(source: string, flags: string): Pattern {
  if (source.length > MAX_CHARACTERS)
    throw new CriteriaError(
      `A regular expression has ${source.length} characters, more than ${MAX_CHARACTERS}. Look for less of the text.`,
    )
  const compiled = compile(source, flags)
  const byLine = flags.includes('m')
  return {
    test(value) {
      const seen = value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value
      return compiled.test(byLine ? seen.replace(/\r\n?/g, '\n') : seen)
    },
  }
}

/** As a literal of JavaScript shows it: `/^Re:/i`. */
export function shownPattern(source: string, flags: string): string {
  const escaped = source.replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found))
  return `/${escaped.replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1))}/${flags}`
}

function compile(source: string, flags: string): RE2JS {
  const shown = short(shownPattern(source, flags))
  let compiled
  try {
    compiled = RE2JS.compile(
      withoutUnicodeEscapes(source),
      (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
        (flags.includes('m') ? RE2JS.MULTILINE : 0) |
        (flags.includes('s') ? RE2JS.DOTALL : 0),
    )
  } catch (error) {
    throw new CriteriaError(refusal(shown, source, error), { cause: error })
  }
  const steps = compiled.programSize()
  if (steps > Math.max(MAX_STEPS, source.length + 10))
    throw new CriteriaError(
      `The regular expression ${shown} is too large: its counts make ${steps} steps of it, more than ${MAX_STEPS}. ` +
        'Write * or + instead of a count, or smaller counts.',
    )
  const { dfa } = compiled.re2()
  dfa.stateBudget = MEMORY
  dfa.memBudget = MEMORY
  return compiled
}

/** RE2 writes `\x{e9}` for what is `\u00e9` or `\u{e9}` in JavaScript. */
const withoutUnicodeEscapes = (source: string) =>
  source.replace(/\\(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|[^])/gi, (written, four?: string, braced?: string) => {
    const digits = four ?? braced
    return digits === undefined ? written : `\\x{${digits}}`
  })

function refusal(shown: string, source: string, error: unknown): string {
  const { error: fault, input } = error as { error?: string; input?: string | null }
  // The flags stand before it there.
  const at = (input ?? '').replace(/^(?:\(\?[ims]\))+/, '')
  const missing = MISSING.find(([start]) => start.test(at))?.[1]
  if (missing)
    return (
      `The regular expression ${shown} has ${missing}, and RE2, which runs it, does not: ` +
      'write it without, ask for two criteria instead ("all", "not"), or use "matching" of the JavaScript client.'
    )
  const where = at === '' || at === source ? '' : ` at ${short(at)}`
  return `The regular expression ${shown} cannot be read: ${fault ?? 'it is none'}${where}. Its syntax is that of RE2.`
}

/** What other engines have and RE2 has not, by how the rest begins that it stumbles over. */
const MISSING: readonly (readonly [RegExp, string])[] = [
  [/^\(\?[=!]/, 'a look-ahead'],
  [/^\(\?<[=!]/, 'a look-behind'],
  [/^\\[1-9k]/, 'a back-reference'],
  [/^\(\?>/, 'an atomic group'],
  [/^[*+?}]\+/, 'a possessive quantifier'],
]

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
