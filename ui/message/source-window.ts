/** Which rows of a source are in view, as its box is scrolled and resized. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'

/** Pixels of a row; the style sheet says the same. */
const ROW = 19
/** Rows beyond each edge, so that a fast wheel shows no gap. */
const MARGIN = 8
/** Browsers cannot place anything much further down than this; a longer source scrolls by more than it moves. */
const TALLEST = 12_000_000

export interface SourceWindow {
  /** How many letters fit beside each other. */
  readonly columns: ReadonlySignal<number>
  readonly canvas: RefObject<HTMLDivElement | null>
  readonly rows: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  setCount(count: number): void
  shown(count: number): { first: number; count: number }
  /** Brings a row into view, if it is not, with some rows before it. */
  reveal(row: number): void
}

export function useWindow(box: RefObject<HTMLDivElement | null>): SourceWindow {
  const canvas = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const view = useMemo(() => {
    const columns = signal(100)
    const height = signal(600)
    const first = signal(0)
    let count = 0
    let letter = 7.5
    const whole = () => Math.min(TALLEST, count * ROW)
    const fitting = () => Math.floor(height.peek() / ROW)

    /** The first row in view; where all cannot be as tall as they are, by the share that was scrolled. */
    function topRow(): number {
      const top = box.current?.scrollTop ?? 0
      if (count * ROW <= TALLEST) return Math.floor(top / ROW)
      return Math.round((top / Math.max(1, whole() - height.peek())) * Math.max(0, count - fitting()))
    }

    function place(): void {
      if (canvas.current !== null) canvas.current.style.blockSize = `${whole()}px`
      if (rows.current === null || box.current === null) return
      const from = Math.max(0, first.peek() - MARGIN)
      const top = count * ROW <= TALLEST ? from * ROW : Math.max(0, box.current.scrollTop - (first.peek() - from) * ROW)
      rows.current.style.transform = `translateY(${Math.min(top, Math.max(0, TALLEST - 200 * ROW))}px)`
    }

    function measure(): void {
      const element = box.current
      if (element === null) return
      height.value = element.clientHeight
      letter = letterWidth(element)
      columns.value = Math.floor(element.clientWidth / letter)
      first.value = topRow()
    }

    return {
      columns,
      canvas,
      rows,
      onScroll: () => void (first.value = topRow()),
      setCount: (next: number) => void (count = next),
      shown(total: number) {
        const from = Math.max(0, Math.min(first.value, total - 1) - MARGIN)
        return { first: from, count: Math.max(0, Math.min(total - from, Math.ceil(height.value / ROW) + 2 * MARGIN)) }
      },
      reveal(row: number) {
        const element = box.current
        if (element === null) return
        place()
        const top = topRow()
        if (row >= top && row < top + fitting() - 1) return
        const to = Math.max(0, row - Math.floor(fitting() / 3))
        element.scrollTop =
          count * ROW <= TALLEST ? to * ROW : (to / Math.max(1, count - fitting())) * (whole() - height.peek())
        first.value = topRow()
      },
      place,
      measure,
    }
  }, [])

  useLayoutEffect(() => {
    view.measure()
    const observer = new ResizeObserver(() => view.measure())
    if (box.current !== null) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  // After each drawing: the rows that are there now belong to where the box stands now.
  useLayoutEffect(() => view.place())
  return view
}

function letterWidth(element: HTMLElement): number {
  const ruler = document.createElement('span')
  ruler.className = 'source-ruler'
  ruler.textContent = 'x'.repeat(100)
  element.append(ruler)
  const width = ruler.getBoundingClientRect().width / 100
  ruler.remove()
  return width > 0 ? width : 7.5
}
