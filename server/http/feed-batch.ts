/** Some events, written out at most once for each kind of reader, however many readers there are. */
import type { FeedEvent } from '../../contract/event.ts'
import { cursorOf } from './cursor.ts'
import { FEED } from './feed-reader.ts'

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

/** As many batches as it takes, so that no single string grows large. */
export function createBatches(events: readonly FeedEvent[], epoch: string): Batch[] {
  const batches: Batch[] = []
  for (let at = 0; at < events.length; at += FEED.events)
    batches.push(createBatch(events.slice(at, at + FEED.events), epoch))
  return batches
}
