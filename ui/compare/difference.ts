/** Two texts line by line: what is the same, what changed and in which words, what is only on one side. */
// Not from 'diff' itself, which would bring along what makes patches and compares CSS and JSON.
import { diffArrays } from 'diff/lib/diff/array.js'

/** A stretch of a line; `changed` is not in the other line. */
export interface Piece {
  readonly text: string
  readonly changed: boolean
}

/** A line, with what it is called at its edge: a number, the name of a field, who said it. */
export interface Line {
  readonly label: string
  readonly pieces: readonly Piece[]
}

export type Row =
  | { readonly kind: 'same' | 'changed'; readonly left: Line; readonly right: Line }
  | { readonly kind: 'removed'; readonly left: Line }
  | { readonly kind: 'added'; readonly right: Line }

export interface Labelled {
  readonly label: string
  readonly text: string
}

/** Milliseconds that a comparison may take: after them texts are too different for their lines, and lines for their words. */
const PATIENCE = 150
export const patience = () => performance.now() + PATIENCE
/** Words that may differ within a line before the line counts as another one. */
const MOST_EDITS = 400
const WORD = /[\p{L}\p{N}]/u

/** `until` is the moment after which nothing is looked into any more. */
export function compareLines(left: readonly Labelled[], right: readonly Labelled[], until = patience()): Row[] {
  const same = (a: Labelled, b: Labelled) => a.text === b.text
  const timeout = until - performance.now()
  const parts = diffArrays<Labelled>([...left], [...right], { comparator: same, timeout })
  if (parts === undefined) return [...left.map(removed), ...right.map(added)]
  const rows: Row[] = []
  let gone: Labelled[] = []
  let l = 0
  for (const { removed: isGone, added: isNew, value } of parts) {
    if (isGone) gone = value
    else if (isNew) rows.push(...pairs(gone.splice(0), value, until + PATIENCE))
    else {
      rows.push(...gone.splice(0).map(removed))
      // The value is of one side only, and labels differ between the sides.
      for (const one of value) rows.push({ kind: 'same', left: whole(left[l++] ?? one), right: whole(one) })
      continue
    }
    if (isGone) l += value.length
  }
  return [...rows, ...gone.map(removed)]
}

/** What went and what came in the same place: line by line, as far as they are alike. */
function pairs(gone: readonly Labelled[], come: readonly Labelled[], until: number): Row[] {
  const rows: Row[] = []
  for (let at = 0; at < Math.max(gone.length, come.length); at++) {
    const a = gone[at]
    const b = come[at]
    if (a === undefined) rows.push(...(b === undefined ? [] : [added(b)]))
    else if (b === undefined) rows.push(removed(a))
    else rows.push(...compareLine(a, b, until))
  }
  return rows
}

/** Two lines that stand for each other: their words; or both as they are where no word is shared. */
export function compareLine(left: Labelled, right: Labelled, until = patience()): Row[] {
  if (left.text === right.text) return [{ kind: 'same', left: whole(left), right: whole(right) }]
  const timeout = until - performance.now()
  if (timeout < 0) return [removed(left), added(right)]
  const words = diffArrays(wordsOf(left.text), wordsOf(right.text), { maxEditLength: MOST_EDITS, timeout })
  const shared = words?.some((word) => !word.added && !word.removed && word.value.some((one) => WORD.test(one)))
  if (words === undefined || shared !== true) return [removed(left), added(right)]
  const pieces = (skip: 'added' | 'removed', mark: 'added' | 'removed') =>
    words.filter((word) => !word[skip]).map((word) => ({ text: word.value.join(''), changed: word[mark] }))
  return [
    {
      kind: 'changed',
      left: { label: left.label, pieces: pieces('added', 'removed') },
      right: { label: right.label, pieces: pieces('removed', 'added') },
    },
  ]
}

/** Words and what stands between them; a script without spaces comes apart into its characters. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}\p{M}_]+|\s+|[^]/gu) ?? []
}

/** Lines with their numbers, line ends left off. */
export function numbered(text: string): Labelled[] {
  return text.split(/\r\n|\r|\n/).map((line, at) => ({ label: String(at + 1), text: line }))
}

const whole = ({ label, text }: Labelled): Line => ({ label, pieces: [{ text, changed: false }] })
export const removed = (line: Labelled): Row => ({ kind: 'removed', left: whole(line) })
export const added = (line: Labelled): Row => ({ kind: 'added', right: whole(line) })
