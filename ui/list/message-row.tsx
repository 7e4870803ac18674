/** One mail in the list: who, what, when, and below to whom it went by the envelope. */
import { useMemo } from 'preact/hooks'
import type { MessageSummary } from '../../contract/message.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { moment, rowTime } from '../state/format.ts'
import { recipients, whoSent, written } from '../state/people.ts'
import { visible } from '../state/visible.ts'
import { strings } from '../strings/common.ts'

export function MessageRow({ message, href, open }: { message: MessageSummary; href: string; open: boolean }) {
  // The same answer for the same mail lets a burst of new ones pass without touching the rows that stay.
  return useMemo(() => <DrawnRow message={message} href={href} open={open} />, [message, href, open])
}

function DrawnRow({ message, href, open }: { message: MessageSummary; href: string; open: boolean }) {
  const { first, others } = recipients(message.envelope.to)
  const [from] = message.from
  return (
    <li>
      <a class="row" href={href} aria-current={open ? 'true' : undefined}>
        <span class="row-line">
          <span class="who" title={visible(from === undefined ? message.envelope.from : written(from))}>
            <Foreign text={whoSent(message)} />
          </span>
          <time dateTime={message.receivedAt} title={moment(message.receivedAt)}>
            {rowTime(message.receivedAt, new Date())}
          </time>
        </span>
        <span class="what" title={visible(message.subject)}>
          {message.subject === '' ? <i>{strings.noSubject}</i> : <Foreign text={message.subject} />}
        </span>
        <span class="row-line">
          <span class="whom" title={visible(message.envelope.to.join(', '))}>
            <span aria-hidden="true">→ </span>
            <span class="hidden-text">{strings.to} </span>
            {first !== null && <Foreign text={first} />}
          </span>
          {others > 0 && (
            <span class="others" title={strings.moreTitle(others)}>
              {strings.more(others)}
            </span>
          )}
          <Chips message={message} />
        </span>
      </a>
    </li>
  )
}

function Chips({ message: { digest, session, parseError } }: { message: MessageSummary }) {
  const [code] = digest?.codes ?? []
  const files = digest?.attachments ?? 0
  return (
    <span class="chips">
      {code !== undefined && (
        <span class="chip code" title={strings.codeTitle}>
          <Foreign text={code} />
        </span>
      )}
      {files > 0 && (
        <span class="chip" title={strings.attachmentsTitle(files)}>
          <Icon name="clip" />
          {files}
        </span>
      )}
      {session.tls !== null && (
        <span class="chip" title={strings.tlsTitle(session.tls)}>
          <Icon name="lock" />
          TLS
        </span>
      )}
      {session.tls === null && session.user !== null && (
        <span class="chip warn" title={strings.plainLoginTitle}>
          <Icon name="unlock" />
          {strings.plainLogin}
        </span>
      )}
      {parseError !== null && (
        <span class="chip warn" title={parseError}>
          <Icon name="alert" />
          {strings.parseTrouble}
        </span>
      )}
    </span>
  )
}
