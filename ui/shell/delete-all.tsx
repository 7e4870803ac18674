/** Deletes every mail, in two steps within the page: there is no way back, so a slip must not be enough. */
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { strings } from '../strings/common.ts'
import { useApp } from './context.ts'

export function DeleteAll() {
  const { api, inbox, connection, attempt } = useApp()
  const asking = useSignal(false)
  const opener = useRef<HTMLButtonElement>(null)
  const total = inbox.total.value
  const live = connection.state.value.kind === 'live'

  function close(): void {
    asking.value = false
    requestAnimationFrame(() => opener.current?.focus())
  }

  if (asking.value && total > 0) {
    return (
      <Question
        text={strings.deleteAllSure(total)}
        onYes={() => {
          close()
          void attempt(() => api.deleteAll())
        }}
        onNo={close}
      />
    )
  }
  return (
    <button
      ref={opener}
      type="button"
      class="button"
      disabled={!live || total === 0}
      title={live ? undefined : strings.offlineAction}
      onClick={() => (asking.value = true)}
    >
      {strings.deleteAll}
    </button>
  )
}

function Question({ text, onYes, onNo }: { text: string; onYes: () => void; onNo: () => void }) {
  const no = useRef<HTMLButtonElement>(null)
  // The harmless answer has the focus, so that Enter pressed twice deletes nothing; at once, before a second key comes.
  useLayoutEffect(() => no.current?.focus(), [])
  return (
    <fieldset
      class="question"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onNo()
      }}
    >
      <legend class="hidden-text">{text}</legend>
      <span aria-hidden="true">{text}</span>
      <button type="button" class="button danger" onClick={onYes}>
        {strings.deleteNow}
      </button>
      <button ref={no} type="button" class="button" onClick={onNo}>
        {strings.cancel}
      </button>
    </fieldset>
  )
}
