/** Undoing Content-Transfer-Encoding, and saying what was wrong with it. Linear, and gives back what can be had. */

export interface Decoded {
  readonly content: Buffer
  /** Each a sentence. */
  readonly problems: string[]
}

/** `encoding` in lower case, null or empty where none was declared; one that is not known leaves the bytes as they are. */
export function decodeTransfer(bytes: Buffer, encoding: string | null): Decoded {
  switch (encoding) {
    case 'base64':
      return base64(bytes)
    case 'quoted-printable':
      return quotedPrintable(bytes)
    case null:
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return { content: bytes, problems: [] }
    default:
      return {
        content: bytes,
        problems: [`The transfer encoding "${encoding.slice(0, 60)}" is not known; the content is shown as it was sent.`],
      }
  }
}

const alphabet = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') alphabet[char.charCodeAt(0)] = 1
for (const char of ' \t\r\n') alphabet[char.charCodeAt(0)] = 2

function base64(bytes: Buffer): Decoded {
  const problems: string[] = []
  let garbage = 0
  let digits = 0
  let padded = false
  let digitsAfterPadding = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    const kind = alphabet[byte]
    if (kind === 1) {
      digits++
      if (padded) digitsAfterPadding = true
    } else if (byte === 0x3d) padded = true
    else if (kind === 0) garbage++
  }
  if (garbage > 0) {
    problems.push(`The base64 content has ${garbage} ${garbage === 1 ? 'byte' : 'bytes'} that base64 does not know; they are skipped.`)
  }
  if (!digitsAfterPadding) {
    if (digits % 4 === 1) problems.push('The base64 content ends in the middle of a byte; it was probably cut off.')
    return { content: Buffer.from(bytes.toString('latin1'), 'base64'), problems }
  }
  // Pieces that were encoded one by one and then joined: the decoder of the platform stops at the first padding.
  problems.push('The base64 content goes on after its padding; each piece is decoded by itself.')
  const pieces = bytes.toString('latin1').split(/=+/)
  return { content: Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64'))), problems }
}

const hex = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value++) {
  hex[value.toString(16).charCodeAt(0)] = value
  hex[value.toString(16).toUpperCase().charCodeAt(0)] = value
}

function quotedPrintable(bytes: Buffer): Decoded {
  const content = Buffer.allocUnsafe(bytes.length)
  let length = 0
  // White space at the end of a line was added on the way and is not content (RFC 2045, 6.7, rule 3).
  let significant = 0
  let broken = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0x3d) {
      const high = hex[bytes[at + 1] ?? 0]!
      const low = hex[bytes[at + 2] ?? 0]!
      if (high >= 0 && low >= 0) {
        content[length++] = (high << 4) | low
        significant = length
        at += 2
        continue
      }
      const end = softBreak(bytes, at + 1)
      if (end > 0) {
        significant = length
        at = end - 1
        continue
      }
      broken++
    }
    if (byte === 0x0a || (byte === 0x0d && (bytes[at + 1] ?? 0x0a) === 0x0a)) length = significant
    content[length++] = byte
    if (byte !== 0x20 && byte !== 0x09) significant = length
  }
  const problems =
    broken === 0
      ? []
      : [`The quoted-printable content has ${broken} "=" without two hexadecimal digits after it; they are kept as they are.`]
  return { content: content.subarray(0, length), problems }
}

/** Where the line after a soft line break begins; 0 where there is none. */
function softBreak(bytes: Buffer, from: number): number {
  let at = from
  // No more than a line may hold: a run of white space after each of many "=" would cost the square of its length.
  while (at - from < 998 && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++
  if (at >= bytes.length) return at
  if (bytes[at] === 0x0a) return at + 1
  if (bytes[at] === 0x0d) return bytes[at + 1] === 0x0a ? at + 2 : at + 1
  return 0
}
