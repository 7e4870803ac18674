/** The content of one part, fetched when it is looked at, and no more of it than a page can show. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { App } from '../app.ts'

/** What is fetched at a time. */
export const STRETCH = 256 * 1024

export interface PartWish {
  readonly id: string
  readonly part: string
  readonly form: 'decoded' | 'source'
  readonly from: number
}

export type PartContent =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly wish: PartWish }
  | { readonly kind: 'ready'; readonly wish: PartWish; readonly bytes: Uint8Array; readonly total: number }
  | { readonly kind: 'failed'; readonly wish: PartWish; readonly text: string }

export interface PartReader {
  readonly content: ReadonlySignal<PartContent>
  open(wish: PartWish): Promise<void>
}

export function createPartReader({ api }: Pick<App, 'api'>): PartReader {
  const content = signal<PartContent>({ kind: 'none' })
  return {
    content,
    async open(wish) {
      const now = content.peek()
      if ((now.kind === 'ready' || now.kind === 'loading') && same(now.wish, wish)) return
      content.value = { kind: 'loading', wish }
      let next: PartContent
      try {
        const { id, part, form, from } = wish
        const { bytes, total } = await api.stretch(id, { kind: 'part', part, form }, from, STRETCH)
        next = { kind: 'ready', wish, bytes, total }
      } catch (error) {
        next = { kind: 'failed', wish, text: error instanceof Error ? error.message : String(error) }
      }
      // The reader may have gone on to another part meanwhile.
      const then = content.peek()
      if (then.kind === 'loading' && same(then.wish, wish)) content.value = next
    },
  }
}

/** The same stretch of the same form of the same part. */
export function same(a: PartWish, b: PartWish): boolean {
  return a.id === b.id && a.part === b.part && a.form === b.form && a.from === b.from
}
