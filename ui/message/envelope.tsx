/** The envelope in one line: from whom, to how many, and where it says other things than the headers do. */
import { useMemo } from 'preact/hooks'
import type { Message } from '../../contract/message.ts'
import { usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { lazy } from '../shell/lazy.tsx'
import { envelopeOf, type EnvelopeFacts } from '../state/message/envelope.ts'
import { createMessageActions } from '../state/message/message-actions.ts'
import * as words from '../strings/message.ts'

const Details = lazy((late) => late.EnvelopeDetails)

export function Envelope({ message }: { message: Message }) {
  const { envelopeOpen } = usePart(createMessageActions)
  const open = envelopeOpen.value.value
  const facts = useMemo(() => envelopeOf(message), [message])
  return (
    <div class="envelope">
      <button
        type="button"
        class="fold muted line"
        aria-expanded={open}
        aria-controls={open ? 'envelope' : undefined}
        onClick={() => envelopeOpen.choose(!open)}
      >
        <span class="fold-mark" aria-hidden="true">
          <Icon name="next" />
        </span>
        <span class="clip">
          {words.envelope}: MAIL FROM {facts.from === '' ? words.nullSender : <Foreign text={facts.from} />}
          {facts.otherFrom !== null && <span class="muted"> ({words.differs})</span>} ·{' '}
          {words.rcpt(facts.recipients.length)}
          <Remarks facts={facts} />
        </span>
      </button>
      {open && <Details facts={facts} />}
    </div>
  )
}

function Remarks({ facts: { hidden, refused, missing, bccField } }: { facts: EnvelopeFacts }) {
  return (
    <>
      {hidden.length > 0 && (
        <>
          {' '}
          ({words.unnamedCount(hidden.length)}: <Foreign text={hidden.slice(0, 2).join(', ')} />
          {hidden.length > 2 && '…'})
        </>
      )}
      {refused > 0 && (
        <>
          {' '}
          <span class="bad">
            <Icon name="cross" /> {words.refusedCount(refused)}
          </span>
        </>
      )}
      {missing.length > 0 && <> · {words.missingCount(missing.length)}</>}
      {bccField !== null && (
        <>
          {' '}
          <span class="warn">
            <Icon name="alert" /> {words.bccSent}
          </span>
        </>
      )}
    </>
  )
}
