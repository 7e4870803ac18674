/** A Bcc field that went out with the mail, and who stands in it: everybody can read it. */
import type { Header } from '../../../contract/message.ts'

export interface SentBcc {
  /** What the field says; null as it should be, when there is none. */
  readonly value: string | null
  has(address: string): boolean
}

export function sentBcc(headers: readonly Header[]): SentBcc {
  const values = headers.filter(({ name }) => name.toLowerCase() === 'bcc').map(({ value }) => value)
  // Finding an address again needs no grammar: it stands between brackets, commas or blanks.
  const named = new Set(values.flatMap((value) => value.toLowerCase().split(/[\s,;:<>()]+/)))
  return {
    value: values.length === 0 ? null : values.join(', '),
    has: (address) => named.has(address.trim().toLowerCase()),
  }
}
