/** Takes the value of a header field apart: comments, quoted strings, tag lists. One pass each, whatever was sent. */
import type { Header } from '../../../contract/message.ts'

/** All fields of this name, in order; case does not matter. */
export function fieldsOf(headers: readonly Header[], name: string): Header[] {
  const wanted = name.toLowerCase()
  return headers.filter((header) => header.name.toLowerCase() === wanted)
}

/** A stretch of a value: text, or what stands in (round brackets), brackets within it included. */
export interface Piece {
  readonly text: string
  readonly comment: boolean
}

/** Quoted strings stay whole, their quotes on. A bracket that is never closed holds the rest. */
export function pieces(value: string): Piece[] {
  const found: Piece[] = []
  let start = 0
  let depth = 0
  let quoted = false
  const cut = (end: number, comment: boolean) => {
    if (end > start) found.push({ text: value.slice(start, end), comment })
  }
  for (let at = 0; at < value.length; at++) {
    const char = value[at]
    if (char === '\\') at++
    else if (char === '"' && depth === 0) quoted = !quoted
    else if (char === '(' && !quoted && depth++ === 0) {
      cut(at, false)
      start = at + 1
    } else if (char === ')' && depth > 0 && --depth === 0) {
      cut(at, true)
      start = at + 1
    }
  }
  cut(value.length, depth > 0)
  return found
}

/** The value without its comments. */
export function uncommented(value: string): string {
  return pieces(value)
    .map(({ text, comment }) => (comment ? ' ' : text))
    .join('')
    .trim()
}

/** Cuts at a character where it stands outside of comments, quoted strings and angle brackets. */
export function split(value: string, separator: ';' | ','): string[] {
  const found: string[] = []
  let start = 0
  let depth = 0
  let quoted = false
  let angled = false
  for (let at = 0; at < value.length; at++) {
    const char = value[at]
    if (char === '\\') at++
    else if (char === '"' && depth === 0) quoted = !quoted
    else if (quoted) continue
    else if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (char === '<' && depth === 0) angled = true
    else if (char === '>') angled = false
    else if (char === separator && depth === 0 && !angled) {
      found.push(value.slice(start, at))
      start = at + 1
    }
  }
  found.push(value.slice(start))
  return found.map((one) => one.trim()).filter((one) => one !== '')
}

/** `v=1; a=rsa-sha256; d=example.com`: names in lower case, of a repeated one the first counts, no white space in values. */
export function tags(value: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const tag of value.split(';')) {
    const equals = tag.indexOf('=')
    const name = tag.slice(0, Math.max(0, equals)).trim().toLowerCase()
    if (name !== '' && !found.has(name)) found.set(name, tag.slice(equals + 1).replace(/\s+/g, ''))
  }
  return found
}
