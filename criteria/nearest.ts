/** Which of the names that exist was meant by one that does not. */

/** The known name that the fewest edits make of `word`, whatever the case; the first of equals. None of none is ''. */
export function nearest(word: string, known: readonly string[]): string {
  const meant = word.slice(0, 100).toLowerCase()
  let best = { name: '', edits: Infinity }
  for (const name of known) {
    const edits = distance(meant, name.toLowerCase())
    if (edits < best.edits) best = { name, edits }
  }
  return best.name
}

/** Edits that make one name of the other (Levenshtein), so that a slip of the hand finds what was meant. */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
