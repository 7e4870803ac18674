/** The fields that are looked for first, each with every value it was sent with, and how far the Date is off. */
import type { Message } from '../../../contract/message.ts'
import { fieldsOf, uncommented } from './field-text.ts'
import { mailDate } from './mail-date.ts'

export interface Fact {
  readonly name: string
  /** Decoded, in order; empty for a field that should be there and is not. */
  readonly values: readonly { readonly value: string; readonly raw: string }[]
}

const KEY = ['From', 'To', 'Cc', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted']
const EXPECTED = new Set(['From', 'Date', 'Message-ID'])

export function keyFacts({ headers }: Pick<Message, 'headers'>): Fact[] {
  return KEY.map((name) => ({ name, values: fieldsOf(headers, name) })).filter(
    ({ name, values }) => values.length > 0 || EXPECTED.has(name),
  )
}

export type DateFact =
  | { readonly kind: 'none' }
  /** There is one, and it is no date. */
  | { readonly kind: 'unreadable' }
  /** `ahead`: milliseconds that the Date is later than the arrival; negative when it is earlier, as it should be. */
  | { readonly kind: 'date'; readonly iso: string; readonly ahead: number }

export function dateFact({ date, receivedAt }: Pick<Message, 'date' | 'receivedAt'>): DateFact {
  if (date === null) return { kind: 'none' }
  const read = mailDate(uncommented(date.slice(0, 1000)))
  const iso = read === null ? null : new Date(read.at)
  if (read === null || iso === null || Number.isNaN(iso.getTime())) return { kind: 'unreadable' }
  return { kind: 'date', iso: iso.toISOString(), ahead: read.at - Date.parse(receivedAt) }
}

/** A Date has whole seconds and mail takes a moment; more than this is worth a word. */
export const TOLERATED = 5 * 60_000
