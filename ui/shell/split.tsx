/** A list and what is open of it: side by side or one above the other, with a line between that can be moved. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { createLayout, SIZES } from '../state/layout.ts'
import * as words from '../strings/shell.ts'
import { usePart } from './context.ts'

interface Props {
  readonly list: ComponentChildren
  readonly pane: ComponentChildren
  /** Whether something is open: a narrow page, and the layout `none`, show only one of both. */
  readonly open: boolean
}

/** Pixels that one press of an arrow moves the line. */
const STEP = 16

export function Split({ list, pane, open }: Props) {
  const { layout, size } = usePart(createLayout)
  const box = useRef<HTMLDivElement>(null)
  const way = layout.value.value
  const along = way === 'bottom' ? size.bottom : size.right
  const range = way === 'bottom' ? SIZES.bottom : SIZES.right
  const value = Math.min(range.most, Math.max(range.least, along.value.value))
  // Through the object model: an inline style in the markup would need a hole in the policy.
  useLayoutEffect(() => box.current?.style.setProperty('--list-size', `${value}px`), [value])

  const move = (to: number) => along.choose(Math.round(Math.min(range.most, Math.max(range.least, to))))

  function drag(event: PointerEvent): void {
    if (box.current === null) return
    const edge = box.current.getBoundingClientRect()
    const mirrored = getComputedStyle(box.current).direction === 'rtl'
    if (way === 'bottom') move(event.clientY - edge.top)
    else move(mirrored ? edge.right - event.clientX : event.clientX - edge.left)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP }
    const by = steps[event.key]
    if (by !== undefined) move(value + by)
    else if (event.key === 'Home') move(range.least)
    else if (event.key === 'End') move(range.most)
    else return
    event.preventDefault()
  }

  return (
    <div class="split" data-layout={way} data-open={open} ref={box} data-testid="split">
      <div class="split-list" id="split-list">
        {list}
      </div>
      {way !== 'none' && (
        <div
          class="separator"
          role="separator"
          tabIndex={0}
          aria-label={words.separator}
          aria-orientation={way === 'bottom' ? 'horizontal' : 'vertical'}
          aria-controls="split-list"
          aria-valuenow={value}
          aria-valuemin={range.least}
          aria-valuemax={range.most}
          onKeyDown={onKeyDown}
          onDblClick={() => along.choose(range.usual)}
          onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
        />
      )}
      <div class="split-pane">{pane}</div>
    </div>
  )
}
