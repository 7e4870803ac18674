/** Beside the list: the attempt that keys stand on, or else `children`. */
import type { ComponentChildren } from 'preact'
import { usePart } from '../shell/context.ts'
import { createList } from '../state/list/list.ts'
import { indexOf } from '../state/list/rows.ts'
import { createSelection } from '../state/list/selection.ts'
import { AttemptGlance } from './late.ts'

export function Glance({ children }: { children: ComponentChildren }) {
  const rows = usePart(createList).rows.value
  const row = rows[indexOf(rows, usePart(createSelection).active.value)]
  return row?.kind === 'attempt' ? <AttemptGlance row={row} /> : <>{children}</>
}
