/** Where a rule of one's own strikes, and what happens then. */
import { usePart } from '../shell/context.ts'
import { DEEDS, HOWS, STAGES } from '../state/fault/draft.ts'
import { createFaultForm } from '../state/fault/form.ts'
import * as words from '../strings/faults.ts'
import { Check, Select, Text } from './fields.tsx'

export function DeedFields() {
  const { draft } = usePart(createFaultForm)
  const { stage } = draft.value
  return (
    <div class="fields">
      <Select of="stage" label={words.stage} names={STAGES} words={words.stages} />
      <Select of="deed" label={words.deed} names={DEEDS[stage]} words={words.deeds} />
      <Details />
      {stage === 'end' && <Check of="store" label={words.store} />}
    </div>
  )
}

function Details() {
  const { draft } = usePart(createFaultForm)
  const { stage, deed } = draft.value
  switch (deed) {
    case 'reply':
      return (
        <>
          <Text of="code" label={words.code} number />
          <Text of="enhanced" label={words.enhanced} hint={words.byDefault} number />
          <Text of="text" label={words.text} hint={words.byDefault} />
        </>
      )
    case 'delay':
      return <Text of="delay" label={words.delay} number />
    case 'stall':
      return null
    case 'hide':
      return <Text of="extensions" label={words.extensions} />
    case 'trickle':
      return (
        <>
          <Text of="speed" label={words.speed} number />
          {stage !== 'payload' && <Select of="how" label={words.how} names={HOWS.trickle} words={words.hows} />}
        </>
      )
    case 'drop':
      return (
        <>
          <Select of="how" label={words.how} names={HOWS.drop} words={words.hows} />
          {stage === 'payload' && <Text of="after" label={words.after} hint="0" number />}
        </>
      )
    case 'garble':
    case 'tls':
      return <Select of="how" label={words.how} names={HOWS[deed]} words={words.hows} />
  }
}
