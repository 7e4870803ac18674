/** Something that is on or off. */
import { useId } from 'preact/hooks'
import type { Choice } from '../state/remember.ts'

export function Switch({ choice, label, more }: { choice: Choice<boolean>; label: string; more?: string }) {
  const id = useId()
  return (
    <div class="switch">
      <input
        type="checkbox"
        role="switch"
        id={id}
        checked={choice.value.value}
        aria-describedby={more === undefined ? undefined : `${id}-more`}
        onChange={({ currentTarget }) => choice.choose(currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {more !== undefined && <p id={`${id}-more`}>{more}</p>}
    </div>
  )
}
