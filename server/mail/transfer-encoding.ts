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
        problems: [
          `The transfer encoding "${encoding.slice(0, 60)}" is not known; the content is shown as it was sent.`,
        ],
      }
  }
}

/** The value of a base64 digit; 64 for white space, 65 for padding, 66 for what is none of these. */
const digits = new Uint8Array(256).fill(66)
for (const [value, byte] of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').entries()) {
  digits[byte] = value
}
for (const char of ' \t\r\n') digits[char.charCodeAt(0)] = 64
digits['='.charCodeAt(0)] = 65

/**
 * Goes on after padding, for mails whose pieces were encoded one by one and then joined, which the decoder of the platform
 * does not. What follows padding and a space is no base64 but a remark, and passed over up to the end of its line.
 */
function base64(bytes: Buffer): Decoded {
  const content = Buffer.allocUnsafe(Math.ceil((bytes.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  let padded = false
  let resumed = false
  let garbage = 0
  for (let at = 0; at < bytes.length; at++) {
    const digit = digits[bytes[at]!]!
    if (digit < 64) {
      if (padded) {
        resumed = true
        padded = false
      }
      bits = ((bits << 6) | digit) & 0xffffff
      held += 6
      if (held >= 8) {
        held -= 8
        content[length++] = bits >> held
      }
    } else if (digit === 65) {
      padded = true
      bits = 0
      held = 0
    } else if (digit === 64) {
      if (padded && (bytes[at] === 0x20 || bytes[at] === 0x09)) {
        const lineEnd = bytes.indexOf(0x0a, at)
        if (bytes.subarray(at, lineEnd < 0 ? bytes.length : lineEnd).some((byte) => digits[byte]! !== 64))
          resumed = true
        at = lineEnd < 0 ? bytes.length : lineEnd
      }
    } else garbage++
  }
  const problems: string[] = []
  if (garbage > 0) {
    const count = garbage === 1 ? '1 byte' : `${garbage} bytes`
    problems.push(`The base64 content has ${count} that base64 does not know, passed over here.`)
  }
  if (resumed) problems.push('The base64 content goes on after its padding; each piece is decoded by itself.')
  if (held === 6) problems.push('The base64 content ends in the middle of a byte; it was probably cut off.')
  return { content: content.subarray(0, length), problems }
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
      : [
          `The quoted-printable content has ${broken} "=" without two hexadecimal digits after it; they are kept as they are.`,
        ]
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
