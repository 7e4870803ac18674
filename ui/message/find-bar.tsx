/** The field of the search within a source, with how much was found and the way from one place to the next. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from '../shell/icon-button.tsx'
import { linesAsked } from '../state/source/find.ts'
import * as words from '../strings/source.ts'
import type { Find } from './find.ts'

export function FindBar({ find, onLine }: { find: Find; onLine: (wanted: string) => boolean }) {
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (find.wanted.peek() === '') field.current?.focus()
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      find.close()
      field.current?.closest('.source-view')?.querySelector<HTMLElement>('.source')?.focus()
    } else if (event.key === 'Enter' && event.target === field.current) {
      if (!onLine(find.wanted.peek())) find.step(event.shiftKey ? -1 : 1)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div class="find-bar line" role="search" aria-label={words.find} onKeyDown={onKeyDown}>
      <input
        ref={field}
        class="field"
        type="text"
        value={find.wanted.value}
        aria-label={words.findLabel}
        placeholder={words.findHint}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget }) => find.search(currentTarget.value)}
      />
      <span class="find-count muted" role="status">
        {countText(find)}
      </span>
      <IconButton icon="up" label={words.previous} onPress={() => find.step(-1)} />
      <IconButton icon="down" label={words.next} onPress={() => find.step(1)} />
      <IconButton icon="cross" label={words.close} onPress={() => find.close()} />
    </div>
  )
}

function countText({ busy, wanted, hits, current }: Find): string {
  if (wanted.value === '' || linesAsked(wanted.value) !== null) return ''
  if (busy.value) return words.searching
  const { starts, more } = hits.value
  return starts.length === 0 ? words.noHits : words.hits(current.value + 1, starts.length, more)
}
