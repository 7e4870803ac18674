/** The lines to paste, in the language that was chosen last. */
import { CopyButton } from '../shell/copy.tsx'
import { usePart } from '../shell/context.ts'
import { createSetup } from '../state/setup/setup.ts'
import * as words from '../strings/setup.ts'
import { TONGUES } from './snippets.ts'

export function Snippet() {
  const { tongue, way, snippet } = usePart(createSetup)
  const chosen = tongue.value.value
  if (snippet.value === '') return null
  return (
    <div class="snippet stack">
      <div class="snippet-head">
        <Tongues />
        <CopyButton text={snippet.value} label={words.copySnippet(chosen)}>
          {words.copy}
        </CopyButton>
      </div>
      <div role="tabpanel" id="snippet" aria-labelledby={`tongue-${chosen}`}>
        <pre tabIndex={0} dir="ltr" class="scrolls" aria-label={words.tongues[chosen]}>
          <code data-testid="setup-snippet">{snippet.value}</code>
        </pre>
      </div>
      {way.value?.login === true && <p class="muted">{words.anyLogin}</p>}
      {way.value !== null && way.value.security !== 'none' && <p class="muted">{words.trust(chosen)}</p>}
    </div>
  )
}

function Tongues() {
  const { tongue } = usePart(createSetup)
  const chosen = tongue.value.value

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = TONGUES[(TONGUES.indexOf(chosen) + by + TONGUES.length) % TONGUES.length]
    if (by === 0 || next === undefined) return
    event.preventDefault()
    tongue.choose(next)
    document.getElementById(`tongue-${next}`)?.focus()
  }

  return (
    <div class="tongues flow" role="tablist" aria-label={words.tonguesLabel} onKeyDown={onKeyDown}>
      {TONGUES.map((one) => (
        <button
          key={one}
          id={`tongue-${one}`}
          type="button"
          role="tab"
          aria-selected={one === chosen}
          aria-controls={one === chosen ? 'snippet' : undefined}
          tabIndex={one === chosen ? 0 : -1}
          onClick={() => tongue.choose(one)}
        >
          {words.tongues[one]}
        </button>
      ))}
    </div>
  )
}
