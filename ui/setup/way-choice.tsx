/** The listeners, each with its address and what it asks for; the chosen one is what the snippet connects to. */
import { usePart } from '../shell/context.ts'
import { createSetup } from '../state/setup/setup.ts'
import * as strings from '../strings/common.ts'
import * as words from '../strings/setup.ts'
import { addressOf, type Way } from '../state/setup/ways.ts'

export function Ways() {
  const { ways, way, choose } = usePart(createSetup)
  return (
    <fieldset class="ways">
      <legend class="hidden-text">{words.wayLabel}</legend>
      {ways.value.map((one) => (
        <label key={one.id} class="option way">
          <input type="radio" name="way" checked={one.id === way.value?.id} onChange={() => choose(one.id)} />
          <code>{addressOf(one)}</code>
          <span class="muted">{asks(one)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function asks({ listener, security, login }: Way): string {
  const more = login ? `, ${words.withLogin}` : ''
  return `${strings.listeners[listener]}: ${words.securities[security]}${more}`
}
