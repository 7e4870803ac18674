/** One of a few: all of them in view, the chosen one marked. */
import { useId } from 'preact/hooks'

export interface OneOf<T extends string> {
  readonly value: { readonly value: T }
  choose(value: T): void
}

interface Props<T extends string> {
  readonly label: string
  readonly options: readonly T[]
  readonly choice: OneOf<T>
  readonly names: Readonly<Record<T, string>>
  readonly means?: Readonly<Record<T, string>>
}

export function Choices<T extends string>({ label, options, choice, names, means }: Props<T>) {
  const group = useId()
  const chosen = choice.value.value
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option} class="option">
            <input
              type="radio"
              name={group}
              value={option}
              checked={option === chosen}
              onChange={() => choice.choose(option)}
            />
            <span>
              {names[option]}
              {means !== undefined && <small>{means[option]}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
