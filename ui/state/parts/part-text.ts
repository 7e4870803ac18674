/** The bytes of a part as text, in the charset it names, and its own header block. */
import { decodedWords } from '../message/encoded-words.ts'
import type { Header } from '../../../contract/message.ts'
import { textOf } from '../visible.ts'

/** A charset that the browser does not know is read as UTF-8, with `\xNN` for what is none. */
export function partText(bytes: Uint8Array, charset: string | null): string {
  // UTF-8 goes the strict way: a wrong byte is shown, not replaced.
  if (charset === null || /^(?:utf-?8|us-ascii)$/i.test(charset)) return textOf(bytes)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return textOf(bytes)
  }
}

/** Header fields more than these are nobody's. */
const MOST = 500

export interface Entity {
  readonly headers: readonly Header[]
  /** Where the content begins. */
  readonly body: number
}

/**
 * The fields before the first empty line of an entity, as `text` with one character per byte.
 * A small reader for parts and attached mails; the header of the mail itself comes parsed from the server.
 */
export function entityOf(text: string): Entity {
  const blank = /(?:^|\r?\n)\r?\n/.exec(text)
  const end = blank?.index ?? text.length
  const headers: Header[] = []
  for (const raw of text.slice(0, end).split(/\r?\n(?![ \t])/)) {
    const colon = raw.indexOf(':')
    if (colon <= 0 || headers.length === MOST) continue
    const unfolded = raw
      .slice(colon + 1)
      .replace(/\r?\n/g, '')
      .trim()
    headers.push({ name: raw.slice(0, colon).trimEnd(), value: decodedWords(utf8(unfolded)), raw: utf8(raw) })
  }
  return { headers, body: blank === null ? text.length : blank.index + blank[0].length }
}

/** One character per byte, so that places in the text are places in the bytes. */
export function latin1(bytes: Uint8Array): string {
  const found: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) found.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return found.join('')
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff)
}

function utf8(text: string): string {
  return /[\x80-\xff]/.test(text) ? textOf(bytesOf(text)) : text
}
