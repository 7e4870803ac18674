/** One row of a source, cut where its look changes: a token, a hit of the search, something that should not be there. */

/** A stretch of the text that has a look; places count in the whole text. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly look: string
}

export interface RowPiece {
  readonly text: string
  /** The looks of all spans that it lies in, in their order; empty for plain text. */
  readonly look: string
}

export function rowPieces(text: string, from: number, to: number, spans: readonly Span[]): RowPiece[] {
  const inside = spans.filter((span) => span.from < to && span.to > from)
  if (inside.length === 0) return from === to ? [] : [{ text: text.slice(from, to), look: '' }]
  const edges = new Set([from, to])
  for (const span of inside) {
    edges.add(Math.max(from, span.from))
    edges.add(Math.min(to, span.to))
  }
  const places = [...edges].toSorted((a, b) => a - b)
  return places.slice(0, -1).map((start, at) => {
    const end = places[at + 1] ?? to
    const looks = inside.filter((span) => span.from <= start && span.to >= end).map(({ look }) => look)
    return { text: text.slice(start, end), look: looks.join(' ') }
  })
}
