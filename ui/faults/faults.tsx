/** The faults: the rules that hold now, how to make one, and those that are over. */
import { useEffect } from 'preact/hooks'
import type { Fault } from '../../contract/fault.ts'
import { useApp, usePart } from '../shell/context.ts'
import { createFaultForm } from '../state/fault/form.ts'
import { createFaults } from '../state/fault/faults.ts'
import * as words from '../strings/faults.ts'
import { FaultForm } from './form.tsx'
import { Head } from './head.tsx'
import { Ready } from './ready.tsx'
import { Rule } from './rule.tsx'
import { useShown } from './shown.ts'

export function Faults() {
  const { navigation } = useApp()
  const { active, over, loaded } = usePart(createFaults)
  const form = usePart(createFaultForm)
  const { from } = navigation.parameters.value
  useEffect(() => {
    document.title = words.documentTitle
    form.open()
  }, [])
  useEffect(() => {
    // It was come to for the form, which is below the rules, and there as soon as they are.
    if (from !== undefined) document.getElementById('fault-form')?.focus()
  }, [from, loaded.value])
  if (!loaded.value) return null
  return (
    <div class="view faults stack">
      <Head />
      <section class="stack" aria-labelledby="faults-active">
        <h3 id="faults-active">{words.active(active.value.length)}</h3>
        {active.value.length === 0 ? <p class="muted">{words.none}</p> : <Rules rules={active.value} />}
      </section>
      <section class="fault-new" aria-labelledby="faults-add">
        <h3 id="faults-add">{words.add}</h3>
        <Ready />
        <FaultForm />
      </section>
      {over.value.length > 0 && (
        <section class="stack" data-over aria-labelledby="faults-over">
          <h3 id="faults-over">{words.over(over.value.length)}</h3>
          <Rules rules={over.value} />
        </section>
      )}
    </div>
  )
}

function Rules({ rules }: { rules: readonly Fault[] }) {
  const { navigation } = useApp()
  const named = rules.findIndex(({ id }) => id === navigation.fragment.value)
  const { shown, rest, more } = useShown(rules, named + 1)
  return (
    <>
      <ul class="box">
        {shown.map((fault) => (
          <Rule key={fault.id} fault={fault} />
        ))}
      </ul>
      {rest > 0 && (
        <p>
          <button type="button" class="button" onClick={more}>
            {words.more(rest)}
          </button>
        </p>
      )}
    </>
  )
}
