/** What a key means. Single keys only, never while somebody types, and they can be switched off (WCAG 2.1.4). */
import { signal, type ReadonlySignal } from '@preact/signals'
import { TABS, type Tab } from './route.ts'
import type { Remembered } from './theme.ts'

export type Command =
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'read' }
  | { readonly kind: 'back' }
  | { readonly kind: 'tab'; readonly tab: Tab }

export interface Stroke {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly isComposing: boolean
  /** Whether what has the focus takes text, or a choice, from keys. */
  readonly typing: boolean
  /** Whether what has the focus does something of its own on Enter. */
  readonly pressable: boolean
}

export function commandOf(stroke: Stroke): Command | null {
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey || stroke.isComposing || stroke.typing) return null
  switch (stroke.key) {
    case 'j':
      return { kind: 'step', by: 1 }
    case 'k':
      return { kind: 'step', by: -1 }
    case 'Enter':
      return stroke.pressable ? null : { kind: 'read' }
    case 'Escape':
      return { kind: 'back' }
    default: {
      const tab = TABS[Number(stroke.key) - 1]
      return tab === undefined ? null : { kind: 'tab', tab }
    }
  }
}

const KEYS_KEY = 'mailsink.keys'

export interface KeySwitch {
  readonly on: ReadonlySignal<boolean>
  toggle(): void
}

export function createKeySwitch(remembered: Remembered): KeySwitch {
  const on = signal(remembered.get(KEYS_KEY) !== 'off')
  return {
    on,
    toggle() {
      on.value = !on.value
      remembered.set(KEYS_KEY, on.value ? 'on' : 'off')
    },
  }
}
