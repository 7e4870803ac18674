/** The beginning of a file, fetched when its card is drawn and kept as long as the mail is open. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { App } from '../app.ts'

export type Beginning =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly bytes: Uint8Array; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly text: string }

/** What a card needs: a calendar, a few lines, the size of an image. */
const ENOUGH = 64 * 1024

export interface FileContents {
  of(id: string, part: string): ReadonlySignal<Beginning>
}

export function createFileContents({ api }: Pick<App, 'api'>): FileContents {
  let mail = ''
  const known = new Map<string, ReadonlySignal<Beginning>>()
  return {
    of(id, part) {
      if (id !== mail) known.clear()
      mail = id
      const before = known.get(part)
      if (before !== undefined) return before
      const beginning = signal<Beginning>({ kind: 'loading' })
      known.set(part, beginning)
      api.stretch(id, { kind: 'part', part, form: 'decoded' }, 0, ENOUGH).then(
        ({ bytes, total }) => void (beginning.value = { kind: 'ready', bytes, complete: bytes.length >= total }),
        (error: unknown) =>
          void (beginning.value = { kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
      )
      return beginning
    },
  }
}
