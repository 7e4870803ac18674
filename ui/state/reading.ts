/** The mail that is open: fetched by id, and what became of it when it cannot be shown. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { ApiError, type Api } from '../../client/api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { Message } from '../../contract/message.ts'

export type Reading =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly message: Message }
  /** It was there while this page was open; `message` is what we had read of it. */
  | {
      readonly kind: 'removed'
      readonly id: string
      readonly why: 'deleted' | 'evicted'
      readonly message: Message | null
    }
  | { readonly kind: 'unknown'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly text: string }

export interface Reader {
  readonly reading: ReadonlySignal<Reading>
  open(id: string | null): Promise<void>
  apply(events: readonly FeedEvent[]): void
}

export function createReader(api: Api): Reader {
  const reading = signal<Reading>({ kind: 'none' })
  const still = (id: string) => reading.value.kind !== 'none' && reading.value.id === id

  async function open(id: string | null): Promise<void> {
    if (id === null) {
      reading.value = { kind: 'none' }
      return
    }
    if (still(id) && reading.value.kind !== 'failed') return
    reading.value = { kind: 'loading', id }
    let next: Reading
    try {
      next = { kind: 'ready', id, message: await api.message(id) }
    } catch (error) {
      next =
        error instanceof ApiError && error.status === 404
          ? { kind: 'unknown', id }
          : { kind: 'failed', id, text: error instanceof Error ? error.message : String(error) }
    }
    // The reader may have gone on to the next mail, or this one may be deleted by now.
    if (still(id) && reading.value.kind === 'loading') reading.value = next
  }

  function apply(events: readonly FeedEvent[]): void {
    const now = reading.value
    if (now.kind !== 'ready' && now.kind !== 'loading') return
    for (const event of events) {
      if (event.type === 'message.removed' && event.ids.includes(now.id)) {
        const message = now.kind === 'ready' ? now.message : null
        reading.value = { kind: 'removed', id: now.id, why: event.why, message }
      }
    }
  }

  return { reading, open, apply }
}
