/** The reading pane of a session: what came of it and why, in large; then the facts and every word. */
import type { Session } from '../../contract/session.ts'
import { useApp } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { BackLink, Notice, ToList } from '../shell/notice.tsx'
import { strings } from '../strings/common.ts'
import { Facts } from './facts.tsx'
import { Lints } from './lints.tsx'
import { Transcript } from './transcript.tsx'

export function SessionPane() {
  const { visitor, attempt } = useApp()
  const visit = visitor.visit.value
  if (visit.kind === 'none' || visit.kind === 'loading') return null
  if (visit.kind === 'unknown') {
    return (
      <Notice title={strings.unknownSession} text={strings.unknownMore}>
        <ToList />
      </Notice>
    )
  }
  if (visit.kind === 'failed') {
    return (
      <Notice title={strings.failed} text={visit.text}>
        <p>
          <button type="button" class="button" onClick={() => void attempt(() => visitor.open(visit.id))}>
            {strings.tryAgain}
          </button>
        </p>
      </Notice>
    )
  }
  return (
    <article>
      <BackLink />
      <Verdict session={visit.session} />
      <Facts session={visit.session} />
      <Lints lints={visit.session.lints} />
      <Transcript session={visit.session} entries={visit.transcript} />
    </article>
  )
}

function Verdict({ session: { outcome, reason } }: { session: Session }) {
  return (
    <header class="verdict" data-outcome={outcome}>
      <p class="outcome">
        <Icon name={outcome === 'delivered' ? 'check' : outcome === 'open' ? 'wait' : 'alert'} />
        {strings.outcomes[outcome]}
      </p>
      {reason === null ? (
        <h2 tabIndex={-1}>{strings.sessionTitle}</h2>
      ) : (
        <>
          <h2 tabIndex={-1}>
            <Foreign text={reason.text} />
          </h2>
          {reason.code !== null && (
            <p class="answer">
              {strings.answered} <code>{[reason.code, reason.enhanced].filter(Boolean).join(' ')}</code>
            </p>
          )}
          {reason.hint !== null && (
            <p class="advice">
              <strong>{strings.hintLabel}</strong> <Foreign text={reason.hint} />
            </p>
          )}
        </>
      )}
    </header>
  )
}
