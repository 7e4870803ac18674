/** The envelope beside the headers: who got the mail and who it says got it; who sent it and who it says did. */
import type { Message } from '../../../contract/message.ts'
import { fieldsOf } from '../headers/field-text.ts'
import { sentBcc } from './sent-bcc.ts'

/** Where a recipient stands. `headers` empty and `wire` true is a blind copy. */
export interface MatchedRecipient {
  readonly address: string
  /** Whether an RCPT TO named it. */
  readonly wire: boolean
  readonly refused: boolean
  readonly headers: readonly ('To' | 'Cc' | 'Bcc')[]
}

/** Each recipient of the envelope in order, repetitions too; then those whom only a header names. */
export function matchedRecipients({ envelope, to, cc, headers: fields }: Message): MatchedRecipient[] {
  const named = new Map<string, Set<'To' | 'Cc'>>()
  const written = new Map<string, string>()
  for (const [header, people] of [['To', to] as const, ['Cc', cc] as const]) {
    for (const { address } of people) {
      if (address === '') continue
      named.set(same(address), (named.get(same(address)) ?? new Set()).add(header))
      written.set(same(address), address)
    }
  }
  const sent = sentBcc(fields)
  const onWire = envelope.recipients.map(({ address, accepted }): MatchedRecipient => {
    const headers = [...(named.get(same(address)) ?? []), ...(sent.has(address) ? ['Bcc' as const] : [])]
    written.delete(same(address))
    return { address, wire: true, refused: !accepted, headers }
  })
  const only = [...written].map(([key, address]): MatchedRecipient => ({
    address,
    wire: false,
    refused: false,
    headers: [...(named.get(key) ?? [])],
  }))
  return [...onWire, ...only]
}

/** A field that names a sender, and whether that is the one of MAIL FROM. */
export interface MatchedSender {
  readonly name: 'From' | 'Sender' | 'Return-Path'
  readonly address: string
  readonly same: boolean
}

export function matchedSenders({ envelope, from, headers }: Message): MatchedSender[] {
  const found: Omit<MatchedSender, 'same'>[] = from.map(({ address }) => ({ name: 'From', address }))
  for (const name of ['Sender', 'Return-Path'] as const) {
    for (const { value } of fieldsOf(headers, name).slice(0, 5)) {
      const cut = value.slice(0, 1000)
      found.push({ name, address: /<([^<>]*)>/.exec(cut)?.[1] ?? cut.trim() })
    }
  }
  return found.map((one) => ({ ...one, same: same(one.address) === same(envelope.from) }))
}

// In principle what stands before the @ has a case; no server that anybody runs makes a difference of it.
function same(address: string): string {
  return address.trim().toLowerCase()
}
