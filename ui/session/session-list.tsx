/** The list of sessions: a table where there is room for one, rows of three lines where there is not. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Session } from '../../contract/session.ts'
import { useApp, usePart } from '../shell/context.ts'
import { createSessions } from '../state/session/sessions.ts'
import { count } from '../state/format.ts'
import * as words from '../strings/session.ts'
import { useRows } from './rows.ts'
import { SessionFilter } from './session-filter.tsx'
import { COLUMNS, SessionRow, type Form } from './session-row.tsx'
import { NoSessions } from './no-sessions.tsx'

/** Pixels of the list from which the columns have room. */
const TABLE_FROM = 860
const HEIGHTS: Record<Form, number> = { table: 33, lines: 67 }
/** Pixels that a hand may slip between pressing and letting go. */
const SLIP = 10

export function SessionList() {
  const list = usePart(createSessions)
  const form = useForm()
  return (
    <section class="session-list" ref={form.ref} data-form={form.value} aria-label={words.listLabel}>
      <SessionFilter />
      {list.loaded.value && (list.rows.value.length === 0 ? <NoSessions /> : <Grid form={form.value} />)}
    </section>
  )
}

function Grid({ form }: { form: Form }) {
  const { navigation, commands } = useApp()
  const list = usePart(createSessions)
  const sessions = list.rows.value
  const keys = useMemo(() => sessions.map((_, at) => at), [sessions.length])
  const rows = useRows({ keys, estimate: HEIGHTS[form], spare: 8 })
  const at = list.at.value
  const now = useNow(sessions)
  const box = useRef<HTMLDivElement>(null)
  const pressed = useRef<{ row: Element | null; y: number }>({ row: null, y: 0 })
  const longest = useMemo(() => sessions.reduce((most, { duration }) => Math.max(most, duration ?? 0), 1), [sessions])

  const revealed = useRef<string | undefined>(undefined)
  useSignalEffect(() => {
    const index = list.at.value
    const id = list.rows.peek()[index]?.id
    // Only when it becomes another one: others that come in above it move nobody.
    if (id !== undefined && id !== revealed.current) requestAnimationFrame(() => rows.reveal(index, 'nearest'))
    revealed.current = id
  })
  // As a table and as lines the same row stands at another height.
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() => rows.reveal(list.at.peek(), 'nearest'))
    return () => cancelAnimationFrame(frame)
  }, [form])
  // The end of the list comes near: more of it is fetched before it is seen.
  const isNearEnd = rows.end > sessions.length - 20
  useLayoutEffect(() => {
    if (isNearEnd) void list.showOlder()
  }, [isNearEnd, sessions.length])

  // Who has scrolled down goes on looking at the same rows, whatever comes in above them.
  const before = useRef(sessions)
  useLayoutEffect(() => {
    const looked = before.current[rows.first]?.id
    const by = sessions.findIndex(({ id }) => id === looked) - rows.first
    const scroller = rows.scroller()
    if (by > 0 && scroller !== null && scroller.scrollTop > 0) scroller.scrollTop += by * HEIGHTS[form]
    before.current = sessions
  }, [sessions])

  const isList = navigation.route.value.kind === 'sessions'
  const wasList = useRef(isList)
  useLayoutEffect(() => {
    // Back from a session that had the focus: it is the list's again.
    if (isList && !wasList.current && document.activeElement === document.body)
      box.current?.focus({ preventScroll: true })
    wasList.current = isList
  }, [isList])

  /** What keys that steer do while the list has the focus; they count whether or not single keys do. */
  function steer(key: string): boolean {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[key]
    if (by === undefined) return key === 'Enter' && commands.run('session.open')
    list.step(by)
    return true
  }

  return (
    <div
      class="session-grid"
      role="grid"
      aria-label={words.listLabel}
      aria-rowcount={list.more.value ? -1 : sessions.length + 1}
      aria-activedescendant={sessions[at] === undefined ? undefined : `s-${sessions[at].id}`}
      tabIndex={0}
      ref={box}
      data-testid="list"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.target !== box.current) return
        if (steer(event.key)) event.preventDefault()
      }}
      onPointerDown={(event) => (pressed.current = { row: rowOf(event), y: event.clientY })}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a') !== null) return
        // While sessions come in, a row may have moved away between pressing and letting go.
        const row = rowOf(event) ?? (Math.abs(event.clientY - pressed.current.y) < SLIP ? pressed.current.row : null)
        row?.querySelector('a')?.dispatchEvent(new MouseEvent('click', event))
      }}
    >
      <div class="session-columns small muted" role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" class={`c-${column}`}>
            {words.columns[column]}
          </span>
        ))}
      </div>
      <div
        role="rowgroup"
        ref={rows.ref as never}
        style={{ paddingTop: `${rows.before}px`, paddingBottom: `${rows.after}px` }}
      >
        {sessions.slice(rows.first, rows.end).map((session, index) => (
          <SessionRow
            key={session.id}
            session={session}
            form={form}
            index={rows.first + index}
            isCurrent={rows.first + index === at}
            href={navigation.href({ kind: 'session', id: session.id, side: 'timeline' }, { dir: null, find: null })}
            now={session.outcome === 'open' ? now : 0}
            longest={longest}
          />
        ))}
      </div>
      {!list.more.value && sessions.length > 300 && (
        <p class="session-end muted">{count(sessions.length, 'session', 'sessions')}</p>
      )}
    </div>
  )
}

/** A cell with a tooltip stands above the link that covers its row: a click on it is one on the link all the same. */
function rowOf({ target }: Event): Element | null {
  return target instanceof Element ? target.closest('.session-row') : null
}

/** The time, every second while a session is in progress. */
function useNow(sessions: readonly Session[]): number {
  const now = useSignal(Date.now())
  const isRunning = sessions[0]?.outcome === 'open'
  useLayoutEffect(() => {
    if (!isRunning) return
    now.value = Date.now()
    const timer = setInterval(() => (now.value = Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return now.value
}

function useForm() {
  const ref = useRef<HTMLElement>(null)
  const form = useSignal<Form>(window.innerWidth >= TABLE_FROM ? 'table' : 'lines')
  useLayoutEffect(() => {
    if (ref.current === null) return
    const watch = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0
      // A list that is not shown has no width, and no other form for it.
      if (width > 0) form.value = width >= TABLE_FROM ? 'table' : 'lines'
    })
    watch.observe(ref.current)
    return () => watch.disconnect()
  }, [])
  return { ref, value: form.value }
}
