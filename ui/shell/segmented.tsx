/** A row of buttons of which one is pressed: a choice among a few that are all in view. */
interface Props<Name extends string> {
  readonly label: string
  readonly names: readonly Name[]
  readonly chosen: Name
  readonly words: Readonly<Record<Name, string>>
  readonly onChoose: (name: Name) => void
}

export function Segmented<Name extends string>({ label, names, chosen, words, onChoose }: Props<Name>) {
  return (
    <div class="segmented" role="group" aria-label={label}>
      {names.map((name) => (
        <button key={name} type="button" class="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {words[name]}
        </button>
      ))}
    </div>
  )
}
