/** Light, dark, or as the system has it; remembered. `public/theme.js` applies it before the first paint. */
import { signal, type ReadonlySignal } from '@preact/signals'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** The key is also written in `public/theme.js`, which cannot import. */
export const THEME_KEY = 'mailsink.theme'

export interface ThemeChoice {
  readonly theme: ReadonlySignal<Theme>
  choose(theme: Theme): void
}

export function createTheme(remembered: Remembered, root: { dataset: DOMStringMap }): ThemeChoice {
  const theme = signal<Theme>(THEMES.find((known) => known === remembered.get(THEME_KEY)) ?? 'system')
  return {
    theme,
    choose(next) {
      theme.value = next
      root.dataset['theme'] = next
      remembered.set(THEME_KEY, next)
    },
  }
}

/** What this browser remembers between visits. */
export interface Remembered {
  get(key: string): string | null
  set(key: string, value: string): void
}

/** Local storage, which a browser may refuse: then everything works and nothing is remembered. */
export function rememberIn(storage: () => Storage): Remembered {
  return {
    get(key) {
      try {
        return storage().getItem(key)
      } catch {
        return null
      }
    },
    set(key, value) {
      try {
        storage().setItem(key, value)
      } catch {
        // Nothing to do: the choice holds until the page is closed.
      }
    },
  }
}
