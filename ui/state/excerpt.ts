/** The raw bytes of the open mail, fetched when somebody looks at them, and no more than a page can show. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../../client/api.ts'
import { textOf } from './visible.ts'

/** Half a megabyte of text is more than anybody reads, and still paints at once. */
export const SHOWN_BYTES = 512 * 1024

export type Raw =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly text: string; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly id: string; readonly text: string }

export interface RawReader {
  readonly raw: ReadonlySignal<Raw>
  open(id: string | null): Promise<void>
}

export function createRawReader(api: Api): RawReader {
  const raw = signal<Raw>({ kind: 'none' })
  return {
    raw,
    async open(id) {
      if (id === null) return
      if (raw.value.kind !== 'none' && raw.value.kind !== 'failed' && raw.value.id === id) return
      raw.value = { kind: 'loading', id }
      let next: Raw
      try {
        const { bytes, complete } = await api.raw(id, SHOWN_BYTES)
        next = { kind: 'ready', id, text: textOf(bytes), complete }
      } catch (error) {
        next = { kind: 'failed', id, text: error instanceof Error ? error.message : String(error) }
      }
      if (raw.value.kind === 'loading' && raw.value.id === id) raw.value = next
    },
  }
}

/** A long text in blocks of whole lines: the browser lays out only those that are in view. */
export function blocksOf(text: string, lines = 200): string[] {
  const blocks: string[] = []
  let start = 0
  while (start < text.length) {
    let end = start
    for (let line = 0; line < lines && end !== -1; line++) {
      const next = text.indexOf('\n', end)
      end = next === -1 ? -1 : next + 1
    }
    blocks.push(text.slice(start, end === -1 ? undefined : end))
    if (end === -1) break
    start = end
  }
  return blocks
}
