/** Bytes of the wire as text that can be read: UTF-8 where it is UTF-8, `\xNN` for every other byte. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Length of the UTF-8 sequence that a lead byte announces, 0 for a byte that cannot lead. */
function announced(byte: number): number {
  if (byte < 0x80) return 1
  if (byte >= 0xc2 && byte <= 0xdf) return 2
  if (byte >= 0xe0 && byte <= 0xef) return 3
  if (byte >= 0xf0 && byte <= 0xf4) return 4
  return 0
}

export function visible(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return escaped(bytes)
  }
}

function escaped(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] ?? 0
    const length = announced(byte)
    const sequence = length > 0 && i + length <= bytes.length ? decoded(bytes.subarray(i, i + length)) : null
    if (sequence === null) {
      text += `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`
      i += 1
    } else {
      text += sequence
      i += length
    }
  }
  return text
}

function decoded(sequence: Uint8Array): string | null {
  try {
    return strict.decode(sequence)
  } catch {
    return null
  }
}
