/** The facts of a session, one line each. */
import type { ComponentChildren } from 'preact'
import type { Session } from '../../contract/session.ts'
import { useApp } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { duration, moment } from '../state/format.ts'
import { pathOf } from '../state/route.ts'
import { strings } from '../strings/common.ts'

export function Facts({ session }: { session: Session }) {
  const { remote, helo, tls, auth, recipients, messages } = session
  return (
    <dl class="facts session-facts">
      <Fact label={strings.factOpened}>
        <time dateTime={session.openedAt}>{moment(session.openedAt)}</time>
      </Fact>
      <Fact label={strings.factDuration}>
        {session.duration === null ? strings.running : duration(session.duration)}
      </Fact>
      <Fact label={strings.factClient}>
        <code>
          {remote.address.includes(':') ? `[${remote.address}]` : remote.address}:{remote.port}
        </code>
      </Fact>
      <Fact label={strings.factListener}>
        {strings.listeners[session.listener]} <PortOf listener={session.listener} />
      </Fact>
      <Fact label={strings.factHelo}>
        {helo === null ? <Absent text={strings.notSaid} /> : <Foreign text={helo} />}
      </Fact>
      <Fact label={strings.factTls}>
        {tls === null ? (
          <Absent text={strings.none} />
        ) : (
          <Foreign text={[tls.protocol, tls.cipher, tls.servername].filter(Boolean).join(' · ')} />
        )}
      </Fact>
      <Fact label={strings.factLogin}>
        {auth === null ? (
          <Absent text={strings.none} />
        ) : (
          <>
            <Foreign text={`${auth.user} (${auth.mechanism})`} />{' '}
            {auth.accepted ? strings.loginAccepted : <strong class="bad-word">{strings.loginRefused}</strong>}
          </>
        )}
      </Fact>
      <Fact label={strings.factRecipients}>{strings.recipientCounts(recipients.accepted, recipients.refused)}</Fact>
      <Fact label={strings.factBytes}>{strings.bytesBothWays(session.bytesIn, session.bytesOut)}</Fact>
      <Fact label={strings.factEnded}>{session.ended === null ? strings.running : strings.endings[session.ended]}</Fact>
      {messages.length > 0 && (
        <Fact label={strings.factMessages}>
          {messages.slice(0, 20).map((id, at) => (
            <>
              {at > 0 && ', '}
              <a key={id} href={pathOf({ kind: 'message', id, tab: null })}>
                {strings.messageNumber(at + 1)}
              </a>
            </>
          ))}
          {messages.length > 20 && ` ${strings.more(messages.length - 20)}`}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Absent({ text }: { text: string }) {
  return <span class="muted">{text}</span>
}

function PortOf({ listener }: Pick<Session, 'listener'>) {
  const bound = useApp().connection.info.value?.listeners.find(({ name }) => name === listener)
  return bound === undefined ? null : <code>:{bound.port}</code>
}
