/** The rows in view of a list of any length, moved over by keys, and held in place while others come and go. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useSignal, useSignalEffect } from '@preact/signals'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createLayout } from '../state/layout.ts'
import { steer } from '../state/list/commands.ts'
import { createList } from '../state/list/list.ts'
import { createMarks } from '../state/list/marks.ts'
import { indexOf, keyOf } from '../state/list/rows.ts'
import { createSelection } from '../state/list/selection.ts'
import * as words from '../strings/list.ts'
import { AttemptRow } from './attempt-row.tsx'
import { MailRow } from './mail-row.tsx'
import { createPointing } from './pointing.ts'
import { mostDrawn, rowsToDraw, shifted } from './window.ts'

/** Pixels, as in list.css. */
const HEIGHTS = { comfortable: 56, compact: 32 } as const

export function Rows() {
  const app = useApp()
  const list = usePart(createList)
  const marks = usePart(createMarks)
  const selection = usePart(createSelection)
  const { density } = usePart(createLayout)
  const box = useRef<HTMLDivElement>(null)
  const fresh = useSignal(0)
  const hovered = useSignal<string | null>(null)
  const [viewport, measure] = useState(800)
  const [, draw] = useState(0)
  const height = HEIGHTS[density.value.value]
  const rows = list.rows.value
  const only = list.onlyUnread.value
  /** What was drawn last: the rows, and how far they were scrolled. */
  const drawn = useRef({ rows, height, only, top: selection.top, moved: 0 })

  const was = drawn.current
  const moved = shifted(was.rows, rows, Math.floor(was.top / was.height), keyOf)
  // The same row stays on top when rows come and go above it, and when their height changes.
  const top = moved === 0 && was.height === height ? was.top : Math.max(0, (was.top / was.height + moved) * height)
  const { first, end } = rowsToDraw(rows.length, height, top, viewport)
  const slots = mostDrawn(height, viewport)

  useLayoutEffect(() => {
    if (box.current !== null && top !== was.top) box.current.scrollTop = top
    drawn.current = { rows, height, only, top, moved }
    selection.top = top
    // What was there before this page is not new: the attempts come a moment after the mails, the read are shown again.
    if (moved !== 0 && was.only === only && app.isLive.peek()) fresh.value = Math.max(0, fresh.value + moved)
    list.digests.inView(rows.slice(first, end))
  })

  useLayoutEffect(() => {
    if (box.current === null) return
    const observer = new ResizeObserver(([entry]) => entry && measure(entry.contentRect.height))
    observer.observe(box.current)
    // Shown again it is where it was; and at an address that was followed here, the row that is open is in view.
    box.current.scrollTop = drawn.current.top
    const at = indexOf(rows, selection.active.peek())
    if (at !== -1) show(at)
    return () => observer.disconnect()
  }, [list.loaded.value])

  useSignalEffect((): void | (() => void) => {
    const wish = selection.wish.value
    if (wish.kind === 'none' || wish.n === selection.granted) return
    selection.granted = wish.n
    if (wish.kind === 'reveal') {
      show(indexOf(list.rows.peek(), wish.key))
      // A key that moves from nowhere leads into the list, so that one sees where one is.
      if (document.activeElement?.matches('body, main')) box.current?.focus({ preventScroll: true })
    }
    if (wish.kind === 'scroll') requestAnimationFrame(() => box.current?.scrollTo({ top: wish.top }))
    if (wish.kind === 'focus' && wish.what === 'list') box.current?.focus({ preventScroll: true })
    if (wish.kind === 'focus' && wish.what === 'pane') return focusPane()
  })

  /** Scrolls no further than needed; by what is known, since to ask would make the browser lay out the page. */
  function show(at: number): void {
    if (box.current === null || at < 0) return
    const { top: now } = drawn.current
    // Before it is laid out the list has no height, and any row would seem to be below it.
    const room = Math.max(viewport, height)
    const to = at * height < now ? at * height : Math.max(now, (at + 1) * height - room)
    if (to === now) return
    box.current.scrollTop = to
    onScrolled(to)
  }

  function onScrolled(to: number): void {
    const next = rowsToDraw(rows.length, height, to, viewport)
    drawn.current.top = to
    selection.top = to
    if (to === 0) fresh.value = 0
    if (next.first !== first || next.end !== end) draw((n) => n + 1)
  }

  const pointing = useRef(createPointing(app)).current
  const active = selection.active.value
  const chosen = selection.chosen.value
  const at = indexOf(rows, active)
  const route = app.navigation.route.value
  return (
    <div class="rows-box">
      <div
        class="rows"
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label={words.grid}
        aria-multiselectable="true"
        aria-rowcount={rows.length}
        aria-activedescendant={at >= first && at < end ? `row-${at}` : undefined}
        data-testid="list"
        onScroll={({ currentTarget }) => onScrolled(currentTarget.scrollTop)}
        onFocus={() => (selection.focused.value = true)}
        onBlur={() => (selection.focused.value = false)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || event.target !== box.current) return
          if (steer(app, event)) event.preventDefault()
        }}
        onPointerOver={({ target }) => (hovered.value = pointing.keyAt(target))}
        onPointerLeave={() => (hovered.value = null)}
        {...pointing.handlers}
      >
        <div role="rowgroup" class="all-rows" style={{ height: `${rows.length * height}px` }}>
          <div role="presentation" class="drawn-rows" style={{ transform: `translateY(${first * height}px)` }}>
            {rows.slice(first, end).map((row, index) => {
              const key = keyOf(row)
              // Elements are used again for the rows that come into view: that is quicker than making new ones.
              const slot = (first + index) % slots
              const shared = {
                at: first + index,
                isActive: key === active,
                isOver: key === hovered.value || (key === active && selection.focused.value),
              }
              if (row.kind === 'attempt')
                return (
                  <AttemptRow
                    key={`a${slot}`}
                    {...shared}
                    row={row}
                    href={app.navigation.href({ kind: 'session', id: row.id, side: 'timeline' })}
                  />
                )
              return (
                <MailRow
                  key={slot}
                  {...shared}
                  row={row}
                  isOpen={route.kind === 'message' && route.id === row.id}
                  isChosen={chosen.has(row.id)}
                  isUnread={!marks.read.has(row.id)}
                  isStarred={marks.starred.has(row.id)}
                  href={app.navigation.href({ kind: 'message', id: row.id, tab: null })}
                />
              )
            })}
          </div>
        </div>
      </div>
      {fresh.value > 0 && (
        <button type="button" class="pill" onClick={() => box.current?.scrollTo({ top: 0 })}>
          {words.fresh(fresh.value)} <Icon name="up" />
        </button>
      )}
    </div>
  )
}

/** As soon as the message is there: keys may be quicker than the sink. The function returned gives up. */
function focusPane(): () => void {
  const until = performance.now() + 2000
  let frame = 0
  function look(): void {
    const pane = document.getElementById('tab-panel')
    if (pane !== null) pane.focus({ preventScroll: true })
    else if (performance.now() < until) frame = requestAnimationFrame(look)
  }
  look()
  return () => cancelAnimationFrame(frame)
}
