/** From the bytes of a field to what they mean: unfolding, raw UTF-8, encoded words, parameters. The only file that knows libmime. */
import { Buffer, isUtf8 } from 'node:buffer'
import libmime from 'libmime'

/** Longest value that is taken apart into parameters, in characters; the rest of a longer one is passed over. */
const longestStructure = 16_384

/** One line without the folds, trimmed; bytes above 127 read as UTF-8 where they are (RFC 6532), as Latin-1 otherwise. */
export function unfolded(latin1: string): string {
  const line = latin1.includes('\n') ? latin1.replace(/\r?\n/g, '') : latin1
  return readable(wordsEscaped(line)).trim()
}

/** Text of one character per byte, as it was meant. */
export function readable(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : latin1
}

/** Bytes above 127 in an encoded word are in the charset of that word, so they are written as it should have written them. */
function wordsEscaped(latin1: string): string {
  if (!latin1.includes('=?') || !/[\x80-\xff]/.test(latin1)) return latin1
  return latin1.replace(/=\?[^?\s]{1,60}\?q\?[^?]*\?=/gi, (word) =>
    word.replace(/[\x80-\xff]/g, (char) => `=${char.charCodeAt(0).toString(16).toUpperCase()}`),
  )
}

/** Encoded words (RFC 2047) decoded; text that has none, or broken ones, comes back as it is. */
export function decoded(value: string): string {
  if (!value.includes('=?')) return value
  try {
    return libmime.decodeWords(value)
  } catch {
    return value
  }
}

/** A value with parameters, such as that of Content-Type; names in lower case, RFC 2231 continuations joined and decoded. */
export interface Structure {
  readonly value: string
  /** A Map: a mail may name a parameter `__proto__`. */
  readonly parameters: ReadonlyMap<string, string>
}

export function structure(value: string): Structure {
  const { value: first, params } = libmime.parseHeaderValue(value.slice(0, longestStructure))
  return { value: first || '', parameters: new Map(Object.entries(params)) }
}

/** The charset under the name that decoders know. */
export function charsetName(charset: string): string {
  return libmime.normalizeCharset(charset)
}
