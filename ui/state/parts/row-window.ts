/** Which rows of a long list are in view, all of one height. */

export interface RowWindow {
  readonly first: number
  readonly count: number
}

/** A few more than are seen, so that a scroll does not show a gap before the next frame. */
export function rowWindow(total: number, height: number, scrollTop: number, viewport: number): RowWindow {
  const first = Math.min(total, Math.max(0, Math.floor(scrollTop / height) - 4))
  return { first, count: Math.min(total - first, Math.ceil(viewport / height) + 8) }
}

/** Where to scroll so that a row is whole in view; where it is already, nothing moves. */
export function scrollTo(row: number, height: number, scrollTop: number, viewport: number): number {
  const top = row * height
  if (top < scrollTop) return top
  return Math.max(scrollTop, top + height - viewport)
}
