/** Bytes as a hex dump shows them. */

export interface HexRow {
  /** Eight digits. */
  readonly offset: string
  /** Two digits each, an empty place in the middle. */
  readonly bytes: string
  /** A dot for what is not printable ASCII. */
  readonly ascii: string
}

/** The row that begins at `at` of `bytes`, which themselves begin at `from` of the whole; `width` bytes at most. */
export function hexRow(bytes: Uint8Array, at: number, width: number, from = 0): HexRow {
  const row = bytes.subarray(at, at + width)
  const pairs = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'))
  while (pairs.length < width) pairs.push('  ')
  return {
    offset: (from + at).toString(16).padStart(8, '0'),
    bytes: `${pairs.slice(0, width / 2).join(' ')}  ${pairs.slice(width / 2).join(' ')}`,
    ascii: Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  }
}
