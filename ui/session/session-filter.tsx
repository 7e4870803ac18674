/** Above the list: which sessions are shown, and how many those are. */
import { useEffect, useRef } from 'preact/hooks'
import { usePart } from '../shell/context.ts'
import { Segmented } from '../shell/segmented.tsx'
import { createSessions, SHOWN } from '../state/session/sessions.ts'
import * as words from '../strings/session.ts'

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
      <Segmented
        label={words.filterLabel}
        names={SHOWN}
        chosen={list.shown.value}
        words={words.shown}
        onChoose={list.choose}
      />
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
