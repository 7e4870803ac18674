/** Above the rules: what they are for, the quickest one, and the way to be rid of them all. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useApp, usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { createFaults } from '../state/fault/faults.ts'
import { failNextMail } from '../state/fault/next-mail.ts'
import { createOffline } from '../state/offline.ts'
import * as words from '../strings/faults.ts'

export function Head() {
  const app = useApp()
  const { rules, removeAll } = usePart(createFaults)
  const { offline, reason } = usePart(createOffline)
  const asking = useSignal(false)
  const ask = useRef<HTMLButtonElement>(null)
  const all = rules.value.size

  function close(): void {
    asking.value = false
    requestAnimationFrame(() => ask.current?.focus())
  }

  return (
    <header class="stack">
      <div class="bar">
        <h2 tabIndex={-1}>{words.title}</h2>
        <button
          type="button"
          class="button primary end"
          title={reason.value ?? words.failNextTitle}
          disabled={offline.value}
          onClick={() => void app.attempt(() => failNextMail(app))}
        >
          <Icon name="bolt" /> {words.failNext}
        </button>
        <button
          ref={ask}
          type="button"
          class="button"
          disabled={offline.value || all === 0 || asking.value}
          title={reason.value ?? undefined}
          onClick={() => (asking.value = true)}
        >
          {words.removeAll}
        </button>
      </div>
      {asking.value && all > 0 && (
        <Asking
          count={all}
          onYes={() => {
            close()
            void removeAll()
          }}
          onNo={close}
        />
      )}
      <p class="muted">{words.intro}</p>
    </header>
  )
}

function Asking({ count, onYes, onNo }: { count: number; onYes: () => void; onNo: () => void }) {
  const no = useRef<HTMLButtonElement>(null)
  // The harmless answer has the focus, so that Enter pressed twice removes nothing.
  useEffect(() => no.current?.focus(), [])
  return (
    <fieldset
      class="asking bar"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onNo()
      }}
    >
      <legend class="hidden-text">{words.removeSure(count)}</legend>
      <span aria-hidden="true">{words.removeSure(count)}</span>
      <button type="button" class="button danger" onClick={onYes}>
        {words.removeYes(count)}
      </button>
      <button ref={no} type="button" class="button" onClick={onNo}>
        {words.cancel}
      </button>
    </fieldset>
  )
}
