/** A box that scrolls over rows of one height, of which only those in view are drawn. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren, HTMLAttributes } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { rowWindow, scrollTo } from '../../state/parts/row-window.ts'

interface Props extends Omit<HTMLAttributes<HTMLDivElement>, 'children' | 'class' | 'height'> {
  total: number
  height: number
  /** The row that is brought into view whenever it becomes another. */
  current?: number
  children: (row: number) => ComponentChildren
  class: string
  /** Told of the inner width, at first and whenever it changes. */
  onWidth?: (pixels: number) => void
}

export function FixedRows({ total, height, current, children, onWidth, class: name, ...attributes }: Props) {
  const element = useRef<HTMLDivElement>(null)
  const place = useSignal({ top: 0, viewport: 600 })
  const { first, count } = rowWindow(total, height, place.value.top, place.value.viewport)

  const measure = () => {
    const { current: div } = element
    if (div === null) return
    const { scrollTop: top, clientHeight: viewport } = div
    if (top !== place.value.top || viewport !== place.value.viewport) place.value = { top, viewport }
    onWidth?.(div.clientWidth)
  }

  useEffect(() => {
    const { current: div } = element
    if (div === null) return
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(div)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const { current: div } = element
    if (current === undefined || current < 0 || div === null) return
    div.scrollTop = scrollTo(current, height, div.scrollTop, div.clientHeight)
    measure()
  }, [current])

  return (
    <div {...attributes} class={`scrolls ${name}`} ref={element} onScroll={measure}>
      <div class="rows-space" role="none" style={{ blockSize: `${total * height}px` }}>
        <div role="none" style={{ transform: `translateY(${first * height}px)` }}>
          {Array.from({ length: count }, (_, at) => children(first + at))}
        </div>
      </div>
    </div>
  )
}
