/** Divides compared lines into what is shown and what is folded away because it is the same on both sides. */
import type { Row } from './difference.ts'

export interface Shown {
  readonly row: Row
  /** The number of the difference that begins here. */
  readonly begins: number | null
}

export type Stretch =
  | { readonly kind: 'shown'; readonly rows: readonly Shown[] }
  | { readonly kind: 'folded'; readonly rows: readonly Shown[] }

export interface Folds {
  readonly stretches: readonly Stretch[]
  /** Those that are shown. */
  readonly differences: number
  /** False where what comes after them is left out. */
  readonly isWhole: boolean
}

/** Equal lines that stay around a difference. */
const AROUND = 3
/** A text this short is shown whole when nothing in it differs. */
const SHORT = 60

/** At most `most` rows are shown, what is folded aside. */
export function foldsOf(rows: readonly Row[], most = Infinity): Folds {
  let differences = 0
  const shown = rows.map((row, at): Shown => {
    const begins = row.kind !== 'same' && (at === 0 || rows[at - 1]?.kind === 'same')
    return { row, begins: begins ? differences++ : null }
  })
  if (differences === 0 && rows.length <= SHORT)
    return { stretches: [{ kind: 'shown', rows: shown }], differences, isWhole: true }
  const stretches: Stretch[] = []
  for (let at = 0; at < shown.length;) {
    const same = shown[at]?.row.kind === 'same'
    let end = at
    while (end < shown.length && (shown[end]?.row.kind === 'same') === same) end++
    const head = same && at > 0 ? at + AROUND : at
    const tail = same && end < shown.length ? end - AROUND : end
    // A fold of few lines would take as much room as the lines.
    if (same && tail - head > AROUND) {
      push(stretches, 'shown', shown.slice(at, head))
      push(stretches, 'folded', shown.slice(head, tail))
      push(stretches, 'shown', shown.slice(tail, end))
    } else push(stretches, 'shown', shown.slice(at, end))
    at = end
  }
  return within(stretches, most)
}

function within(stretches: readonly Stretch[], most: number): Folds {
  const kept: Stretch[] = []
  let differences = 0
  let room = most
  for (const stretch of stretches) {
    if (room <= 0) return { stretches: kept, differences, isWhole: false }
    const rows = stretch.kind === 'folded' ? stretch.rows : stretch.rows.slice(0, room)
    if (stretch.kind === 'shown') room -= stretch.rows.length
    differences += rows.filter(({ begins }) => begins !== null).length
    kept.push({ ...stretch, rows })
  }
  return { stretches: kept, differences, isWhole: room >= 0 }
}

function push(stretches: Stretch[], kind: Stretch['kind'], rows: readonly Shown[]): void {
  const last = stretches.at(-1)
  if (rows.length === 0) return
  if (last?.kind === kind) stretches[stretches.length - 1] = { kind, rows: [...last.rows, ...rows] }
  else stretches.push({ kind, rows })
}
