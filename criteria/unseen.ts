/** Differences that are hard to see: a value that would be what was wanted, but for these. */
import type { FieldKind } from './fields.ts'
import { foldSpace, type Test } from './fold.ts'
import { testFor, type Part } from './match.ts'

/** How much of a value is looked at. */
const LONGEST = 10_000

interface Difference {
  readonly sign: RegExp
  readonly without: (text: string) => string
  readonly hint: string
}

const DIFFERENCES: readonly Difference[] = [
  {
    sign: /[\u00a0\u202f]/,
    without: (text) => text.replace(/[\u00a0\u202f]/g, ' '),
    hint: 'differs only in a no-break space',
  },
  { sign: /\s/, without: foldSpace, hint: 'differs only in white space' },
  {
    sign: /[‘’‚‛′“”„‟″‐‑‒–—―−…]/,
    without: (text) =>
      text
        .replace(/[‘’‚‛′]/g, "'")
        .replace(/[“”„‟″]/g, '"')
        .replace(/[‐‑‒–—―−]/g, '-')
        .replace(/…/g, '...'),
    hint: 'differs only in curly quotes, or dashes or dots that are not plain ones',
  },
  {
    sign: /[\u00ad\u200b-\u200f\u2060\ufeff]/,
    without: (text) => text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, ''),
    hint: 'differs only in an invisible character',
  },
]

/** What to say of a value that fails, if one difference between it and a wanted text is all there is. */
export function unseenInText(part: Part, kind: FieldKind): (value: string) => string | null {
  // What contains or begins with a text does so whatever the white space.
  const isFolded = part.operator === 'contains' || part.operator === 'startsWith' || kind === 'text'
  const differences =
    isFolded && part.operator !== 'is' ? DIFFERENCES.filter(({ without }) => without !== foldSpace) : DIFFERENCES
  const candidates = differences.map(({ sign, without, hint }) => ({
    sign,
    without,
    hint,
    isWanted: sign.test(part.wanted),
    test: late(() => testFor({ ...part, wanted: without(part.wanted) }, kind)),
  }))
  return (value) => {
    const text = value.slice(0, LONGEST)
    const hit = candidates.find(
      ({ sign, without, isWanted, test }) => (isWanted || sign.test(text)) && test(without(text)),
    )
    return hit?.hint ?? null
  }
}

/** The same for a regular expression, which may also want too much itself. */
export function unseenInPattern({ wanted, flags, test }: Part): (value: string) => string | null {
  const start = /^(?:\^|\\A)/.exec(wanted)?.[0]
  const end = /(?<!\\)(?:\\\\)*(\$|\\z)$/.exec(wanted)?.[1]
  const withoutStart = wanted.slice(start?.length ?? 0)
  const withoutEnd = (pattern: string) => pattern.slice(0, pattern.length - (end?.length ?? 0))
  const variants = [
    ...(flags.includes('i')
      ? []
      : [variant('case matters in it: it would match with the flag i', wanted, `${flags}i`)]),
    ...(start ? [variant(`would match without ${start}`, withoutStart, flags)] : []),
    ...(end ? [variant(`would match without ${end}`, withoutEnd(wanted), flags)] : []),
    ...(start && end ? [variant(`would match without ${start} and ${end}`, withoutEnd(withoutStart), flags)] : []),
  ]
  return (value) => {
    const text = value.slice(0, LONGEST)
    const hit =
      variants.find((candidate) => candidate.test(text)) ??
      DIFFERENCES.find(({ sign, without }) => sign.test(text) && test(without(text)))
    return hit?.hint ?? null
  }
}

const variant = (hint: string, wanted: string, flags: string) => ({
  hint,
  test: late(() => testFor({ operator: 'matches', wanted, flags }, 'text')),
})

/** Compiled when a near miss asks for it: most criteria never have one. What cannot be compiled is in no value. */
function late(compile: () => Test): Test {
  let test: Test | null = null
  return (value) => {
    try {
      test ??= compile()
    } catch {
      test = () => false
    }
    return test(value)
  }
}
