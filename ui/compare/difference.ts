/** Two texts line by line: what is the same, what changed and in which words, what is only on one side. */
import { edits } from './edits.ts'

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
  const found = edits(left, right, { same: (a, b) => a.text === b.text, until })
  if (found === null) return [...left.map(removed), ...right.map(added)]
  const rows: Row[] = []
  let l = 0
  let r = 0
  for (const stretch of found) {
    for (const end = l + stretch.same; l < end; l++, r++) rows.push(...both(left[l], right[r]))
    const gone = left.slice(l, (l += stretch.removed))
    const come = right.slice(r, (r += stretch.added))
    rows.push(...pairs(gone, come, until + PATIENCE))
  }
  return rows
}

/** Labels differ between the sides where the text does not. */
function both(left: Labelled | undefined, right: Labelled | undefined): Row[] {
  return left === undefined || right === undefined ? [] : [{ kind: 'same', left: whole(left), right: whole(right) }]
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
  const mine = wordsOf(left.text)
  const others = wordsOf(right.text)
  const found = edits(mine, others, { same: (a, b) => a === b, until, most: MOST_EDITS })
  if (found === null) return [removed(left), added(right)]
  const before: Piece[] = []
  const after: Piece[] = []
  let isShared = false
  let l = 0
  let r = 0
  for (const stretch of found) {
    const kept = mine.slice(l, (l += stretch.same))
    isShared ||= kept.some((word) => WORD.test(word))
    const gone = mine.slice(l, (l += stretch.removed))
    const come = others.slice((r += stretch.same), (r += stretch.added))
    before.push(...pieces(kept, false), ...pieces(gone, true))
    after.push(...pieces(kept, false), ...pieces(come, true))
  }
  if (!isShared) return [removed(left), added(right)]
  return [
    {
      kind: 'changed',
      left: { label: left.label, pieces: before },
      right: { label: right.label, pieces: after },
    },
  ]
}

const pieces = (words: readonly string[], changed: boolean): Piece[] =>
  words.length === 0 ? [] : [{ text: words.join(''), changed }]

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
