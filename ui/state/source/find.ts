/** Where a text holds some words. */

/** Nobody looks at more, and each has to be kept. */
const MOST_HITS = 10_000

export interface Hits {
  readonly starts: readonly number[]
  readonly length: number
  /** There are more than are listed. */
  readonly more: boolean
}

export const NO_HITS: Hits = { starts: [], length: 0, more: false }

/** Each place, whatever the case of the letters; those that overlap one before do not count. */
export function hitsIn(text: string, wanted: string): Hits {
  if (wanted === '') return NO_HITS
  const starts: number[] = []
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`), 'gi')
  for (const { index } of text.matchAll(pattern)) {
    if (starts.length === MOST_HITS) return { starts, length: wanted.length, more: true }
    starts.push(index)
  }
  return { starts, length: wanted.length, more: false }
}

/** The index of the first hit that begins at this place or after it; as many as there are, if none does. */
export function hitAfter({ starts }: Hits, place: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

/** Lines that somebody asks for in the field of the search: `:120` or `:120-134`. */
export function linesAsked(wanted: string): LineRange | null {
  const [, from, to] = /^:(\d+)(?:-(\d+))?$/.exec(wanted.trim()) ?? []
  return from === undefined ? null : rangeOf(Number(from), Number(to ?? from))
}

/** Numbers from 1, as they are shown; both belong to it. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** Of the fragment of an address: `L120`, `L120-L134`. */
export function parseLines(fragment: string): LineRange | null {
  const [, from, to] = /^L(\d+)(?:-L?(\d+))?$/.exec(fragment) ?? []
  return from === undefined ? null : rangeOf(Number(from), Number(to ?? from))
}

export function fragmentOf({ from, to }: LineRange): string {
  return from === to ? `L${from}` : `L${from}-L${to}`
}

export function rangeOf(one: number, other: number): LineRange {
  return { from: Math.max(1, Math.min(one, other)), to: Math.max(1, one, other) }
}
