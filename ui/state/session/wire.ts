/** The exact bytes of a conversation, cut into turns: who sent which. */
import type { Entry } from '../../../contract/session.ts'
import { hexRow } from '../parts/hex.ts'

export interface Turn {
  readonly from: 'client' | 'server'
  readonly bytes: Uint8Array
}

const END_OF_DATA = [46, 13, 10]

/**
 * Cuts the bytes of both sides at their entries, in the order in which they were said.
 * Null when they do not fit together, because some are no longer kept: then each side is shown by itself.
 */
export function turnsOf(
  entries: readonly Entry[],
  sides: Readonly<Record<'client' | 'server', Uint8Array>>,
): Turn[] | null {
  const place = { client: 0, server: 0 }
  const turns: Turn[] = []
  for (const { from, kind, bytes } of entries) {
    if (from === 'sink') continue
    const whole = sides[from]
    const start = place[from]
    let end = start + bytes
    // The dot that ends a mail is no part of it, and was sent all the same.
    if (kind === 'payload' && END_OF_DATA.every((byte, at) => whole[end + at] === byte)) end += END_OF_DATA.length
    if (end > whole.length) return null
    turns.push({ from, bytes: whole.subarray(start, end) })
    place[from] = end
  }
  return place.client === sides.client.length && place.server === sides.server.length ? turns : null
}

/** Sixteen bytes a line: their place, themselves, and the letters that they are. */
export function hexOf(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = hexRow(bytes, at, 16)
    lines.push(`${row.offset}  ${row.bytes}  ${row.ascii}`)
  }
  return lines.join('\n')
}
