/** The words that stand before a colon in `q`, and what each of them is. */
import { FIELD_NAMES, type Has } from './fields.ts'
import type { Field } from './facts.ts'

export type Prefix =
  | Field
  | Exclude<Has, Field>
  | 'header'
  | 'filename'
  | 'type'
  | 'has'
  | 'is'
  | 'larger'
  | 'smaller'
  | 'size'
  | 'before'
  | 'after'
  | 'in'

/** As they are listed to who misspelt one. */
export const PREFIXES: readonly Prefix[] = [
  ...FIELD_NAMES,
  'header',
  'attachment',
  'filename',
  'type',
  'has',
  'is',
  'larger',
  'smaller',
  'size',
  'before',
  'after',
  'in',
]

const BY_SPELLING: ReadonlyMap<string, Prefix> = new Map([
  ...PREFIXES.map((prefix) => [prefix.toLowerCase(), prefix] as const),
  ['ip', 'address'],
])

/** `replyTo`, `reply-to` and `replyto` are the same word. Null for one that is none. */
export const prefixOf = (word: string): Prefix | null => BY_SPELLING.get(word.toLowerCase().replaceAll('-', '')) ?? null
