/** What the envelope says beside the headers: who got the mail without being named, who is named and did not get it. */
import type { Message, Parameters } from '../../../contract/message.ts'
import { sentBcc } from './sent-bcc.ts'

export interface EnvelopeRecipient {
  readonly address: string
  readonly parameters: string
  /** In no header: a blind copy. */
  readonly hidden: boolean
  readonly accepted: boolean
  /** Code and text of the reply; the code is told once. */
  readonly reply: string
}

export interface EnvelopeFacts {
  /** Empty for the null sender. */
  readonly from: string
  readonly parameters: string
  /** Each RCPT TO in order, repeated and refused ones too. */
  readonly recipients: readonly EnvelopeRecipient[]
  readonly hidden: readonly string[]
  readonly refused: number
  /** Named in To or Cc, and not asked for by the client in this transaction. */
  readonly missing: readonly string[]
  /** The address in From, where the envelope has another one: the bounces go elsewhere. */
  readonly otherFrom: string | null
  /** A Bcc field that was sent along, so that every recipient can read it; null as it should be. */
  readonly bccField: string | null
}

export function envelopeOf(message: Message): EnvelopeFacts {
  const { envelope, headers } = message
  const blind = new Set(message.bcc.map(({ address }) => same(address)))
  const recipients = envelope.recipients.map(({ address, parameters, accepted, code, text }) => ({
    address,
    parameters: parametersText(parameters),
    hidden: blind.has(same(address)),
    accepted,
    reply: text.startsWith(String(code)) ? text : `${code} ${text}`,
  }))
  const asked = new Set([...envelope.to, ...recipients.map(({ address }) => address)].map(same))
  const [author] = message.from
  return {
    from: envelope.from,
    parameters: parametersText(envelope.parameters),
    recipients,
    hidden: [...new Set(recipients.filter(({ hidden }) => hidden).map(({ address }) => address))],
    refused: recipients.filter(({ accepted }) => !accepted).length,
    missing: [
      ...new Set([...message.to, ...message.cc].map(({ address }) => address).filter((one) => !asked.has(same(one)))),
    ],
    otherFrom:
      author !== undefined && envelope.from !== '' && same(author.address) !== same(envelope.from)
        ? author.address
        : null,
    bccField: sentBcc(headers).value,
  }
}

function parametersText(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => (value === null ? name : `${name}=${value}`))
    .join(' ')
}

/** Local parts may differ by case (RFC 5321, 2.4); nobody has ever meant two people by it. */
const same = (address: string) => address.toLowerCase()
