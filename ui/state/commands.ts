/** Everything that can be done here, by name: the one table behind the keys, the palette and the sheet of keys. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'

export const GROUPS = ['go', 'list', 'message', 'session', 'view', 'app'] as const
export type Group = (typeof GROUPS)[number]

export interface Command {
  readonly id: string
  /** As the palette and the sheet of keys say it: `Next message`. */
  readonly title: string
  readonly group: Group
  /**
   * What presses it, the first is shown: a key (`j`, `?`, `Delete`, `ArrowDown`), with modifiers (`Shift+j`, `Mod+k`:
   * Ctrl, or Cmd on a Mac), or one after the other (`g m`). Single keys can be switched off; those with Mod cannot.
   */
  readonly keys: readonly string[]
  /** Whether it can be done now; read within effects, so that the palette follows. */
  readonly available: () => boolean
  /** `held`: the key repeats itself, as it is not let go. */
  readonly run: (held?: boolean) => void
  /** Not in the palette, which would only repeat what is done faster by its key: moving by one. */
  readonly hidden?: true
  /** Also while somebody types in a field: only for what begins with Mod, and Escape. */
  readonly whileTyping?: true
}

export interface Commands {
  readonly all: ReadonlySignal<readonly Command[]>
  /** Adds some; the function returned takes them away again. An id that is there already is replaced. */
  add(commands: readonly Command[]): () => void
  /** Runs the command of this id if it can be done now, and tells whether it could. */
  run(id: string): boolean
}

export function createCommands(): Commands {
  const sets = signal<readonly (readonly Command[])[]>([])
  const all = computed(() => [...new Map(sets.value.flat().map((command) => [command.id, command])).values()])
  return {
    all,
    add(commands) {
      sets.value = [...sets.value, commands]
      return () => void (sets.value = sets.value.filter((set) => set !== commands))
    },
    run(id) {
      const command = all.peek().find((one) => one.id === id)
      if (command === undefined || !command.available()) return false
      command.run()
      return true
    },
  }
}
