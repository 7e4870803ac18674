/** The head of a session: what came of it, why, what to do about it, and where it stands in the list. */
import type { Entry, Session } from '../../contract/session.ts'
import { useApp, usePart } from '../shell/context.ts'
import { FaultNames } from '../faults/names.tsx'
import { Foreign } from '../shell/foreign.tsx'
import { IconButton } from '../shell/icon-button.tsx'
import { Icon } from '../shell/icon.tsx'
import { decisive } from '../state/session/entry.ts'
import { createSessions } from '../state/session/sessions.ts'
import * as words from '../strings/session.ts'
import { outcomeSentence } from '../strings/session.ts'
import { CopyMenu } from './copy-menu.tsx'
import { OUTCOME_ICONS } from './session-row.tsx'

interface Props {
  readonly session: Session
  readonly entries: readonly Entry[]
}

export function Head({ session, entries }: Props) {
  const { navigation } = useApp()
  const { outcome, reason, recipients } = session
  const failed = outcome === 'delivered' || outcome === 'open' ? null : reason
  return (
    <header class="verdict" data-outcome={outcome}>
      <div class="session-top bar">
        <a class="session-back" href={navigation.href({ kind: 'sessions' }, { dir: null, find: null })}>
          ‹ {words.back}
        </a>
        <p class="outcome bar" role="status">
          <Icon name={OUTCOME_ICONS[outcome]} />
          <span>{words.outcomes[outcome]}</span>
          {failed !== null && session.messages.length > 0 && <span class="muted">· {outcomeSentence(session)}</span>}
          {recipients.refused > 0 && (
            <span class="bad">
              · <Icon name="cross" /> {words.refused(recipients.refused)}
            </span>
          )}
          {session.faults.length > 0 && <FaultNames ids={session.faults.join(' ')} linked />}
        </p>
        <Tools session={session} entries={entries} />
      </div>
      <h2 tabIndex={-1}>
        <Foreign text={failed?.text ?? outcomeSentence(session)} />
      </h2>
      {failed !== null && <Why session={session} entries={entries} />}
    </header>
  )
}

function Why({ session, entries }: Props) {
  const { navigation } = useApp()
  const { reason } = session
  if (reason === null) return null
  const entry = decisive(session, entries)
  const href =
    entry === null ? null : navigation.href({ kind: 'session', id: session.id, side: 'timeline' }, {}, `e${entry.n}`)
  return (
    <>
      <p class="muted">
        {reason.code !== null && (
          <>
            {words.answered} <code class="bad">{[reason.code, reason.enhanced].filter(Boolean).join(' ')}</code>{' '}
          </>
        )}
        {href !== null && <a href={href}>{words.toDecisive}</a>}
      </p>
      {reason.hint !== null && (
        <p class="advice">
          <strong>{words.hint}</strong> <Foreign text={reason.hint} />
        </p>
      )}
    </>
  )
}

/** The neighbours in the list, as they are filtered and ordered there. */
function Steps() {
  const list = usePart(createSessions)
  const at = list.at.value
  const of = list.rows.value.length
  if (at === -1 || of < 2) return null
  return (
    <span class="session-steps muted">
      <IconButton icon="back" label={words.previous} disabled={at === 0} onPress={() => list.step(-1)} />
      <span title={words.placeTitle(at + 1, of)}>{words.place(at + 1, of)}</span>
      <IconButton icon="next" label={words.next} disabled={at === of - 1} onPress={() => list.step(1)} />
    </span>
  )
}

function Tools({ session, entries }: Props) {
  const { navigation } = useApp()
  const address = `api/sessions/${encodeURIComponent(session.id)}`
  return (
    <span class="session-tools tools end">
      <Steps />
      <CopyMenu session={session} entries={entries} />
      <a
        class="button"
        href={navigation.href({ kind: 'faults' }, { from: session.id })}
        title={words.fromThisTitle}
        data-testid="fault-from"
      >
        <Icon name="bolt" /> {words.fromThis}
      </a>
      <a
        class="button"
        href={`${address}/transcript`}
        download={`session-${session.id}.txt`}
        aria-label={words.downloadText}
        title={words.downloadText}
      >
        <Icon name="download" /> .txt
      </a>
      <a
        class="button"
        href={address}
        download={`session-${session.id}.json`}
        aria-label={words.downloadJson}
        title={words.downloadJson}
      >
        <Icon name="download" /> .json
      </a>
    </span>
  )
}
