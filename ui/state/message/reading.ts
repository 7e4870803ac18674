/** The mail that is open: fetched by id, and what became of it when it cannot be shown. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { ApiError, type Api } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { Message } from '../../../contract/message.ts'

export type Reading =
  | { readonly kind: 'none' }
  /** `before` is the mail that was open until now: it stays in view while the next one is on its way. */
  | { readonly kind: 'loading'; readonly id: string; readonly before: Message | null }
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
  /** The mail in view: the open one, or the one before it until that has come. */
  readonly shown: ReadonlySignal<Message | null>
  open(id: string | null): Promise<void>
  apply(events: readonly FeedEvent[]): void
}

export function createReader(api: Api): Reader {
  const reading = signal<Reading>({ kind: 'none' })
  const shown = computed(() => shownBy(reading.value))
  const still = (id: string) => reading.value.kind !== 'none' && reading.value.id === id

  async function open(id: string | null): Promise<void> {
    if (id === null) {
      reading.value = { kind: 'none' }
      return
    }
    if (still(id) && reading.value.kind !== 'failed') return
    await read(id)
  }

  async function read(id: string): Promise<void> {
    reading.value = { kind: 'loading', id, before: shown.peek() }
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
    for (const event of events) {
      const now = reading.value
      if (now.kind === 'none') return
      if (event.type === 'message.removed' && event.ids.includes(now.id)) {
        if (now.kind !== 'ready' && now.kind !== 'loading') continue
        const message = now.kind === 'ready' ? now.message : null
        reading.value = { kind: 'removed', id: now.id, why: event.why, message }
      }
      if (event.type === 'message.restored' && event.messages.some(({ id }) => id === now.id)) {
        if (now.kind === 'removed' && now.message !== null)
          reading.value = { kind: 'ready', id: now.id, message: now.message }
        else if (now.kind !== 'ready') void read(now.id)
      }
    }
  }

  return { reading, shown, open, apply }
}

function shownBy(reading: Reading): Message | null {
  if (reading.kind === 'ready') return reading.message
  return reading.kind === 'loading' ? reading.before : null
}
