/** Which dialog is open; there is at most one. */
import { signal } from '@preact/signals'

export type Dialog = 'palette' | 'keys'

export function createDialogs() {
  const open = signal<Dialog | null>(null)
  return { open, show: (dialog: Dialog) => void (open.value = dialog), close: () => void (open.value = null) }
}
