/** What a mail is, in four lines that stand in the same place for every mail: what, who, how, and for whom. */
import type { Address, Message } from '../../contract/message.ts'
import { usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { lazy } from '../shell/lazy.tsx'
import { BackLink } from '../shell/notice.tsx'
import { written } from '../state/people.ts'
import { createTimes } from '../state/times.ts'
import { visible } from '../state/visible.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/message.ts'
import { Actions } from './actions.tsx'
import { Chips } from './chips.tsx'
import { Envelope } from './envelope.tsx'

const MailAttempts = lazy((late) => late.MailAttempts)

export function Head({ message }: { message: Message }) {
  return (
    <header class="head stack">
      <div class="head-top">
        <BackLink />
        <h2 class="clip" tabIndex={-1} title={visible(message.subject)}>
          {message.subject === '' ? <i>{strings.noSubject}</i> : <Foreign text={message.subject} />}
        </h2>
        <Actions message={message} />
      </div>
      <People message={message} />
      <Chips message={message} />
      <Envelope message={message} />
      {message.session.id !== null && <MailAttempts key={message.id} id={message.id} />}
      {message.parseError !== null && (
        <p class="warning">
          <Icon name="alert" /> {words.parseError} <Foreign text={message.parseError} />
        </p>
      )}
    </header>
  )
}

function People({ message }: { message: Message }) {
  const times = usePart(createTimes)
  const [to, ...others] = [...message.to, ...message.cc]
  return (
    <p class="people">
      <span class="from-to clip" title={visible(allOf(message))}>
        {message.from.length === 0 ? <EnvelopeSender message={message} /> : <Person person={message.from[0]} />}
        <span aria-hidden="true"> → </span>
        <span class="hidden-text"> {words.to} </span>
        {to === undefined ? <span class="muted">{strings.nobody}</span> : <Person person={to} />}
        {others.length > 0 && <span class="muted"> {words.more(others.length)}</span>}
      </span>
      <time dateTime={message.receivedAt} title={message.receivedAt}>
        {times.moment(message.receivedAt)}
      </time>
    </p>
  )
}

/** Name and address each with a direction of its own: an Arabic name must not turn the address around. */
function Person({ person }: { person: Address | undefined }) {
  if (person === undefined) return null
  const { name, address } = person
  if (name === '') return <Foreign text={address} />
  return (
    <>
      <strong>
        <Foreign text={name} />
      </strong>{' '}
      <span class="muted">
        {'<'}
        <Foreign text={address} />
        {'>'}
      </span>
    </>
  )
}

/** Without a From there is only what the client said; the brackets tell that no header does. */
function EnvelopeSender({ message }: { message: Message }) {
  return (
    <span class="muted">
      [<Foreign text={message.envelope.from || words.nullSender} />]
    </span>
  )
}

function allOf({ from, replyTo, to, cc }: Message): string {
  const lines: string[] = []
  for (const [label, people] of [
    [strings.from, from],
    [strings.replyTo, replyTo],
    [strings.toHeader, to],
    [strings.cc, cc],
  ] as const) {
    if (people.length > 0) lines.push(`${label}: ${people.slice(0, 50).map(written).join(', ')}`)
  }
  return lines.join('\n')
}
