/** One message for each of several criteria, none for two of them: an assignment, not first come first served. */

/**
 * Gives for each row the column it gets, or null where there is none left; as many rows as possible get one (augmenting
 * paths). `fits[row]` are the columns that would do, the preferred ones first.
 */
export function assign<Column>(fits: readonly (readonly Column[])[]): (Column | null)[] {
  const holder = new Map<Column, number>()
  const place = (row: number, tried: Set<Column>): boolean => {
    for (const column of fits[row] ?? []) {
      if (tried.has(column)) continue
      tried.add(column)
      const other = holder.get(column)
      if (other !== undefined && !place(other, tried)) continue
      holder.set(column, row)
      return true
    }
    return false
  }
  for (const row of fits.keys()) place(row, new Set())
  const given: (Column | null)[] = fits.map(() => null)
  for (const [column, row] of holder) given[row] = column
  return given
}

/**
 * The rows among which one more column has to come before `row`, which has none, can get one: itself, those that hold what
 * it could have, those that hold what these could have. They share one column less than they are, so one more is enough.
 */
export function shortOf<Column>(
  fits: readonly (readonly Column[])[],
  given: readonly (Column | null)[],
  row: number,
): number[] {
  const rows = new Set([row])
  // A set that grows while it is walked through is walked to its end.
  for (const one of rows) for (const column of fits[one] ?? []) rows.add(given.indexOf(column))
  return [...rows]
}
