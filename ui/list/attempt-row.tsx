/** A session that delivered nothing: a row of its own, because whoever misses a mail looks here. */
import { useMemo } from 'preact/hooks'
import type { Session } from '../../contract/session.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { moment, rowTime } from '../state/format.ts'
import { reasonText } from '../state/people.ts'
import { visible } from '../state/visible.ts'
import { strings } from '../strings/common.ts'

interface Props {
  session: Session
  at: string
  href: string
  open: boolean
}

export function AttemptRow(props: Props) {
  return useMemo(() => <DrawnRow {...props} />, [props.session, props.at, props.href, props.open])
}

function DrawnRow({ session, at, href, open }: Props) {
  const text = reasonText(session)
  const hint = session.reason?.hint ?? null
  return (
    <li>
      <a class="row attempt" href={href} aria-current={open ? 'true' : undefined}>
        <span class="row-line">
          <span class="who">
            <Icon name="alert" /> {strings.attemptWord}
          </span>
          <time dateTime={at} title={moment(at)}>
            {rowTime(at, new Date())}
          </time>
        </span>
        <span class="what" title={visible(text)}>
          <Foreign text={text} />
        </span>
        <span class="hint" title={hint === null ? undefined : visible(hint)}>
          {hint === null ? <Foreign text={callerOf(session)} /> : <Foreign text={hint} />}
        </span>
      </a>
    </li>
  )
}

function callerOf({ remote, helo, listener }: Session): string {
  const name = helo === null ? remote.address : `${remote.address} (${helo})`
  return `${name} → ${strings.listeners[listener]}`
}
