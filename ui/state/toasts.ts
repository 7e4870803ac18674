/** Short messages that go by themselves, with at most one thing to do about them: `3 deleted · Undo`. */
import { signal, type ReadonlySignal } from '@preact/signals'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action: { readonly label: string; readonly run: () => void } | null
}

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>
  /** Shows one for `ms`; the function returned takes it away. */
  show(text: string, options?: { action?: Toast['action']; ms?: number }): () => void
  dismiss(id: number): void
}

/** More at once would cover what they are about. */
const MOST = 3

export function createToasts(later: (ms: number, run: () => void) => void): Toasts {
  const shown = signal<readonly Toast[]>([])
  let count = 0
  const dismiss = (id: number) => void (shown.value = shown.value.filter((toast) => toast.id !== id))
  return {
    shown,
    show(text, { action = null, ms = 5000 } = {}) {
      const id = ++count
      shown.value = [...shown.value, { id, text, action }].slice(-MOST)
      later(ms, () => dismiss(id))
      return () => dismiss(id)
    },
    dismiss,
  }
}
