/** The bytes that a fault sends in place of a reply. */
import type { FaultAction, FaultReply, FaultStage } from '../../../contract/fault.ts'

/** A refusal as it goes over the wire, one line for each of its text (RFC 5321, 4.2.1; the enhanced code in each: RFC 2034, 4). */
export function replyLines({ code, enhanced, text }: FaultReply): string {
  const lines = text.split('\n')
  const told = enhanced === null ? '' : `${enhanced} `
  return lines.map((line, n) => `${code}${n < lines.length - 1 ? '-' : ' '}${told}${line}\r\n`).join('')
}

type Garbled = Exclude<Extract<FaultAction, { type: 'garble' }>['how'], 'bare-lf'>

/** What no client can take for a reply; none of it begins with a code that refuses. */
export function garbage(how: Garbled, stage: FaultStage): string {
  const code = goodCodes[stage] ?? 250
  switch (how) {
    case 'nonsense':
      return '+OK this is no SMTP reply\r\n'
    case 'unfinished':
      return `${code} this line has no e`
    case 'mixed':
      return `${code}-one thing\r\n550 and another\r\n`
  }
}

/** What each stage is answered when all is well, where that is not 250. */
const goodCodes: Partial<Record<FaultStage, number>> = { connect: 220, starttls: 220, auth: 235, data: 354, quit: 221 }
