/** The ready-made rules, one of which may be taken, or one's own. */
import { usePart } from '../shell/context.ts'
import { createFaultForm } from '../state/fault/form.ts'
import type { FaultPreset } from '../../contract/fault.ts'
import * as words from '../strings/faults.ts'

export function Ready() {
  const { presets } = usePart(createFaultForm)
  return (
    <fieldset class="ready">
      <legend class="hidden-text">{words.ready}</legend>
      <Choice preset={null} title={words.own} text={words.ownText} />
      {presets.value.map(({ preset, title, text }) => (
        <Choice key={preset} preset={preset} title={title} text={text} />
      ))}
    </fieldset>
  )
}

function Choice({ preset, title, text }: { preset: FaultPreset | null; title: string; text: string }) {
  const { draft, change } = usePart(createFaultForm)
  return (
    <label class="box pressable">
      <input
        type="radio"
        name="preset"
        value={preset ?? 'own'}
        checked={draft.value.preset === preset}
        onChange={() => change({ preset })}
        // On a narrow page the form is far below; keys go from one to the next, and stay.
        onClick={({ detail }) =>
          detail > 0 && document.getElementById('fault-form')?.scrollIntoView({ block: 'nearest' })
        }
      />
      <span>
        {title}
        <small class="muted">{text}</small>
      </span>
    </label>
  )
}
