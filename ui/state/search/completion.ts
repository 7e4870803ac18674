/** What may come next in a search: the criteria, then the values that mails have; and what becomes of the text by it. */
import type { CompletedField } from '../../../contract/completion.ts'
import { KEYS, type Key, type Prefix } from '../../strings/search-keys.ts'

export interface Suggestion {
  readonly kind: 'key' | 'value'
  /** What is put into the text. */
  readonly insert: string
  readonly label: string
  /** What it means, or how many mails have it. */
  readonly detail: string
}

/** The piece of the text that the caret is in. */
export interface Spot {
  readonly from: number
  readonly to: number
  /** A minus, which stays. */
  readonly sign: string
  /** The criterion that a value is being typed for, and the name of the header field; null while a criterion is typed. */
  readonly key: { readonly written: string; readonly prefix: Prefix; readonly header: string | null } | null
  readonly typed: string
}

/** Fields whose values are those that mails have. */
const ASKED: Partial<Record<Prefix, CompletedField>> = {
  from: 'from',
  mailFrom: 'from',
  to: 'to',
  rcpt: 'rcpt',
  bcc: 'rcpt',
  user: 'user',
  address: 'address',
  helo: 'helo',
  inbox: 'inbox',
}

const SIZES = ['10k', '100k', '1m', '10m']

const FIXED: Partial<Record<Prefix, readonly string[]>> = {
  has: ['attachment', 'link', 'code', 'html', 'text', 'file', 'ics'],
  is: ['tls'],
  tls: ['true', 'false', 'TLSv1.3', 'TLSv1.2'],
  listener: ['smtp', 'submission', 'submissions', 'import'],
  size: ['>10k', '>100k', '>1m', '>10m', '<10k'],
  larger: SIZES,
  smaller: SIZES,
  in: ['1m', '5m', '1h', '24h'],
}

export function spotAt(text: string, caret: number): Spot {
  let from = 0
  let isQuoted = false
  for (let at = 0; at < caret; at++) {
    const character = text[at]
    if (character === '"' && text[at - 1] !== '\\') isQuoted = !isQuoted
    else if (!isQuoted && /[\s()]/.test(character ?? '')) from = at + 1
  }
  const rest = isQuoted ? /^[^"]*"?/ : /^[^\s()]*/
  const to = caret + (rest.exec(text.slice(caret))?.[0].length ?? 0)
  const [, sign = '', piece = ''] = /^([-!]?)(.*)$/s.exec(text.slice(from, caret)) ?? []
  const [, word, value = ''] = /^([\w-]+):(.*)$/s.exec(piece) ?? []
  const prefix = word === undefined ? null : prefixOf(word)
  if (word === undefined || prefix === null) return { from, to, sign, key: null, typed: piece }
  if (prefix !== 'header')
    return { from, to, sign, key: { written: `${word}:`, prefix, header: null }, typed: bare(value) }
  const [, name = '', equals, content = ''] = /^([^=]*)(=?)(.*)$/s.exec(value) ?? []
  const header = equals === '=' ? name : null
  const written = header === null ? `${word}:` : `${word}:${header}=`
  return { from, to, sign, key: { written, prefix, header }, typed: header === null ? name : bare(content) }
}

/** What can be said at this spot without asking the server. */
export function suggestionsAt({ key, typed }: Spot, now: Date): Suggestion[] {
  const known = typed.toLowerCase()
  if (key === null) {
    return KEYS.filter(({ key: name }) => name.toLowerCase().startsWith(known)).map(asKey)
  }
  const fixed = key.prefix === 'before' || key.prefix === 'after' ? daysBefore(now) : (FIXED[key.prefix] ?? [])
  return fixed.filter((value) => value.toLowerCase().startsWith(known)).map((value) => valueOf(key.written, value, ''))
}

/** The field whose values the server knows at this spot, or null. */
export function askedField({ key }: Spot): CompletedField | null {
  if (key === null) return null
  if (key.prefix === 'header') return key.header === null ? 'header' : `header.${key.header}`
  return ASKED[key.prefix] ?? null
}

export function valueOf(written: string, value: string, detail: string): Suggestion {
  return { kind: 'value', insert: written + quoted(value), label: value, detail }
}

/** The text with a suggestion in its place, and where the caret goes: behind a value stands a space. */
export function inserted(text: string, { from, to, sign }: Spot, { kind, insert }: Suggestion) {
  const isDone = kind === 'value' && !insert.endsWith('=')
  const before = `${text.slice(0, from)}${sign}${insert}${isDone ? ' ' : ''}`
  return { text: before + text.slice(to).replace(/^ /, isDone ? '' : ' '), caret: before.length }
}

function asKey({ key, means, example }: Key): Suggestion {
  return { kind: 'key', insert: `${key}:`, label: `${key}:`, detail: `${means}, as in ${example}` }
}

function daysBefore(now: Date): string[] {
  return [0, 1, 7, 30].map((days) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10))
}

/** `replyTo`, `reply-to` and `replyto` are the same word. */
function prefixOf(word: string): Prefix | null {
  const plain = word.toLowerCase().replaceAll('-', '')
  if (plain === 'ip') return 'address'
  return KEYS.find(({ key }) => key.toLowerCase() === plain)?.key ?? null
}

const bare = (value: string) => value.replace(/^"/, '').replace(/\\(["\\])/g, '$1')

const quoted = (value: string) => (/[\s()"]|^\//.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value)
