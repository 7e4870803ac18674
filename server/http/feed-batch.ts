/** Some events, written out at most once for each kind of reader, however many readers there are. */
import type { FeedEvent } from '../../contract/event.ts'
import { cursorOf } from './cursor.ts'

export interface Batch {
  /** A WebSocket frame: a JSON array. */
  frame(): string
  /** Server-Sent Events: one for each event, its id the cursor after it. */
  stream(): string
}

/** `epoch` null makes a batch without ids, for events that a reader must not resume from. */
export function createBatch(events: readonly FeedEvent[], epoch: string | null): Batch {
  let json: string[] | undefined
  let frame: string | undefined
  let stream: string | undefined
  const written = () => (json ??= events.map(event => JSON.stringify(event)))
  return {
    frame: () => (frame ??= `[${written().join(',')}]`),
    stream: () =>
      (stream ??= events
        .map((event, at) => {
          const id = epoch === null ? '' : `id: ${cursorOf(epoch, event.seq)}\n`
          return `${id}data: ${written()[at]}\n\n`
        })
        .join('')),
  }
}
