/** The envelope as it was on the wire: who really got the mail, whatever its headers claim. */
import { useSignal } from '@preact/signals'
import type { Message } from '../../contract/message.ts'
import { Foreign } from '../shell/foreign.tsx'
import { envelopeRecipients, type EnvelopeRecipient } from '../state/people.ts'
import { strings } from '../strings/common.ts'

/** A mail to a thousand recipients should still begin on the first screen. */
const SHOWN = 8

export function EnvelopeLines({ message }: { message: Message }) {
  const all = useSignal(false)
  const recipients = envelopeRecipients(message)
  const shown = all.value ? recipients : recipients.slice(0, SHOWN)
  return (
    <>
      <dt class="wire">{strings.mailFrom}</dt>
      <dd class="spread">
        {message.envelope.from === '' ? (
          strings.nullSender
        ) : (
          <code>
            <Foreign text={message.envelope.from} />
          </code>
        )}
        <Parameters parameters={message.envelope.parameters} />
      </dd>
      <dt class="wire">{strings.rcptTo}</dt>
      <dd class="spread">
        {shown.map((recipient, at) => (
          <OneRecipient key={at} recipient={recipient} />
        ))}
        {shown.length < recipients.length && (
          <button type="button" class="link" onClick={() => (all.value = true)}>
            {strings.allRecipients(recipients.length)}
          </button>
        )}
      </dd>
    </>
  )
}

function OneRecipient({ recipient }: { recipient: EnvelopeRecipient }) {
  return (
    <span>
      <code>
        <Foreign text={recipient.address} />
      </code>
      {recipient.hidden && (
        <span class="chip" title={strings.bccTitle}>
          {strings.bcc}
        </span>
      )}
      {recipient.refused !== null && (
        <span class="chip bad" title={recipient.refused}>
          {strings.refused} <Foreign text={recipient.refused} />
        </span>
      )}
    </span>
  )
}

function Parameters({ parameters }: { parameters: Message['envelope']['parameters'] }) {
  const written = Object.entries(parameters).map(([name, value]) => (value === null ? name : `${name}=${value}`))
  if (written.length === 0) return null
  return (
    <code class="muted">
      <Foreign text={written.join(' ')} />
    </code>
  )
}
