/** What may come next in the search, below its field; the focus stays in the field. */
import { useEffect, useRef } from 'preact/hooks'
import { Foreign } from '../shell/foreign.tsx'
import type { Assist } from '../state/search/assist.ts'
import * as words from '../strings/search.ts'

export function Suggestions({ assist, onChoose }: { assist: Assist; onChoose: (index: number) => void }) {
  const active = assist.active.value
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    // Not by a click in here, or the field would lose the focus and close this before it is heard.
    <div class="suggestions menu" onMouseDown={(event) => event.preventDefault()}>
      <div id="search-offered" role="listbox" aria-label={words.suggestions} ref={list}>
        {assist.offered.value.map(({ kind, label, detail }, at) => (
          <div
            key={`${kind} ${label}`}
            id={`search-offered-${at}`}
            role="option"
            aria-selected={at === active}
            onClick={() => onChoose(at)}
          >
            <code class="clip">
              <Foreign text={label} />
            </code>
            <span class="clip muted">{detail}</span>
          </div>
        ))}
      </div>
      <p class="suggestions-foot small muted flow">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>Tab</kbd> {words.footKeys}
        </span>
        <span>
          <kbd>Enter</kbd> {words.footApply}
        </span>
        <span>
          <kbd>Esc</kbd> {words.footClose}
        </span>
        <span class="suggestions-help">{words.footHelp}</span>
      </p>
    </div>
  )
}
