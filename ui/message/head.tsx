/** What a mail is: subject, people by the headers, the envelope, and how it came. */
import type { Address, Message } from '../../contract/message.ts'
import { CopyButton } from '../shell/copy.tsx'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { moment, size } from '../state/format.ts'
import { strings } from '../strings/common.ts'
import { Attachments } from './attachments.tsx'
import { EnvelopeLines } from './envelope.tsx'

export function Head({ message }: { message: Message }) {
  return (
    <header class="head">
      <h2 tabIndex={-1}>{message.subject === '' ? <i>{strings.noSubject}</i> : <Foreign text={message.subject} />}</h2>
      <dl class="facts">
        <People label={strings.from} people={message.from} />
        <People label={strings.replyTo} people={message.replyTo} />
        <People label={strings.toHeader} people={message.to} />
        <People label={strings.cc} people={message.cc} />
        <EnvelopeLines message={message} />
        <dt>{strings.received}</dt>
        <dd class="spread">
          <time dateTime={message.receivedAt}>{moment(message.receivedAt)}</time>
          <span class="muted">{size(message.size)}</span>
        </dd>
        <dt>{strings.sentBy}</dt>
        <dd class="spread">
          <Origin message={message} />
        </dd>
      </dl>
      <Codes message={message} />
      <Attachments message={message} />
      {message.parseError !== null && (
        <p class="warning">
          <Icon name="alert" /> {strings.parseError} <Foreign text={message.parseError} />
        </p>
      )}
    </header>
  )
}

function People({ label, people }: { label: string; people: readonly Address[] }) {
  if (people.length === 0) return null
  return (
    <>
      <dt>{label}</dt>
      <dd class="spread">
        {people.map((person, at) => (
          <span key={at}>
            <Person person={person} />
          </span>
        ))}
      </dd>
    </>
  )
}

/** Name and address each with a direction of its own: an Arabic name must not turn the address around. */
function Person({ person: { name, address } }: { person: Address }) {
  if (name === '') return <Foreign text={address} />
  return (
    <>
      <Foreign text={name} /> <span class="muted">{'<'}</span>
      <Foreign text={address} />
      <span class="muted">{'>'}</span>
    </>
  )
}

function Origin({ message: { session } }: { message: Message }) {
  if (session.id === null) return <span>{strings.imported}</span>
  return (
    <>
      <code>{session.address}</code>
      {session.helo !== null && (
        <span class="muted">
          EHLO <Foreign text={session.helo} />
        </span>
      )}
      {session.user !== null && (
        <span class="muted">
          {strings.factLogin} <Foreign text={session.user} />
        </span>
      )}
      <span class="muted">{session.tls ?? strings.notEncrypted}</span>
      <span class="muted">
        <a href={`sessions/${session.id}`}>{strings.openSession}</a>
      </span>
    </>
  )
}

function Codes({ message }: { message: Message }) {
  if (message.codes.length === 0) return null
  return (
    <ul class="codes">
      {message.codes.map(({ value, why }) => (
        <li key={value} title={why}>
          <CopyButton text={value} label={strings.copyCode(value)} class="chip code">
            <Foreign text={value} />
          </CopyButton>
        </li>
      ))}
    </ul>
  )
}
