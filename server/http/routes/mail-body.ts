/** Takes the body of an import, within the budget of the store: what is on its way counts, as it does over SMTP. */
import type { IncomingMessage } from 'node:http'
import { StorageFullError, type Store } from '../../../contract/store.ts'
import { ProblemError } from '../problems.ts'

/** Rejects with a problem of 413 past `limit` bytes, and with StorageFullError when the budget cannot hold the bytes. */
export async function mailBody(
  body: IncomingMessage | AsyncIterable<Buffer>,
  limit: number,
  store: Store,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  let reserved = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit)
        throw new ProblemError('too_large', `The body has more than the ${limit} bytes that are taken here.`)
      if (!(await store.reserve(chunk.length))) {
        throw new StorageFullError(size, (await store.state()).budget.limit)
      }
      reserved += chunk.length
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, size)
  } finally {
    // The store claims the whole mail anew when it keeps it, in the same turn in which this is given back.
    await store.reserve(-reserved)
  }
}
