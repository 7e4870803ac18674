/** Draws of a long list only what stands in the window, whatever the heights of its rows. */
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { createHeights, shownRows, type Shown } from '../state/session/heights.ts'

interface Options {
  /** One per row, and the same array as long as the rows are the same; rows carry theirs as `data-key`. */
  readonly keys: readonly number[]
  /** Pixels of a row that was not drawn yet. */
  readonly estimate: number
  /** Rows to draw beyond either edge. */
  readonly spare: number
}

export interface Rows extends Shown {
  /** For the element that holds the rows. */
  readonly ref: { current: HTMLOListElement | null }
  /** Pixels that the rows before and after take, which are not drawn. */
  readonly before: number
  readonly after: number
  /** Brings a row into view: to the middle, or as far as is needed. */
  readonly reveal: (index: number, how: 'middle' | 'nearest') => void
  readonly scroller: () => HTMLElement | null
}

export function useRows({ keys, estimate, spare }: Options): Rows {
  const ref = useRef<HTMLOListElement>(null)
  const heights = useMemo(() => createHeights(estimate), [estimate])
  const version = useSignal(0)
  const view = useSignal({ top: 0, bottom: window.innerHeight })
  void version.value
  const offsets = heights.offsets(keys)
  const { first, end } = shownRows(offsets, view.value.top, view.value.bottom, spare)
  const scroller = () => scrollerOf(ref.current)

  function look(): void {
    const box = scroller()
    if (box === null || ref.current === null) return
    const place = box.getBoundingClientRect().top - ref.current.getBoundingClientRect().top
    // In steps of a few rows, which the spare ones cover: not every pixel needs another drawing.
    const step = estimate * Math.ceil(spare / 4)
    const top = Math.floor(place / step) * step
    const bottom = Math.ceil((place + box.clientHeight) / step) * step
    if (view.peek().top !== top || view.peek().bottom !== bottom) view.value = { top, bottom }
  }

  useLayoutEffect(() => {
    const box = scroller()
    if (box === null) return
    let width = box.clientWidth
    const watch = new ResizeObserver(() => {
      // Lines break elsewhere now.
      if (box.clientWidth !== width) {
        width = box.clientWidth
        heights.forget()
        version.value++
      }
      look()
    })
    watch.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      watch.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [heights])

  useLayoutEffect(() => {
    const { current } = ref
    const box = scroller()
    if (current === null || box === null) return
    const top = box.getBoundingClientRect().top
    let above = 0
    let changed = false
    for (const row of current.children) {
      const key = row.getAttribute('data-key')
      if (key === null) continue
      const place = row.getBoundingClientRect()
      const difference = heights.measured(Number(key), place.height)
      changed ||= difference !== 0
      // What is above the window takes another height than was assumed: what is read must not move by it.
      if (place.bottom <= top) above += difference
    }
    if (!changed) return
    if (above !== 0) box.scrollTop += above
    version.value++
  })

  function reveal(index: number, how: 'middle' | 'nearest'): void {
    // The rows on the way may turn out to be of another height, so it takes a look or two.
    let tries = 4
    const step = () => {
      const box = scroller()
      const list = ref.current
      if (box === null || list === null || index < 0 || tries-- === 0) return
      const now = heights.offsets(keys)
      const listTop = list.getBoundingClientRect().top - box.getBoundingClientRect().top
      const start = listTop + (now[index] ?? 0)
      const height = (now[index + 1] ?? 0) - (now[index] ?? 0)
      // Under the bar that stays on top nothing can be read.
      const least = 56
      const most = box.clientHeight - height - 8
      const wanted = how === 'middle' ? (box.clientHeight - height) / 2 : Math.max(least, Math.min(most, start))
      if (Math.abs(start - wanted) > 1) {
        const before = box.scrollTop
        box.scrollTop += start - wanted
        look()
        if (box.scrollTop !== before) requestAnimationFrame(step)
      }
    }
    step()
  }

  return {
    ref,
    first,
    end,
    before: offsets[first] ?? 0,
    after: (offsets.at(-1) ?? 0) - (offsets[end] ?? 0),
    reveal,
    scroller,
  }
}

function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let box = element; box !== null; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box
  }
  return null
}
