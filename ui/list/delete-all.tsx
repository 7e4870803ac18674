/** Deletes everything that is listed, in two steps that say how much that is. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { createDeletion } from '../state/list/deletion.ts'
import { createList } from '../state/list/list.ts'
import { createSelection } from '../state/list/selection.ts'
import * as words from '../strings/list-late.ts'

export function DeleteAll() {
  const { attempt } = useApp()
  const { matching } = usePart(createList)
  const selection = usePart(createSelection)
  const deletion = usePart(createDeletion)
  const no = useRef<HTMLButtonElement>(null)
  const text = words.deleteSure(matching.value)
  // The harmless answer has the focus, so that Enter pressed twice deletes nothing; at once, before a second key comes.
  useLayoutEffect(() => no.current?.focus(), [])

  function close(): void {
    deletion.asking.value = false
    selection.focus('list')
  }

  return (
    <fieldset
      class="list-head asking"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <legend class="hidden-text">{text}</legend>
      <button
        type="button"
        class="button danger"
        onClick={() => {
          close()
          void attempt(deletion.removeAll)
        }}
      >
        {words.deleteYes(matching.value)}
      </button>
      <button ref={no} type="button" class="button" onClick={close}>
        {words.cancel}
      </button>
    </fieldset>
  )
}
