/** What is wrong with a header block: field by field, and as a whole. */
import type { Message } from '../../../contract/message.ts'

export type FieldWarning = 'non-ascii' | 'long-line' | 'duplicate' | 'bcc' | 'no-colon'

export interface HeaderWarnings {
  /** By the place of the field. */
  readonly fields: ReadonlyMap<number, readonly FieldWarning[]>
  readonly missing: readonly string[]
  readonly duplicates: readonly string[]
  readonly bcc: boolean
}

/** Fields that may stand only once (RFC 5322, section 3.6). */
const ONCE = new Set(
  'from sender reply-to to cc bcc date subject message-id in-reply-to references mime-version content-type'.split(' '),
)
const NEEDED = ['From', 'Date', 'Message-ID']

export function warningsOf({ headers, envelope }: Pick<Message, 'headers' | 'envelope'>): HeaderWarnings {
  const unicode = 'SMTPUTF8' in envelope.parameters
  const fields = new Map<number, FieldWarning[]>()
  const seen = new Set<string>()
  const duplicates = new Set<string>()
  headers.forEach(({ name, raw }, at) => {
    const lower = name.toLowerCase()
    const found: FieldWarning[] = []
    if (name === '') found.push('no-colon')
    if (lower === 'bcc') found.push('bcc')
    if (ONCE.has(lower) && seen.has(lower)) {
      found.push('duplicate')
      duplicates.add(name)
    }
    seen.add(lower)
    if (!unicode && /[^\0-\x7f]/.test(raw)) found.push('non-ascii')
    if (raw.length > 300 && raw.split('\n').some(isLong)) found.push('long-line')
    if (found.length > 0) fields.set(at, found)
  })
  return {
    fields,
    missing: NEEDED.filter((name) => !seen.has(name.toLowerCase())),
    duplicates: [...duplicates],
    bcc: seen.has('bcc'),
  }
}

/** Octets, without the line end (RFC 5322, section 2.1.1). */
function isLong(line: string): boolean {
  const text = line.replace(/\r$/, '')
  return text.length > 998 || (text.length > 300 && new TextEncoder().encode(text).length > 998)
}
