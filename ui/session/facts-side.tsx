/** The session as JSON: what a test would assert on. */
import type { Session } from '../../contract/session.ts'
import { CopyButton } from '../shell/copy.tsx'
import { Marked } from '../shell/foreign.tsx'
import * as words from '../strings/session.ts'

export function FactsSide({ session }: { session: Session }) {
  const json = JSON.stringify(session, null, 2)
  return (
    <div id="side-panel" role="tabpanel" aria-labelledby="side-facts" class="session-panel">
      <p class="note">
        <span>{words.factsLabel}</span>
        <CopyButton text={json} label={words.factsCopyTitle}>
          {words.factsCopy}
        </CopyButton>
      </p>
      <pre class="session-source" tabIndex={0} aria-label={words.factsLabel}>
        <Marked text={json} />
      </pre>
    </div>
  )
}
