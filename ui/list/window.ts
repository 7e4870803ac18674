/** Which rows of a long list are drawn: those in view and a few around. Every row has the same height. */

export interface RowWindow {
  readonly first: number
  /** One behind the last. */
  readonly end: number
}

/** Rows beyond either edge, so that a quick scroll does not show the bottom of the pot. */
const AROUND = 6

export function rowsToDraw(total: number, height: number, top: number, viewport: number): RowWindow {
  const first = Math.max(0, Math.min(total, Math.floor(top / height)) - AROUND)
  return { first, end: Math.min(total, Math.ceil((top + viewport) / height) + AROUND) }
}

/** As many as are ever drawn at once. */
export function mostDrawn(height: number, viewport: number): number {
  return Math.ceil(viewport / height) + 1 + 2 * AROUND
}

/**
 * By how many rows what is looked at has moved, when rows came or went above it. At the very top nothing is held:
 * whoever looks there wants to see what comes.
 */
export function shifted<T>(
  before: readonly T[],
  after: readonly T[],
  topmost: number,
  key: (item: T) => string,
): number {
  if (topmost === 0 || before === after) return 0
  // The row itself may have gone: then the next that stayed is held in its place.
  for (let at = topmost; at < Math.min(before.length, topmost + 50); at++) {
    const looked = key(before[at]!)
    const now = after.findIndex((item) => key(item) === looked)
    if (now !== -1) return now - at
  }
  return 0
}
