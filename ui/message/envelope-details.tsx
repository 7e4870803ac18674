/** The whole envelope: each recipient with its answer, and each difference between it and the headers. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import type { EnvelopeFacts, EnvelopeRecipient } from '../state/message/envelope.ts'
import * as words from '../strings/message-more.ts'

/** A mail to a thousand recipients should still begin on the first screen. */
const SHOWN = 8

export function EnvelopeDetails({ facts }: { facts: EnvelopeFacts }) {
  const all = useSignal(false)
  const shown = all.value ? facts.recipients : facts.recipients.slice(0, SHOWN)
  return (
    <div class="envelope-details box" id="envelope">
      <p>
        <code>
          MAIL FROM:&lt;
          <Foreign text={facts.from} />
          &gt; <Foreign text={facts.parameters} />
        </code>
        {facts.from === '' && <span class="muted"> {words.nullSenderMore}</span>}
      </p>
      <ul>
        {shown.map((recipient, at) => (
          <Recipient key={at} recipient={recipient} />
        ))}
      </ul>
      {shown.length < facts.recipients.length && (
        <button type="button" class="link" onClick={() => (all.value = true)}>
          {words.allRecipients(facts.recipients.length)}
        </button>
      )}
      {facts.otherFrom !== null && (
        <Remark>
          {words.differsMore} <Foreign text={facts.otherFrom} />.
        </Remark>
      )}
      {facts.missing.length > 0 && (
        <Remark>
          {words.missing} <Foreign text={facts.missing.join(', ')} />
        </Remark>
      )}
      {facts.bccField !== null && (
        <Remark warn>
          <Icon name="alert" /> {words.bccSentMore} <Foreign text={facts.bccField} />
        </Remark>
      )}
    </div>
  )
}

function Recipient({ recipient: { address, parameters, hidden, accepted, reply } }: { recipient: EnvelopeRecipient }) {
  return (
    <li>
      <code>
        RCPT TO:&lt;
        <Foreign text={address} />
        &gt; <Foreign text={parameters} />
      </code>
      <span class={accepted ? 'good' : 'bad'}>
        <Icon name={accepted ? 'check' : 'cross'} /> {accepted ? words.accepted : words.refused}
      </span>
      <code class="muted">
        <Foreign text={reply} />
      </code>
      {hidden && (
        <span class="chip" title={words.hiddenTitle}>
          {words.hidden}
        </span>
      )}
    </li>
  )
}

function Remark({ warn = false, children }: { warn?: boolean; children: ComponentChildren }) {
  return <p class={warn ? 'warn' : 'muted'}>{children}</p>
}
