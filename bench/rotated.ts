/** The same in the same order, with another at the beginning: where all take turns, none is always the first. */
export function rotated<T>(all: readonly T[], by: number): T[] {
  const first = by % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}
