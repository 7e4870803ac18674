/** Some events, written out at most once for each kind of reader, however many readers there are. */
import type { FeedEvent } from '../../contract/event.ts'
import { cursorOf } from './cursor.ts'

export interface Batch {
  /** A WebSocket frame: a JSON array. */
  frame(): Buffer
  /** Server-Sent Events: one for each event, its id the cursor after it. */
  stream(): Buffer
}

/** `epoch` null makes a batch without ids, for events that a reader must not resume from. */
export function createBatch(events: readonly FeedEvent[], epoch: string | null): Batch {
  let json: string[] | undefined
  // As bytes: a string would be encoded anew, and its bytes held, for each connection that is slow to take them.
  let frame: Buffer | undefined
  let stream: Buffer | undefined
  const written = () => (json ??= events.map((event) => JSON.stringify(event)))
  return {
    frame: () => (frame ??= Buffer.from(`[${written().join(',')}]`)),
    stream: () =>
      (stream ??= Buffer.from(
        events
          .map((event, at) => {
            const id = epoch === null ? '' : `id: ${cursorOf(epoch, event.seq)}\n`
            return `${id}data: ${written()[at]}\n\n`
          })
          .join(''),
      )),
  }
}
