/** Who wrote to whom: the names a row shows, and what the envelope says beside the headers. */
import type { Address, MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import * as strings from '../strings/common.ts'

/** The sender as a row names it: the From header, or the envelope's in brackets when there is no From. */
export function whoSent(message: Pick<MessageSummary, 'from' | 'envelope'>): string {
  const [first] = message.from
  if (first === undefined) return `<${message.envelope.from}>`
  return first.name || first.address || strings.nobody
}

export function written({ name, address }: Address): string {
  return name === '' ? address : `${name} <${address}>`
}

/** The first recipient of the envelope and how many different ones there are beside. */
export function recipients(to: readonly string[]): { first: string | null; others: number } {
  return { first: to[0] ?? null, others: Math.max(0, new Set(to).size - 1) }
}

/** Why a session delivered nothing, in one line; the code comes first unless the sentence begins with it. */
export function reasonText({ reason }: Pick<Session, 'reason'>): string {
  if (reason === null) return strings.noReason
  const { code, enhanced, text } = reason
  if (code === null || text.startsWith(String(code))) return text
  return [code, enhanced !== null && !text.startsWith(enhanced) ? enhanced : null, text].filter(Boolean).join(' ')
}
