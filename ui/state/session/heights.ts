/** Which rows of a long list stand in the window, when each row has a height of its own that is known once it was drawn. */

export interface Heights {
  /** Where each row begins, and at the end where the last one ends. */
  offsets(keys: readonly number[]): Float64Array
  /** Takes the height that a row really has, and gives by how much it differs from what was assumed. */
  measured(key: number, height: number): number
  /** The width changed, so that every height may have. */
  forget(): void
}

export function createHeights(estimate: number): Heights {
  const known = new Map<number, number>()
  let last: { keys: readonly number[]; offsets: Float64Array } | null = null
  return {
    offsets(keys) {
      if (last?.keys === keys) return last.offsets
      const offsets = new Float64Array(keys.length + 1)
      let end = 0
      for (const [at, key] of keys.entries()) offsets[at + 1] = end += known.get(key) ?? estimate
      last = { keys, offsets }
      return offsets
    },
    measured(key, height) {
      const difference = height - (known.get(key) ?? estimate)
      if (Math.abs(difference) < 0.5) return 0
      known.set(key, height)
      last = null
      return difference
    },
    forget() {
      known.clear()
      last = null
    },
  }
}

export interface Shown {
  readonly first: number
  /** The one after the last. */
  readonly end: number
}

/** The rows between `top` and `bottom`, with `spare` more on each side. Few rows are all shown: the browser can find in them. */
export function shownRows(offsets: Float64Array, top: number, bottom: number, spare: number): Shown {
  const count = offsets.length - 1
  if (count <= spare * 4) return { first: 0, end: count }
  return {
    first: Math.max(0, rowAt(offsets, top) - spare),
    end: Math.min(count, rowAt(offsets, bottom) + 1 + spare),
  }
}

/** The row that stands at a height: the last that begins at it or above. */
export function rowAt(offsets: Float64Array, height: number): number {
  let low = 0
  let high = Math.max(0, offsets.length - 2)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= height) low = middle
    else high = middle - 1
  }
  return low
}
