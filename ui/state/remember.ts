/** What this browser remembers between visits: one signal per choice, kept in local storage where that is allowed. */
import { signal, type ReadonlySignal } from '@preact/signals'

export interface Choice<T> {
  readonly value: ReadonlySignal<T>
  choose(value: T): void
}

export interface Memory {
  /** One of a few; what is stored and no longer offered counts as nothing. */
  option<T extends string>(name: string, options: readonly T[], fallback: T): Choice<T>
  flag(name: string, fallback: boolean): Choice<boolean>
  number(name: string, fallback: number): Choice<number>
  /** Anything that is JSON; `read` gives null for what does not look as it should. */
  json<T>(name: string, read: (stored: unknown) => T | null, fallback: T): Choice<T>
  /** Forgets everything that was remembered; what is shown stays until the page is opened anew. */
  forget(): void
}

/** Everything of ours begins with this, so that `forget` finds it. */
const PREFIX = 'mailsink.'

/** Local storage may be refused: then everything works, and nothing is remembered. */
export function createMemory(storage: () => Storage): Memory {
  const stored = (name: string) => attempt(() => storage().getItem(PREFIX + name)) ?? null

  function choice<T>(name: string, first: T, written: (value: T) => string): Choice<T> {
    const value = signal(first)
    return {
      value,
      choose(next) {
        value.value = next
        attempt(() => storage().setItem(PREFIX + name, written(next)))
      },
    }
  }

  return {
    option: (name, options, fallback) =>
      choice(name, options.find((option) => option === stored(name)) ?? fallback, (value) => value),
    flag(name, fallback) {
      const text = stored(name)
      return choice(name, text === null ? fallback : text === 'on', (value) => (value ? 'on' : 'off'))
    },
    number(name, fallback) {
      const text = stored(name)
      const number = text === null ? NaN : Number(text)
      return choice(name, Number.isFinite(number) ? number : fallback, String)
    },
    json<T>(name: string, read: (value: unknown) => T | null, fallback: T) {
      const text = stored(name)
      const value = text === null ? null : attempt(() => read(JSON.parse(text) as unknown))
      return choice(name, value ?? fallback, (next) => JSON.stringify(next))
    },
    forget() {
      attempt(() => {
        for (const key of Object.keys(storage())) if (key.startsWith(PREFIX)) storage().removeItem(key)
      })
    },
  }
}

function attempt<T>(action: () => T): T | null {
  try {
    return action()
  } catch {
    return null
  }
}
