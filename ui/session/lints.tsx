/** What a client got wrong and was let pass: it works here, and may not elsewhere. */
import type { Lint } from '../../contract/session.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { strings } from '../strings/common.ts'

export function Lints({ lints }: { lints: readonly Lint[] }) {
  if (lints.length === 0) return null
  return (
    <section class="lints">
      <h3>
        <Icon name="alert" /> {strings.lintsTitle}
      </h3>
      <ul>
        {lints.map((lint, at) => (
          <li key={at}>
            <strong>{strings.lints[lint.rule]}</strong> <Place lint={lint} />
            <p>
              <Foreign text={lint.text} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Place({ lint: { entry, line } }: { lint: Lint }) {
  return (
    <>
      {entry !== null && (
        <button type="button" class="link" onClick={() => show(entry)}>
          {strings.lintEntry(entry)}
        </button>
      )}
      {line !== null && <span class="muted">{strings.lintLine(line)}</span>}
    </>
  )
}

// A link to #e4 would lead to the base path: <base> counts for fragments too.
function show(entry: number): void {
  const line = document.getElementById(`e${entry}`)
  line?.scrollIntoView({ block: 'center' })
  line?.focus({ preventScroll: true })
}
