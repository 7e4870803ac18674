/** A stretch of something that may be large, without the rest. */

/** The first bytes of something; `complete` when that was all of it. */
export interface Excerpt {
  readonly bytes: Uint8Array
  readonly complete: boolean
}

/** Bytes from a place on, and how many the whole has. */
export interface Stretch {
  readonly bytes: Uint8Array
  readonly from: number
  readonly total: number
}

/** The first bytes of an answer; the connection is left when there are enough. */
export async function beginningOf(answer: Response, atMost: number): Promise<Excerpt> {
  const reader = answer.body?.getReader()
  if (reader === undefined) return { bytes: new Uint8Array(), complete: true }
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { bytes: joined(chunks, size), complete: true }
    chunks.push(value)
    size += value.length
    if (size > atMost) {
      await reader.cancel()
      return { bytes: joined(chunks, size).subarray(0, atMost), complete: false }
    }
  }
}

/** The header that asks for a stretch. */
export function rangeOf(from: number, atMost: number): string {
  return `bytes=${from}-${from + atMost - 1}`
}

/** The answer to that. One that passed the range over, as a proxy may, is cut here. */
export async function stretchOf(answer: Response, from: number, atMost: number): Promise<Stretch> {
  const total = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (total !== undefined) return { bytes, from, total: Number(total) }
  return { bytes: bytes.subarray(from, from + atMost), from, total: bytes.length }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
