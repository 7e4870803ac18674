/** A source of any size: numbered lines of which only those in view exist, with a search and lines that have addresses. */
import { useComputed } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { fragmentOf, linesAsked, parseLines, rangeOf, type LineRange } from '../state/source/find.ts'
import type { Span } from '../state/source/row-pieces.ts'
import { linesOf, rowsOf, type Lines, type Row } from '../state/source/source-lines.ts'
import type { SourceText } from '../state/source/source.ts'
import { createWrap, type Wrapped } from '../state/message/wrap.ts'
import * as words from '../strings/source.ts'
import { FindBar } from './find-bar.tsx'
import { useFind } from './find.ts'
import { CopyAll, onCopy } from './source-copy.tsx'
import { SourceRow, type Look } from './source-row.tsx'
import { useWindow } from './source-window.ts'

/** Columns of a row that is not wrapped; longer lines go on below. Just above what a line of a mail may have. */
const UNWRAPPED = 1000

interface Props {
  readonly source: SourceText
  readonly kind: Wrapped
  /** What a screen reader calls it. */
  readonly label: (lines: number) => string
  /** What this source can do beside what every source can. */
  readonly tools?: ComponentChildren
  /** How a row looks beyond its letters. */
  readonly spans?: (row: Row, lines: Lines) => readonly Span[]
  readonly look?: Look
}

export function SourceView({ source, kind, label, tools, spans, look = PLAIN }: Props) {
  const app = useApp()
  const { navigation } = app
  const wrap = usePart(createWrap)[kind]
  const box = useRef<HTMLDivElement>(null)
  const view = useWindow(box)
  const text = source.text.value
  const lines = useMemo(() => linesOf(text), [text])
  const digits = String(Math.max(lines.count, 999)).length
  const columns = wrap.on.value ? Math.max(20, view.columns.value - digits - 4) : UNWRAPPED
  const rows = useMemo(() => rowsOf(text, lines, columns), [text, lines, columns])
  view.setCount(rows.count)
  const find = useFind(source, (place) => view.reveal(rows.at(place)))
  const chosen = useComputed(() => parseLines(navigation.fragment.value))

  useEffect(() => {
    if (source.state.peek() === 'part' && source.text.peek() === '') void source.more()
  }, [source])
  useShownLines(source, chosen.value, lines.count, (line) => view.reveal(rows.ofLine(line - 1)))
  const shown = view.shown(rows.count)
  useEffect(() => {
    if (source.state.value === 'part' && shown.first + shown.count >= rows.count - 50) void source.more()
  })

  function choose(range: LineRange, how: 'push' | 'replace' = 'replace'): void {
    const route = navigation.route.peek()
    if (route.kind !== 'message') return
    navigation.go({ ...route, tab: app.tab.peek() }, { how, fragment: fragmentOf(range) })
  }

  function onNumber(event: MouseEvent, line: number): void {
    if (event.metaKey || event.ctrlKey) return
    event.preventDefault()
    const from = event.shiftKey ? (chosen.peek()?.from ?? line) : line
    choose(rangeOf(from, line))
  }

  return (
    <div class="source-view" dir="ltr">
      <div class="panel-bar bar">
        {tools}
        <button type="button" class="button" aria-pressed={wrap.on.value} title={words.wrapTitle} onClick={wrap.toggle}>
          {words.wrap}
        </button>
        <button type="button" class="button" aria-expanded={find.open.value} onClick={() => find.toggle()}>
          <Icon name="search" /> {words.find}
        </button>
        <CopyAll source={source} />
        <span class="muted">{words.facts(source.total.value, lines.count, source.state.value === 'whole')}</span>
        {find.open.value && (
          <FindBar
            find={find}
            onLine={(wanted) => {
              const range = linesAsked(wanted)
              if (range !== null) choose(range)
              return range !== null
            }}
          />
        )}
      </div>
      {source.problem.value !== null && <p class="warning">{source.problem.value}</p>}
      {text === '' && source.state.value === 'whole' ? (
        <p class="sentence">{words.empty}</p>
      ) : (
        <div
          ref={box}
          class="source scrolls"
          tabIndex={0}
          role="region"
          aria-label={label(lines.count)}
          data-wrap={wrap.on.value}
          onScroll={view.onScroll}
          onCopy={onCopy}
        >
          <div class="source-canvas" ref={view.canvas}>
            <div class="source-rows" ref={view.rows}>
              {indexes(shown).map((index) => {
                const row = rows.row(index)
                return (
                  <SourceRow
                    key={index}
                    text={text}
                    row={row}
                    lines={lines}
                    digits={digits}
                    chosen={isIn(chosen.value, row.line)}
                    spans={[...(spans?.(row, lines) ?? []), ...find.spansOf(row.from, row.to)]}
                    look={look}
                    onNumber={onNumber}
                  />
                )
              })}
            </div>
            {/* As wide as the widest row, so that the view does not grow while one scrolls. */}
            <div class="source-width" ref={(element) => element?.style.setProperty('--columns', `${rows.widest}`)} />
          </div>
        </div>
      )}
    </div>
  )
}

const PLAIN: Look = { ends: false, wire: false }

/** Goes to the lines that the address names, as soon as they are there; again only when it names others. */
function useShownLines(
  source: SourceText,
  range: LineRange | null,
  count: number,
  reveal: (line: number) => void,
): void {
  const done = useRef<string | null>(null)
  const wanted = range === null ? null : fragmentOf(range)
  const missing = range !== null && range.from > count
  useLayoutEffect(() => {
    if (range === null || done.current === wanted) return
    if (missing && source.state.value === 'part') void source.more()
    if (missing && source.state.value !== 'whole') return
    done.current = wanted
    reveal(Math.min(range.from, Math.max(1, count)))
  })
}

function indexes({ first, count }: { first: number; count: number }): number[] {
  return Array.from({ length: count }, (_, at) => first + at)
}

function isIn(range: LineRange | null, line: number): boolean {
  return range !== null && line + 1 >= range.from && line + 1 <= range.to
}
