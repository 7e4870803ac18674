/** Fields of the form of a rule, each bound to its place in the draft. */
import { usePart } from '../shell/context.ts'
import type { Draft } from '../state/fault/draft.ts'
import { createFaultForm } from '../state/fault/form.ts'

/** The names of the fields that hold such a value. */
type Of<Value> = { [Name in keyof Draft]: Draft[Name] extends Value ? Name : never }[keyof Draft]

interface TextProps {
  readonly of: Of<string>
  readonly label: string
  readonly hint?: string
  readonly number?: boolean
  readonly disabled?: boolean
}

export function Text({ of, label, hint, number = false, disabled = false }: TextProps) {
  const { draft, change } = usePart(createFaultForm)
  return (
    <label data-number={number || undefined}>
      <span>{label}</span>
      <input
        class="field"
        type="text"
        inputMode={number ? 'numeric' : 'text'}
        value={draft.value[of]}
        placeholder={hint}
        disabled={disabled}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget }) => change({ [of]: currentTarget.value })}
      />
    </label>
  )
}

export function Check({ of, label }: { of: Of<boolean>; label: string }) {
  const { draft, change } = usePart(createFaultForm)
  return (
    <label class="line check">
      <input
        type="checkbox"
        checked={draft.value[of]}
        onChange={({ currentTarget }) => change({ [of]: currentTarget.checked })}
      />
      {label}
    </label>
  )
}

interface SelectProps<Name extends string> {
  readonly of: Of<string>
  readonly label: string
  readonly names: readonly Name[]
  readonly words: Readonly<Record<Name, string>>
}

export function Select<Name extends string>({ of, label, names, words }: SelectProps<Name>) {
  const { draft, change } = usePart(createFaultForm)
  return (
    <label>
      <span>{label}</span>
      <select class="button" onChange={({ currentTarget }) => change({ [of]: currentTarget.value })}>
        {names.map((name) => (
          <option key={name} value={name} selected={name === draft.value[of]}>
            {words[name]}
          </option>
        ))}
      </select>
    </label>
  )
}
