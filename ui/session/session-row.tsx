/** One session in the list. What happened is said by an icon and by words; colour only repeats it. */
import { useMemo } from 'preact/hooks'
import type { Outcome, Session } from '../../contract/session.ts'
import { usePart } from '../shell/context.ts'
import { FaultNames } from '../faults/names.tsx'
import { Foreign } from '../shell/foreign.tsx'
import { Icon, type IconName } from '../shell/icon.tsx'
import { duration, size } from '../state/format.ts'
import { reasonText } from '../state/people.ts'
import { createTimes } from '../state/times.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/session.ts'
import { outcomeSentence } from '../strings/session.ts'

export const COLUMNS = [
  'state',
  'start',
  'client',
  'listener',
  'tls',
  'user',
  'messages',
  'recipients',
  'reason',
  'bytes',
  'duration',
] as const

export type Form = 'table' | 'lines'

export const OUTCOME_ICONS: Record<Outcome, IconName> = {
  open: 'exchange',
  delivered: 'check',
  partial: 'alert',
  nothing: 'cross',
  probe: 'eye',
}

interface Props {
  readonly session: Session
  readonly form: Form
  readonly index: number
  readonly isCurrent: boolean
  readonly href: string
  /** The time now, for one that is in progress. */
  readonly now: number
  /** Milliseconds of the longest one in the list. */
  readonly longest: number
}

export function SessionRow({ session, form, index, isCurrent, href, now, longest }: Props) {
  const times = usePart(createTimes)
  const start = times.row(session.openedAt)
  return useMemo(
    () => (
      <div
        class="session-row"
        role="row"
        id={`s-${session.id}`}
        aria-rowindex={index + 2}
        aria-selected={isCurrent}
        data-outcome={session.outcome}
        data-key={index}
        data-testid="row"
      >
        <span class="c-state" role="gridcell" title={words.outcomes[session.outcome]}>
          <Icon name={OUTCOME_ICONS[session.outcome]} />
          <span class="hidden-text">{words.outcomes[session.outcome]}</span>
        </span>
        <time class="c-start" role="gridcell" dateTime={session.openedAt} title={times.moment(session.openedAt)}>
          {start}
        </time>
        <span class="c-client" role="gridcell">
          <a href={href} tabIndex={-1}>
            <Client session={session} />
          </a>
        </span>
        <Details session={session} />
        <Span session={session} now={now} longest={longest} />
      </div>
    ),
    [session, form, index, isCurrent, href, now, longest, start],
  )
}

function Client({ session: { remote, helo } }: Pick<Props, 'session'>) {
  if (helo === null) return <Foreign text={remote.address} />
  return (
    <span title={`${visible(helo)} · ${remote.address}:${remote.port}`}>
      <Foreign text={helo} /> <span class="muted">{remote.address}</span>
    </span>
  )
}

function Details({ session }: Pick<Props, 'session'>) {
  const { listener, tls, auth, messages, recipients, bytesIn, bytesOut } = session
  const { accepted, refused } = recipients
  const said = summary(session)
  return (
    <>
      <span class="c-listener" role="gridcell">
        {listener}
      </span>
      <span
        class="c-tls"
        role="gridcell"
        data-none={tls === null || undefined}
        title={tls === null ? words.noTls : visible(tls.cipher)}
      >
        {tls === null ? words.none : tls.protocol.replace(/^TLSv/, 'TLS ')}
      </span>
      <span
        class="c-user"
        role="gridcell"
        data-none={auth === null || undefined}
        title={auth === null ? undefined : visible(auth.user)}
      >
        {auth === null ? words.none : <Foreign text={auth.user} />}
      </span>
      <span class="c-messages" role="gridcell">
        {messages.length}
      </span>
      <span class="c-recipients" role="gridcell" title={words.recipientsTitle(accepted, refused)}>
        {accepted}
        <span class="unit"> {words.columns.recipients}</span>
        {refused > 0 && <strong class="bad"> / {refused} ✕</strong>}
      </span>
      <span class="c-reason" role="gridcell" title={visible(said)}>
        {session.faults.length > 0 && <FaultNames ids={session.faults.join(' ')} />}
        <Foreign text={said} />
      </span>
      <span class="c-bytes" role="gridcell" title={words.bytesTitle(bytesIn, bytesOut)}>
        {size(bytesIn + bytesOut).replace(' bytes', ' B')}
      </span>
    </>
  )
}

/** The duration with a bar beside it: each step of the bar is ten times as long, or the short ones would have none. */
function Span({ session, now, longest }: Pick<Props, 'session' | 'now' | 'longest'>) {
  const ms = session.duration ?? Math.max(0, now - Date.parse(session.openedAt))
  const share = Math.min(1, Math.log10(1 + ms) / Math.log10(1 + Math.max(longest, ms, 10)))
  return (
    <span class="c-duration" role="gridcell">
      <span>{session.duration === null ? `${Math.floor(ms / 1000)} s…` : duration(ms)}</span>
      <span class="gauge session-bar" aria-hidden="true">
        <span style={{ inlineSize: `${Math.max(2, share * 100)}%` }} />
      </span>
    </span>
  )
}

function summary(session: Session): string {
  if (session.outcome === 'open' || session.outcome === 'delivered' || session.reason === null) {
    return outcomeSentence(session)
  }
  return reasonText(session)
}
