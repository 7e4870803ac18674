/** The place of the frame: as wide as was chosen, with an edge that can be dragged. */
import { useComputed, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { createPreview } from '../state/preview/preview.ts'
import { bounded, RANGE } from '../state/preview/preview-widths.ts'
import * as words from '../strings/preview.ts'

/** Pixels that one press of an arrow moves the edge. */
const STEP = 8
/** Pixels beside the frame that its edge takes, as the style sheet has it. */
const EDGE = 8

export function Stage({ children }: { children: ComponentChildren }) {
  const { width, setWidth } = usePart(createPreview)
  const sheet = useRef<HTMLDivElement>(null)
  // The address changes once, at the end: browsers count how often that happens.
  const dragged = useSignal<number | null>(null)
  const began = useRef<number | null>(null)
  const px = useComputed(() => dragged.value ?? width.value)
  const real = () => px.peek() ?? (sheet.current?.offsetWidth ?? RANGE.least) - EDGE

  function drag(event: PointerEvent): void {
    const box = sheet.current?.getBoundingClientRect()
    if (box === undefined) return
    // The sheet stands in the middle as long as there is room, so both its edges move.
    const stage = sheet.current?.parentElement?.clientWidth ?? 0
    const middle = box.left + box.width / 2
    const centred = Math.abs(event.clientX - middle) * 2
    dragged.value = bounded(centred < stage ? centred : Math.abs(event.clientX - box.left))
  }

  function drop(): void {
    if (dragged.value !== null && dragged.value !== began.current) setWidth(dragged.value)
    dragged.value = null
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -STEP, ArrowRight: STEP }
    const by = steps[event.key]
    if (by !== undefined) setWidth(bounded(real() + by))
    else if (event.key === 'Home') setWidth(RANGE.least)
    else if (event.key === 'End') setWidth(null)
    else return
    event.preventDefault()
  }

  return (
    <div class="preview-stage">
      <div
        class="preview-sheet"
        ref={sheet}
        data-dragging={dragged.value !== null}
        style={{ inlineSize: px.value === null ? '100%' : `${px.value + EDGE}px` }}
      >
        {children}
        <div
          class="preview-edge"
          role="separator"
          tabIndex={0}
          aria-label={words.handle}
          title={words.handle}
          aria-orientation="vertical"
          aria-valuenow={px.value ?? RANGE.most}
          aria-valuetext={px.value === null ? words.fit : words.px(px.value)}
          aria-valuemin={RANGE.least}
          aria-valuemax={RANGE.most}
          onKeyDown={onKeyDown}
          onDblClick={() => setWidth(null)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            // At once, so that the frame lets the pointer pass before it is over it.
            dragged.value = began.current = real()
          }}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
          onPointerUp={drop}
          onPointerCancel={drop}
        />
      </div>
      {px.value !== null && <output class="preview-px small">{words.px(px.value)}</output>}
    </div>
  )
}
