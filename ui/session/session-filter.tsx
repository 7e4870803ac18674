/** Above the list: which sessions are shown, and how many those are. */
import { useEffect, useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { createSessions, SHOWN } from '../state/session/sessions.ts'
import { words } from '../strings/session.ts'

/** Milliseconds after the last letter before the server is asked. */
const PAUSE = 200

export function SessionFilter() {
  const list = usePart(createSessions)
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  // The words may change from elsewhere: by going back, or by clearing the filter.
  useEffect(() => {
    if (field.current !== null && field.current.value.trim() !== list.words.value)
      field.current.value = list.words.value
  }, [list.words.value])
  useEffect(() => () => clearTimeout(timer.current), [])

  function onInput({ currentTarget }: { currentTarget: HTMLInputElement }): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => list.look(currentTarget.value.trim()), PAUSE)
  }

  return (
    <div class="session-filter bar">
      <div class="segmented" role="group" aria-label={words.filterLabel}>
        {SHOWN.map((one) => (
          <button
            key={one}
            type="button"
            class="button"
            aria-pressed={list.shown.value === one}
            onClick={() => list.choose(one)}
          >
            {words.shown[one]}
          </button>
        ))}
      </div>
      <input
        ref={field}
        class="field"
        type="search"
        aria-label={words.findSession}
        placeholder={words.findSession}
        defaultValue={list.words.value}
        onInput={onInput}
        spellcheck={false}
        autocomplete="off"
      />
      <span class="muted end" role="status">
        {list.loaded.value && words.counted(list.total.value)}
      </span>
    </div>
  )
}
