/** The tab of the parts: the tree of them, and the chosen one beside it. */
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { partRows } from '../state/parts/mime.ts'
import * as words from '../strings/mime.ts'
import { PartDetail } from './mime/part-detail.tsx'
import { Tree } from './mime/tree.tsx'

export function Mime({ message }: { message: Message }) {
  return <MimeOf key={message.id} message={message} />
}

function MimeOf({ message }: { message: Message }) {
  const closed = useSignal<ReadonlySet<string>>(new Set())
  const selected = useSignal(message.parts.part)
  const rows = useMemo(() => partRows(message.parts, closed.value), [message, closed.value])
  const row = rows.find(({ part }) => part.part === selected.value) ?? rows[0]
  if (row === undefined) return null

  function toggle(part: string): void {
    const next = new Set(closed.value)
    if (!next.delete(part)) next.add(part)
    closed.value = next
    // What is chosen stays in sight: the one that was closed over it takes its place.
    if (next.has(part) && selected.value.startsWith(`${part}.`)) selected.value = part
  }

  return (
    <div class="mime">
      <div class="mime-columns">
        <div class="mime-tree">
          <p class="muted">{message.parts.parts.length === 0 ? words.onePart : words.parts(rows.length)}</p>
          <Tree
            rows={rows}
            selected={row.part.part}
            whole={message.size}
            onSelect={(part) => (selected.value = part)}
            onToggle={toggle}
          />
        </div>
        <PartDetail key={row.part.part} message={message} part={row.part} />
      </div>
    </div>
  )
}
