/** Whose mail a rule is about. That of everybody is said aloud, because somebody else's tests may run here. */
import type { FaultScope } from '../../contract/fault.ts'
import { Foreign } from '../shell/foreign.tsx'
import { visible } from '../state/visible.ts'
import * as words from '../strings/faults.ts'
import { scopeOf } from '../strings/fault-deeds.ts'

export function Scope({ scope }: { scope: FaultScope }) {
  const narrow = scopeOf(scope)
  if (narrow === null)
    return (
      <span class="rule-scope">
        <span class="chip warn fault" title={words.everybodyWarning}>
          {words.everybody}
        </span>
      </span>
    )
  return (
    <span class="rule-scope clip" title={visible(narrow)}>
      <Foreign text={narrow} />
    </span>
  )
}
