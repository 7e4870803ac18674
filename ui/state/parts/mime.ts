/** The MIME tree as rows, and what a key does in it. */
import type { Part } from '../../../contract/message.ts'

export interface PartRow {
  readonly part: Part
  /** From 1. */
  readonly level: number
  /** From 1, among `of` parts with the same parent. */
  readonly position: number
  readonly of: number
  readonly parent: string | null
  readonly state: 'leaf' | 'open' | 'closed'
}

/** The parts in order, those below a closed one left out. */
export function partRows(root: Part, closed: ReadonlySet<string>): PartRow[] {
  const rows: PartRow[] = []
  const visit = (part: Part, level: number, position: number, of: number, parent: string | null): void => {
    const state = part.parts.length === 0 ? 'leaf' : closed.has(part.part) ? 'closed' : 'open'
    rows.push({ part, level, position, of, parent, state })
    if (state === 'open') part.parts.forEach((one, at) => visit(one, level + 1, at + 1, part.parts.length, part.part))
  }
  visit(root, 1, 1, 1, null)
  return rows
}

export type TreeMove = { readonly kind: 'go'; readonly to: string } | { readonly kind: 'toggle'; readonly part: string }

/** What a key asks for, as in every tree (WAI-ARIA, tree view); null for a key that is not the tree's. */
export function treeMove(rows: readonly PartRow[], current: string, key: string): TreeMove | null {
  const at = Math.max(
    0,
    rows.findIndex(({ part }) => part.part === current),
  )
  const row = rows[at]
  if (row === undefined) return null
  const go = (to: PartRow | undefined): TreeMove => ({ kind: 'go', to: (to ?? row).part.part })
  const toggle: TreeMove = { kind: 'toggle', part: row.part.part }
  switch (key) {
    case 'ArrowDown':
      return go(rows[at + 1])
    case 'ArrowUp':
      return go(rows[at - 1])
    case 'Home':
      return go(rows[0])
    case 'End':
      return go(rows.at(-1))
    case 'ArrowRight':
      return row.state === 'closed' ? toggle : go(row.state === 'open' ? rows[at + 1] : row)
    case 'ArrowLeft':
      return row.state === 'open' ? toggle : { kind: 'go', to: row.parent ?? row.part.part }
    case 'Enter':
    case ' ':
      return row.state === 'leaf' ? go(row) : toggle
    default:
      return null
  }
}

/** The next row whose name, type or subtype begins with what was typed; one letter again and again goes round. */
export function typedAhead(rows: readonly PartRow[], current: string, typed: string): string | null {
  const wanted = typed.toLowerCase()
  const at = rows.findIndex(({ part }) => part.part === current)
  const from = wanted.length === 1 ? at + 1 : Math.max(0, at)
  const found = [...rows.slice(from), ...rows.slice(0, from)].find(({ part: { filename, contentType } }) =>
    [filename ?? '', contentType, contentType.split('/')[1] ?? ''].some((name) =>
      name.toLowerCase().startsWith(wanted),
    ),
  )
  return found?.part.part ?? null
}

/** `41 %`, `< 1 %`: how much of the mail a part is. */
export function share(size: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, size / whole)
}
