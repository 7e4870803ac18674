/** Lists that are newest first. */

/** Puts an item into its place, or replaces the one with its id. */
export function placed<T extends { readonly id: string; readonly seq: number }>(list: readonly T[], item: T): T[] {
  const next = list.filter((other) => other.id !== item.id)
  const at = next.findIndex((other) => other.seq < item.seq)
  next.splice(at === -1 ? next.length : at, 0, item)
  return next
}
