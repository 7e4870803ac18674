/** The form of a new rule, with what will be asked for as JSON beside it, so that it teaches the API. */
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { createFaultForm } from '../state/fault/form.ts'
import { createOffline } from '../state/offline.ts'
import * as words from '../strings/faults.ts'
import { DeedFields } from './deed-fields.tsx'
import { Check, Text } from './fields.tsx'
import { ScopeFields } from './scope-fields.tsx'
import { Spec } from './spec.tsx'

export function FaultForm() {
  const form = usePart(createFaultForm)
  const { offline, reason } = usePart(createOffline)
  const { preset, always } = form.draft.value
  const { ready } = form
  return (
    <form
      id="fault-form"
      class="fault-form stack"
      tabIndex={-1}
      aria-label={words.add}
      onSubmit={(event) => {
        event.preventDefault()
        void form.add()
      }}
    >
      <Origin />
      {preset === null ? <DeedFields /> : ready.value !== null && <p>{ready.value.text}</p>}
      <ScopeFields />
      <div class="fields">
        <Text of="times" label={words.times} hint={preset === null ? '1' : words.byDefault} disabled={always} number />
        <Check of="always" label={words.always} />
        <Text of="ttl" label={words.ttl} hint="60s" />
        <Text of="name" label={words.name} hint={words.byDefault} />
      </div>
      {form.refused.value !== null && (
        <p class="warning" role="alert">
          <Icon name="alert" /> <Foreign text={form.refused.value} />
        </p>
      )}
      <p>
        <button type="submit" class="button primary" disabled={offline.value} title={reason.value ?? undefined}>
          {words.submit}
        </button>
      </p>
      <Spec spec={form.spec.value} stage={form.stage.value} label={words.posted} />
    </form>
  )
}

function Origin() {
  const { navigation } = useApp()
  const { origin } = usePart(createFaultForm)
  const { from } = navigation.parameters.value
  if (from === undefined || from !== origin.value) return null
  return (
    <p class="muted">
      {words.fromSession}{' '}
      <a href={navigation.href({ kind: 'session', id: from, side: 'timeline' })}>
        <Foreign text={from} />
      </a>
    </p>
  )
}
