/** The facts of a session in one line that wraps: from whom to which port, how secured, who logged in, how long, how it ended. */
import type { ComponentChildren } from 'preact'
import type { Session } from '../../contract/session.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { duration } from '../state/format.ts'
import { createTimes } from '../state/times.ts'
import * as words from '../strings/session.ts'

export function FactsLine({ session }: { session: Session }) {
  const { remote, listener, helo, tls, auth } = session
  const times = usePart(createTimes)
  const port = useApp().connection.info.value?.listeners.find(({ name }) => name === listener)?.port
  const address = remote.address.includes(':') ? `[${remote.address}]` : remote.address
  const opened = times.moment(session.openedAt)
  return (
    <ul class="session-facts flow" aria-label={words.facts}>
      <Fact>
        <time dateTime={session.openedAt} title={words.opened(opened)}>
          {opened}
        </time>
      </Fact>
      <Fact>
        <code>
          {address}:{remote.port}
        </code>{' '}
        → {listener} {port !== undefined && <code>:{port}</code>}
      </Fact>
      <Fact muted={helo === null}>{helo === null ? words.noHelo : <Foreign text={words.ehlo(helo)} />}</Fact>
      <Fact muted={tls === null}>
        <Icon name={tls === null ? 'unlock' : 'lock'} />{' '}
        {tls === null ? (
          words.noTls
        ) : (
          <Foreign
            text={[
              tls.protocol.replace(/^TLSv/, 'TLS '),
              tls.cipher.replace(/^TLS_/, ''),
              tls.servername !== null && words.servername(tls.servername),
            ]
              .filter(Boolean)
              .join(' ')}
          />
        )}
      </Fact>
      {auth !== null && (
        <Fact>
          <Foreign text={words.auth(auth.mechanism, auth.user)} />{' '}
          {auth.accepted ? (
            <>
              <Icon name="check" /> {words.accepted}
            </>
          ) : (
            <strong class="bad">
              <Icon name="cross" /> {words.loginRefused}
            </strong>
          )}
        </Fact>
      )}
      <Fact>{session.duration === null ? words.running : duration(session.duration)}</Fact>
      <Fact>{words.bytesTitle(session.bytesIn, session.bytesOut)}</Fact>
      {session.ended !== null && session.outcome !== 'open' && <Fact>{words.endings[session.ended]}</Fact>}
    </ul>
  )
}

function Fact({ children, muted = false }: { children: ComponentChildren; muted?: boolean }) {
  return <li class={muted ? 'muted' : undefined}>{children}</li>
}
