/** A rule as JSON, and as what can be pasted elsewhere. */
import { useApp } from '../shell/context.ts'
import { CopyButton } from '../shell/copy.tsx'
import type { FaultSpec, FaultStage } from '../../contract/fault.ts'
import { SPELLINGS, spelled } from '../state/fault/spellings.ts'
import * as words from '../strings/faults.ts'

export function Spec({ spec, stage, label }: { spec: FaultSpec; stage: FaultStage; label: string }) {
  const { base } = useApp()
  return (
    <div class="snippet stack">
      <div class="bar rule-copies">
        <span class="muted">{label}</span>
        <span class="tools end">
          {SPELLINGS.map((how) => (
            <CopyButton key={how} text={spelled(how, spec, stage, base)} label={words.copy(words.copies[how])}>
              {words.copies[how]}
            </CopyButton>
          ))}
        </span>
      </div>
      <pre tabIndex={0} dir="ltr" class="scrolls" aria-label={label}>
        <code data-testid="fault-spec">{JSON.stringify(spec, null, 2)}</code>
      </pre>
    </div>
  )
}
