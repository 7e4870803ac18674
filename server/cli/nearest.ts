/** The word that was probably meant; undefined when none is near. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  let best: string | undefined
  // A third of the letters may be wrong; beyond that a guess misleads more than it helps.
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const word of words) {
    const steps = word.startsWith(typed) && typed.length > 2 ? 1 : distance(typed, word)
    if (steps < least) {
      least = steps
      best = word
    }
  }
  return best
}

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const replace = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      row.push(Math.min(replace, at(i - 1, j) + 1, at(i, j - 1) + 1, swapped))
    }
  }
  return at(a.length, b.length)
}
