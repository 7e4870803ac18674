/** What is said to a payload whose end has come: its lints, and the refusal if there is one. */
import type { LintRule } from '../../contract/session.ts'
import { lineOf, type PayloadScan } from './payload-scan.ts'
import type { WirePayload } from './payload.ts'
import type { Reply } from './reply.ts'

/** Why a payload stopped being kept before its end. */
export type Overflow = 'too large' | 'no memory'

export interface JudgeRules {
  readonly strict: boolean
  readonly declares8Bit: boolean
}

interface Finding {
  readonly rule: LintRule
  readonly fault: 'bareLf' | 'longLine' | 'eightBit' | 'undoubledDot'
  readonly text: string
  /** What strict says to it. */
  readonly refusal: Reply | null
}

const findings: readonly Finding[] = [
  {
    rule: 'bare-lf',
    fault: 'bareLf',
    text: 'A line of the mail ends in LF without CR (RFC 5321, 2.3.8).',
    refusal: { code: 550, enhanced: '5.6.0', text: 'The mail has a line that ends in a bare LF' },
  },
  {
    rule: 'long-line',
    fault: 'longLine',
    text: 'A line of the mail has more than 998 octets (RFC 5321, 4.5.3.1.6).',
    refusal: { code: 500, enhanced: '5.6.0', text: 'The mail has a line of more than 998 octets' },
  },
  {
    rule: '8bit',
    fault: 'eightBit',
    text: 'The mail has 8-bit bytes, and BODY=8BITMIME was not declared (RFC 6152, 3).',
    refusal: { code: 554, enhanced: '5.6.3', text: 'The mail has 8-bit bytes, and BODY=8BITMIME was not declared' },
  },
  {
    rule: 'undoubled-dot',
    fault: 'undoubledDot',
    text: 'A leading dot was not doubled, so it was lost (RFC 5321, 4.5.2).',
    // RFC 5321 has the receiver take the dot off, doubled or not.
    refusal: null,
  },
]

/** The refusal of a payload that outgrew a limit. */
export function overflowReply(overflow: Overflow, messageSize: number): Reply {
  return overflow === 'too large'
    ? { code: 552, enhanced: '5.3.4', text: `The mail is larger than the limit of ${messageSize} bytes` }
    : { code: 452, enhanced: '4.3.1', text: 'There is no memory left for this mail' }
}

/** Notes what is amiss, or where strict gives the refusal; null accepts. */
export function judgePayload(
  payload: WirePayload,
  scan: PayloadScan | null,
  rules: JudgeRules,
  note: (rule: LintRule, text: string, line: number | null) => void,
): Reply | null {
  if (scan === null) return null
  const found = findings.filter(({ fault }) => scan[fault] && !(fault === 'eightBit' && rules.declares8Bit))
  if (found.length === 0) return null
  const wire = payload.wire()
  for (const { rule, fault, text } of found) note(rule, text, wire === null ? null : lineOf(fault, wire))
  return rules.strict ? (found.find(({ refusal }) => refusal !== null)?.refusal ?? null) : null
}
