/** The words of an entry as they are shown, folded, searched and copied. */
import type { Entry } from '../../../contract/session.ts'

/** A reply of more lines than this is folded, what is no SMTP at all when it is longer than this, and any line that is. */
const UNFOLDED = 2
const LONG = 120
export const LONGEST = 1000

const DOTS = '••••••••'

/** What was said, secrets as dots of a fixed number: not even their length is told. */
export function spoken({ text, masked }: Entry): string {
  return masked === true ? text.replace(/\*+/g, DOTS) : text
}

/** The lines of what can be folded, or null when there are so few that nothing is gained by it. */
export function foldable(entry: Entry): string[] | null {
  const text = spoken(entry)
  const lines = text.split('\n')
  const isLong = text.length > (entry.kind === 'garbage' ? LONG : LONGEST)
  return isLong || (entry.kind === 'reply' && lines.length > UNFOLDED) ? lines : null
}

/** The line end that an entry had; empty where it had none or that cannot be told. */
export function lineEnd({ kind, from, text, bytes }: Entry): string {
  if (from === 'sink' || kind === 'payload' || kind === 'garbage') return ''
  // Bytes that are no UTF-8 stand as \xNN, which is longer than what was sent.
  if (text.includes('\\x')) return 'CRLF'
  const inner = text.split('\n').length - 1
  const rest = bytes - new TextEncoder().encode(text).length - inner
  return rest === 2 ? 'CRLF' : rest === 1 ? 'LF' : ''
}

export interface PayloadFacts {
  readonly bytes: number
  readonly lines: number | null
  /** Why it is not there, or what is wrong with it, in the server's words; empty when all is well. */
  readonly rest: string
}

export function payloadFacts({ text, bytes }: Entry): PayloadFacts {
  const found = /^\d+ bytes, (\d+) lines?(?:[,;] ?)?(.*)$/s.exec(text)
  return { bytes, lines: found === null ? null : Number(found[1]), rest: found?.[2] ?? text }
}

/** The conversation as it is quoted in mails and tickets: `C:` and `S:` before each line, `*:` before a note of the sink. */
export function quoted(entries: readonly Entry[]): string {
  const speakers = { client: 'C', server: 'S', sink: '*' }
  return entries
    .flatMap((entry) =>
      spoken(entry)
        .split('\n')
        .map((line) => `${speakers[entry.from]}: ${line}\n`),
    )
    .join('')
}

/** Whether an entry holds the words that are looked for. */
export function holds(entry: Entry, find: string): boolean {
  return spoken(entry).toLowerCase().includes(find.toLowerCase())
}
