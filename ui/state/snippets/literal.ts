/** Criteria as a literal of a programming language, as somebody would write them by hand. */
import type { Criteria } from '../../../contract/criteria.ts'
import { doubled, single } from './quoted.ts'

/** Longer than this, an object is written over several lines. */
const WIDTH = 80

/** For TypeScript and JavaScript: names without quotes where they may be, patterns as regular expressions. */
export function literal(criteria: object, indent = ''): string {
  return written(criteria, indent, script)
}

/** For Python: a dict. */
export function pythonLiteral(criteria: Criteria, indent = ''): string {
  return written(criteria, indent, snake)
}

interface Spelling {
  readonly string: (text: string) => string
  readonly name: (name: string) => string
  readonly true: string
  readonly false: string
  readonly step: string
  readonly open: string
  readonly close: string
  /** An object that has a form of its own, or null. */
  readonly special: (object: Readonly<Record<string, unknown>>) => string | null
}

const script: Spelling = {
  string: (text) => (/["\\\p{Cc}\p{Cf}]/u.test(text) || !text.includes("'") ? single(text) : doubled(text)),
  name: (name) => (/^[a-z_$][\w$]*$/i.test(name) ? name : script.string(name)),
  true: 'true',
  false: 'false',
  step: '  ',
  open: '{ ',
  close: ' }',
  special: asExpression,
}

const snake: Spelling = {
  string: doubled,
  name: doubled,
  true: 'True',
  false: 'False',
  step: '    ',
  open: '{',
  close: '}',
  special: () => null,
}

function written(value: unknown, indent: string, spelling: Spelling): string {
  if (typeof value === 'string') return spelling.string(value)
  if (typeof value === 'boolean') return value ? spelling.true : spelling.false
  if (typeof value !== 'object' || value === null) return String(value)
  const object = value as Readonly<Record<string, unknown>>
  const special = Array.isArray(value) ? null : spelling.special(object)
  if (special !== null) return special
  const [open, close] = Array.isArray(value) ? ['[', ']'] : [spelling.open, spelling.close]
  const inner = indent + spelling.step
  const items = Object.entries(object).map(([name, item]) => {
    const text = written(item, inner, spelling)
    return Array.isArray(value) ? text : `${spelling.name(name)}: ${text}`
  })
  if (items.length === 0) return open.trim() + close.trim()
  const line = open + items.join(', ') + close
  if (line.length <= WIDTH && !line.includes('\n')) return line
  return `${open.trim()}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close.trim()}`
}

/** `{ matches: '^re:' }` as `/^re:/i`; null where JavaScript would read it as something else, or not at all. */
function asExpression(rule: Readonly<Record<string, unknown>>): string | null {
  const { matches, flags = 'i', ...others } = rule
  if (typeof matches !== 'string' || typeof flags !== 'string' || Object.keys(others).length > 0) return null
  // A named group, a class by its property, flags in the middle: RE2 and JavaScript write these differently. What
  // nobody would see is written out in a string only.
  if (/\(\?[^:]|\\[pPzAQECa]|\[\[:|[\p{Cc}\p{Cf}\u2028\u2029]/u.test(matches)) return null
  try {
    return String(new RegExp(matches, flags))
  } catch {
    return null
  }
}
