/** Light, dark, or as the system has it; remembered. `public/theme.js` applies it before the first paint. */
import type { ReadonlySignal } from '@preact/signals'
import type { Memory } from './remember.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface ThemeChoice {
  readonly theme: ReadonlySignal<Theme>
  choose(theme: Theme): void
}

/** The name it is remembered by is also written in `public/theme.js`, which cannot import. */
export function createTheme(memory: Memory, root: { dataset: DOMStringMap }): ThemeChoice {
  const chosen = memory.option<Theme>('theme', THEMES, 'system')
  return {
    theme: chosen.value,
    choose(next) {
      chosen.choose(next)
      root.dataset['theme'] = next
    },
  }
}
