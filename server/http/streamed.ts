/** An answer that is sent as it is made. */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/**
 * Closed when the client goes, and with it everything behind it. `failed` is told of an error after the answer has begun;
 * its reader only sees it break off.
 */
export function streamed(
  reply: FastifyReply,
  source: AsyncIterable<Uint8Array>,
  failed: (error: unknown) => void,
): Readable {
  const watched = async function* () {
    try {
      yield* source
    } catch (error) {
      // Before that it becomes an answer of its own, which is logged.
      if (reply.raw.headersSent) failed(error)
      throw error
    }
  }
  return Readable.from(watched(), { objectMode: false })
}
