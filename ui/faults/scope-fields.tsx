/** Whose mail a new rule is about. */
import { usePart } from '../shell/context.ts'
import { Icon } from '../shell/icon.tsx'
import { SCOPES } from '../state/fault/draft.ts'
import { createFaultForm } from '../state/fault/form.ts'
import * as words from '../strings/faults.ts'
import { Select, Text } from './fields.tsx'

const HINTS = {
  rcpt: 'ann@example.test',
  mailFrom: 'shop@example.test',
  user: 'billing',
  address: '127.0.0.1',
} as const

export function ScopeFields() {
  const { draft } = usePart(createFaultForm)
  return (
    <div class="fields">
      <Select of="scope" label={words.scope} names={SCOPES} words={words.scopes} />
      <Value kind={draft.value.scope} />
    </div>
  )
}

function Value({ kind }: { kind: (typeof SCOPES)[number] }) {
  const { inboxes } = usePart(createFaultForm)
  if (kind === 'all')
    return (
      <p class="warn">
        <Icon name="alert" /> {words.everybodyWarning}
      </p>
    )
  if (kind !== 'inbox') return <Text of="value" label={words.scopeValue[kind]} hint={HINTS[kind]} />
  const ids = inboxes.value.map(({ id }) => id)
  const names = Object.fromEntries(inboxes.value.map(({ id, name }) => [id, name === null ? id : `${name} (${id})`]))
  return (
    <Select
      of="value"
      label={words.scopeValue.inbox}
      names={['', ...ids]}
      words={{ ...names, '': ids.length === 0 ? words.noInbox : '–' }}
    />
  )
}
