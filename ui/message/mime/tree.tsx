/** The parts of a mail as a tree that is steered by keys; only the rows in view are drawn. */
import { useRef } from 'preact/hooks'
import { Foreign } from '../../shell/foreign.tsx'
import { Icon } from '../../shell/icon.tsx'
import { size } from '../../state/format.ts'
import { share, treeMove, typedAhead, type PartRow } from '../../state/parts/mime.ts'
import { visible } from '../../state/visible.ts'
import * as words from '../../strings/mime.ts'
import { FixedRows } from './fixed-rows.tsx'

interface Props {
  rows: readonly PartRow[]
  selected: string
  /** Bytes of the message. */
  whole: number
  onSelect: (part: string) => void
  onToggle: (part: string) => void
}

const HEIGHT = 46
/** Deeper ones are not moved further in: there would be no room left for their words. */
const DEEPEST = 8
/** Milliseconds within which letters make one word. */
const TOGETHER = 600

export function Tree({ rows, selected, whole, onSelect, onToggle }: Props) {
  const typed = useRef({ text: '', at: 0 })
  const current = rows.findIndex(({ part }) => part.part === selected)

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = treeMove(rows, selected, event.key)
    if (move !== null) {
      event.preventDefault()
      if (move.kind === 'go') onSelect(move.to)
      else onToggle(move.part)
    } else if (event.key.length === 1) typeAhead(event)
  }

  /** Letters that lead nowhere stay what they are everywhere: commands. */
  function typeAhead(event: KeyboardEvent): void {
    const { text, at } = typed.current
    const going = event.timeStamp - at < TOGETHER
    const found = typedAhead(rows, selected, (going ? text : '') + event.key)
    if (found === null && !going) return
    event.preventDefault()
    typed.current = { text: (going ? text : '') + event.key, at: event.timeStamp }
    if (found !== null) onSelect(found)
  }

  return (
    <FixedRows
      class="part-tree box"
      data-testid="mime-tree"
      role="tree"
      aria-label={words.tree}
      aria-activedescendant={`part-${selected}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      total={rows.length}
      height={HEIGHT}
      current={current}
    >
      {(at) => {
        const row = rows[at]
        if (row === undefined) return null
        const { part, level, position, of, state } = row
        return (
          <div
            key={part.part}
            id={`part-${part.part}`}
            class="part-row line"
            role="treeitem"
            aria-level={level}
            aria-posinset={position}
            aria-setsize={of}
            aria-expanded={state === 'leaf' ? undefined : state === 'open'}
            aria-selected={part.part === selected}
            style={{ paddingInlineStart: `${8 + 16 * Math.min(level - 1, DEEPEST)}px` }}
            onClick={() => onSelect(part.part)}
          >
            <span
              class="twisty"
              onClick={(event) => {
                if (state === 'leaf') return
                event.stopPropagation()
                onToggle(part.part)
              }}
            >
              {state !== 'leaf' && <Icon name={state === 'open' ? 'down' : 'next'} />}
            </span>
            <PartWords row={row} whole={whole} />
          </div>
        )
      }}
    </FixedRows>
  )
}

function PartWords({ row: { part }, whole }: { row: PartRow; whole: number }) {
  const { contentType, filename, disposition, charset, encoding, problems } = part
  const portion = share(part.size, whole)
  const more = [disposition, charset, encoding].filter((one) => one !== null).join(' · ')
  const type = (
    <code title={visible(contentType.slice(0, 500))}>
      <Foreign text={contentType} />
    </code>
  )
  // A file is known by its name: there is no room for the name and the type beside each other.
  return (
    <>
      <span class="part-words">
        <span class="part-line">
          {filename === null ? (
            type
          ) : (
            <span class="part-name" title={visible(filename.slice(0, 500))}>
              <Foreign text={filename.slice(0, 200)} />
            </span>
          )}
        </span>
        <span class="part-line muted">
          {problems.length > 0 && (
            <span class="part-problem" title={visible(problems.join('\n').slice(0, 1000))}>
              <Icon name="alert" /> {words.problems(problems.length)}
            </span>
          )}
          {filename !== null && type}
          <span class="part-more">
            <Foreign text={more} />
          </span>
        </span>
      </span>
      <span class="part-size" title={words.sizeTitle(part.size, words.percent(portion))}>
        <span>{size(part.size)}</span>
        <span class="part-share small">
          <span class="gauge" aria-hidden="true">
            <i style={{ inlineSize: `${portion * 100}%` }} />
          </span>
          <span class="muted">{words.percent(portion)}</span>
        </span>
      </span>
    </>
  )
}
