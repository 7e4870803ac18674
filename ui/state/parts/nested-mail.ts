/** An attached mail in short: who, what, when, its parts, and the beginning of its text. */
import type { Header } from '../../../contract/message.ts'
import { unquoted } from '../message/encoded-words.ts'
import { fieldsOf, split } from '../headers/field-text.ts'
import { bytesOf, entityOf, latin1, partText } from './part-text.ts'

export interface NestedPart {
  readonly type: string
  readonly filename: string | null
}

export interface NestedMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly date: string
  readonly parts: readonly NestedPart[]
  /** The first plain text, or null where there is none. */
  readonly text: string | null
}

const MOST_PARTS = 100
const DEEPEST = 10
const LONGEST_TEXT = 4000

/** From the first bytes of the part; what lies behind them is not told. */
export function nestedMail(bytes: Uint8Array): NestedMail {
  const whole = latin1(bytes)
  const { headers } = entityOf(whole)
  const value = (name: string) => fieldsOf(headers, name)[0]?.value.slice(0, 1000) ?? ''
  const parts: NestedPart[] = []
  let text: string | null = null

  const visit = (source: string, depth: number): void => {
    if (parts.length >= MOST_PARTS) return
    const entity = entityOf(source)
    const { type, charset, boundary, filename, encoding } = contentOf(entity.headers)
    const body = source.slice(entity.body)
    if (type.startsWith('multipart/') && boundary !== null && depth < DEEPEST) {
      for (const piece of piecesOf(body, boundary)) visit(piece, depth + 1)
      return
    }
    parts.push({ type, filename })
    if (type === 'text/plain' && filename === null) text ??= decodedText(body, encoding, charset)
  }
  visit(whole, 0)
  return { from: value('From'), to: value('To'), subject: value('Subject'), date: value('Date'), parts, text }
}

function contentOf(headers: readonly Header[]) {
  const value = (name: string) => fieldsOf(headers, name)[0]?.value ?? ''
  const [type = ''] = split(value('Content-Type'), ';')
  const parameters = `;${value('Content-Type')};${value('Content-Disposition')}`
  return {
    type: type === '' ? 'text/plain' : type.toLowerCase().slice(0, 100),
    charset: parameter(parameters, 'charset'),
    boundary: parameter(parameters, 'boundary'),
    filename: parameter(parameters, 'filename') ?? parameter(parameters, 'name'),
    encoding: value('Content-Transfer-Encoding').toLowerCase(),
  }
}

function parameter(text: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(text)
  return found?.[1] ?? found?.[2] ?? null
}

/** What stands between the delimiters; without the preamble, and without what follows the closing one. */
function piecesOf(body: string, boundary: string): string[] {
  const found: string[] = []
  const delimiter = `\n--${boundary}`
  const text = `\n${body}`
  let at = text.indexOf(delimiter)
  while (at >= 0 && found.length < MOST_PARTS) {
    const line = text.indexOf('\n', at + 1)
    if (line < 0 || text.startsWith('--', at + delimiter.length)) break
    const next = text.indexOf(delimiter, line)
    // The line end in front of a delimiter is its own.
    found.push(text.slice(line + 1, next < 0 ? undefined : next).replace(/\r$/, ''))
    at = next
  }
  return found
}

function decodedText(body: string, encoding: string, charset: string | null): string {
  const beginning = body.slice(0, 4 * LONGEST_TEXT)
  try {
    if (encoding === 'quoted-printable') return shown(unquoted(beginning), charset)
    if (encoding !== 'base64') return shown(beginning, charset)
    const digits = beginning.replace(/[^a-z\d+/]/gi, '')
    return shown(atob(digits.slice(0, digits.length & ~3)), charset)
  } catch {
    return beginning.slice(0, LONGEST_TEXT)
  }
}

function shown(binary: string, charset: string | null): string {
  return partText(bytesOf(binary), charset).slice(0, LONGEST_TEXT)
}
