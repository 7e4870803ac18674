/** Pages of what is kept: from a place on, in either order, as many as asked for. */
import { HistoryLostError, type Page } from '../../contract/store.ts'
import type { Sequence } from './sequence.ts'
import type { Shelf, Shelved } from './shelf.ts'

/** The items of a page, lazily. Throws HistoryLostError for a place that is not known. */
export function* itemsOf<T extends Shelved>(page: Page, shelf: Shelf<T>, sequence: Sequence): Generator<T> {
  const after = page.after === null ? 0 : placeOf(page.after, shelf, sequence)
  const before = page.before === null ? Infinity : placeOf(page.before, shelf, sequence)
  yield* page.order === 'asc' ? shelf.upwards(after, before) : shelf.downwards(after, before)
}

/** Takes a page out of all that match, which come oldest first. Throws HistoryLostError now, not when it is used. */
export function stretchOf<T extends Shelved>(page: Page, shelf: Shelf<T>, sequence: Sequence): (found: T[]) => T[] {
  const after = page.after === null ? 0 : placeOf(page.after, shelf, sequence)
  const before = page.before === null ? Infinity : placeOf(page.before, shelf, sequence)
  return (found) => {
    const ordered = page.order === 'asc' ? found : found.toReversed()
    return first(page.limit, ordered, ({ seq }) => seq > after && seq < before)
  }
}

/** The number of a place: a cursor has a dot, an id of an item has none. */
export function placeOf(place: string, shelf: Shelf<Shelved>, sequence: Sequence): number {
  if (place.includes('.')) return sequence.read(place)
  const item = shelf.get(place)
  if (item === undefined) throw new HistoryLostError(place)
  return item.seq
}

export function first<T>(limit: number, items: Iterable<T>, wanted: (item: T) => boolean = () => true): T[] {
  const found: T[] = []
  for (const item of items) {
    if (found.length >= limit) break
    if (wanted(item)) found.push(item)
  }
  return found
}

export function count<T>(items: Iterable<T>, wanted: (item: T) => boolean): number {
  let found = 0
  for (const item of items) if (wanted(item)) found += 1
  return found
}
