/** Compared lines beside each other; changed words are marked by a sign and a line, not by colour alone. */
import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { Cut, CutText } from '../shell/cut.tsx'
import { Marked } from '../shell/foreign.tsx'
import { createCompare } from '../state/compare.ts'
import * as words from '../strings/compare.ts'
import type { Line, Row } from './difference.ts'
import { foldsOf, type Shown, type Stretch } from './folds.ts'

/** Lines that a page shows without becoming slow. */
const MOST = 1000

/** `named` leaves more room at the edge, for the name of a field in the place of a number. */
export function Sides({ rows, named = false }: { rows: readonly Row[]; named?: boolean }) {
  const { at, total } = usePart(createCompare)
  const list = useRef<HTMLDivElement>(null)
  const { stretches, differences, isWhole } = useMemo(() => foldsOf(rows, MOST), [rows])

  useEffect(() => {
    total.value = differences
    at.value = -1
    return () => void (total.value = 0)
  }, [rows])

  const current = at.value
  useEffect(() => {
    list.current?.querySelector(`[data-difference="${current}"]`)?.scrollIntoView({ block: 'center' })
  }, [current])

  return (
    <div class="diff" data-named={named} data-testid="diff" ref={list}>
      {differences === 0 && <p class="note">{words.same}</p>}
      {stretches.map((stretch, index) => (
        <Part key={index} stretch={stretch} current={current} />
      ))}
      {!isWhole && <p class="note">{words.tooMany}</p>}
    </div>
  )
}

function Part({ stretch: { kind, rows }, current }: { stretch: Stretch; current: number }) {
  const open = useSignal(kind === 'shown')
  if (!open.value) {
    return (
      <button type="button" class="diff-fold" onClick={() => (open.value = true)}>
        {words.folded(rows.length)}
      </button>
    )
  }
  const draw = (some: readonly Shown[]) => some.map((shown, at) => <Pair key={at} shown={shown} current={current} />)
  return kind === 'shown' ? draw(rows) : <Cut items={rows}>{draw}</Cut>
}

function Pair({ shown: { row, begins }, current }: { shown: Shown; current: number }) {
  const left = row.kind === 'added' ? null : row.left
  const right = row.kind === 'removed' ? null : row.right
  return (
    <div
      class="diff-row"
      data-kind={row.kind}
      data-difference={begins ?? undefined}
      aria-current={begins === current ? 'true' : undefined}
    >
      <Cell line={left} sign={row.kind === 'same' ? '' : '−'} mark="del" />
      <Cell line={right} sign={row.kind === 'same' ? '' : '+'} mark="ins" />
    </div>
  )
}

function Cell({ line, sign, mark }: { line: Line | null; sign: string; mark: 'del' | 'ins' }) {
  if (line === null) return <div class="diff-cell diff-nothing" />
  const Mark = mark
  return (
    <div class="diff-cell" data-mark={sign === '' ? undefined : mark}>
      <span class="diff-label muted">{line.label}</span>
      <span>{sign}</span>
      <code dir="auto">
        {line.pieces.map(({ text, changed }) => {
          const shown = <CutText text={text} draw={(some) => <Marked text={some} />} />
          return changed ? <Mark>{shown}</Mark> : shown
        })}
      </code>
    </div>
  )
}
