/** The header fields in the order they were sent, duplicates included; decoded, or exactly as on the wire. */
import { useSignal } from '@preact/signals'
import type { Header } from '../../contract/message.ts'
import { Foreign, Marked } from '../shell/foreign.tsx'
import { strings } from '../strings/common.ts'

export function Headers({ headers }: { headers: readonly Header[] }) {
  const asSent = useSignal(false)
  if (headers.length === 0) return <p class="sentence">{strings.noHeaders}</p>
  return (
    <>
      <fieldset class="choice">
        <legend class="hidden-text">{strings.headerForm}</legend>
        <Choice label={strings.showDecoded} chosen={!asSent.value} onChoose={() => (asSent.value = false)} />
        <Choice label={strings.showRaw} chosen={asSent.value} onChoose={() => (asSent.value = true)} />
      </fieldset>
      {asSent.value ? <AsSent headers={headers} /> : <Decoded headers={headers} />}
    </>
  )
}

function Choice({ label, chosen, onChoose }: { label: string; chosen: boolean; onChoose: () => void }) {
  return (
    <button type="button" class="button" aria-pressed={chosen} onClick={onChoose}>
      {label}
    </button>
  )
}

function Decoded({ headers }: { headers: readonly Header[] }) {
  return (
    <dl class="headers">
      {headers.map(({ name, value }, at) => (
        <div key={at}>
          <dt>
            <Foreign text={name} />
          </dt>
          <dd>
            <Foreign text={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function AsSent({ headers }: { headers: readonly Header[] }) {
  return (
    <pre class="source" dir="ltr">
      {headers.map(({ raw }, at) => (
        <div key={at}>
          <Marked text={raw} wire />
        </div>
      ))}
    </pre>
  )
}
