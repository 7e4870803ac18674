/** The tab of the headers: the facts first, then every field, by what it is for or exactly as it was sent. */
import { useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { Message } from '../../contract/message.ts'
import { usePart } from '../shell/context.ts'
import { CopyButton } from '../shell/copy.tsx'
import { Icon } from '../shell/icon.tsx'
import { Segmented } from '../shell/segmented.tsx'
import { filtered } from '../state/headers/header-groups.ts'
import { createHeadersView, FORMS } from '../state/headers/headers-view.ts'
import { warningsOf, type HeaderWarnings } from '../state/headers/header-warnings.ts'
import * as words from '../strings/headers.ts'
import { AsSent } from './headers/as-sent.tsx'
import { EnvelopeTable } from './headers/envelope-table.tsx'
import { Groups } from './headers/groups.tsx'
import { KeyFacts } from './headers/key-facts.tsx'

export function Headers({ message }: { message: Message }) {
  if (message.headers.length === 0) return <p class="sentence">{words.none}</p>
  return <HeadersOf key={message.id} message={message} />
}

function HeadersOf({ message }: { message: Message }) {
  const form = usePart(createHeadersView)
  const filter = useSignal('')
  const warnings = useMemo(() => warningsOf(message), [message])
  const fields = useMemo(() => filtered(message.headers, filter.value), [message, filter.value])
  const all = filter.value.trim() === ''
  return (
    <div class="header-tab stack">
      {all && <KeyFacts message={message} />}
      {all && <Problems warnings={warnings} />}
      <div class="header-bar bar">
        <Segmented
          label={words.form}
          names={FORMS}
          chosen={form.value.value}
          words={words}
          onChoose={(one) => form.choose(one)}
        />
        <input
          type="search"
          class="field"
          aria-label={words.filter}
          placeholder={`${words.filter}: ${words.filterHint}`}
          value={filter.value}
          onInput={(event) => (filter.value = event.currentTarget.value)}
        />
        <CopyButton text={fields.map(({ header }) => header.raw).join('\r\n')} label={words.copyAll}>
          {words.copyAll}
        </CopyButton>
        <span class="muted" role="status">
          {all ? words.fields(fields.length) : words.matches(fields.length, message.headers.length)}
        </span>
      </div>
      {fields.length === 0 ? (
        <p class="sentence">{words.noMatch(filter.value)}</p>
      ) : form.value.value === 'sent' ? (
        <AsSent fields={fields} warnings={warnings} />
      ) : (
        <>
          {all && <EnvelopeTable message={message} />}
          <Groups message={message} fields={fields} warnings={warnings} all={all} />
        </>
      )}
    </div>
  )
}

function Problems({ warnings: { missing, duplicates, bcc } }: { warnings: HeaderWarnings }) {
  const told = [
    bcc && words.bccSent,
    missing.length > 0 && words.missingFields(missing),
    duplicates.length > 0 && words.duplicateFields(duplicates),
  ].filter((one) => one !== false)
  if (told.length === 0) return null
  return (
    <ul class="warning header-problems" aria-label={words.problems}>
      {told.map((one) => (
        <li key={one}>
          <Icon name="alert" /> {one}
        </li>
      ))}
    </ul>
  )
}
