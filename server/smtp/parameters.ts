/** The ESMTP parameters of MAIL and RCPT: which there are, what they may be, and the reply to one that is wrong. */
import type { Parameters } from '../../contract/message.ts'
import type { Parameter } from './path.ts'
import type { Reply } from './reply.ts'

/** What decides beside the parameters themselves. */
export interface ParameterContext {
  readonly messageSize: number
  readonly secure: boolean
}

type Check = (value: string | null, context: ParameterContext) => Reply | null

const syntax = (text: string): Reply => ({ code: 501, enhanced: '5.5.4', text })
const oneOf =
  (keyword: string, ...values: string[]): Check =>
  (value) =>
    value !== null && values.includes(value.toUpperCase()) ? null : syntax(`${keyword} is one of ${values.join(', ')}`)
const flag =
  (keyword: string): Check =>
  (value) =>
    value === null ? null : syntax(`${keyword} takes no value`)

/** RFC 1870. */
const size: Check = (value, { messageSize }) => {
  if (value === null || !/^\d{1,20}$/.test(value)) return syntax('SIZE is a number of octets')
  if (Number(value) <= messageSize) return null
  return { code: 552, enhanced: '5.3.4', text: `The mail is larger than the limit of ${messageSize} bytes` }
}

/** RFC 3461, 4.4: xtext of at most 100 characters. */
const envid: Check = (value) => {
  if (value === null || value === '') return syntax('ENVID needs a value')
  if (value.length > 100) return syntax('ENVID has more than 100 characters')
  return xtext.test(value) ? null : syntax('ENVID is not xtext')
}

/** RFC 3461, 4.1. */
const notify: Check = (value) => {
  const words = (value ?? '').toUpperCase().split(',')
  if (!words.every((word) => ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'].includes(word))) {
    return syntax('NOTIFY is NEVER, or some of SUCCESS, FAILURE and DELAY')
  }
  return words.includes('NEVER') && words.length > 1 ? syntax('NOTIFY=NEVER stands alone') : null
}

/** RFC 3461, 4.2; RFC 6533 adds utf-8 addresses. */
const orcpt: Check = (value) =>
  value !== null && /^[A-Za-z0-9-]+;./.test(value) ? null : syntax('ORCPT is a type, a semicolon and an address')

/** RFC 8689, 4.1: only where TLS already runs. */
const requireTls: Check = (value, { secure }) => {
  if (value !== null) return syntax('REQUIRETLS takes no value')
  return secure ? null : { code: 530, enhanced: '5.7.10', text: 'REQUIRETLS needs a connection with TLS' }
}

/** RFC 3461, 4: printable characters, with `+XX` for the others. */
const xtext = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})*$/

const known: Record<'MAIL FROM' | 'RCPT TO', ReadonlyMap<string, Check>> = {
  'MAIL FROM': new Map<string, Check>([
    ['SIZE', size],
    ['BODY', oneOf('BODY', '7BIT', '8BITMIME')],
    ['SMTPUTF8', flag('SMTPUTF8')],
    ['RET', oneOf('RET', 'FULL', 'HDRS')],
    ['ENVID', envid],
    ['AUTH', (value) => (value === null || value === '' ? syntax('AUTH needs a mailbox or <>') : null)],
    ['REQUIRETLS', requireTls],
  ]),
  'RCPT TO': new Map<string, Check>([
    ['NOTIFY', notify],
    ['ORCPT', orcpt],
  ]),
}

/** The reply to the first parameter that is wrong; null when all are right. Unknown ones are no matter of this. */
export function checkParameters(
  verb: 'MAIL FROM' | 'RCPT TO',
  parameters: readonly Parameter[],
  context: ParameterContext,
): Reply | null {
  const seen = new Set<string>()
  for (const { keyword, value } of parameters) {
    if (seen.has(keyword)) return syntax(`${keyword} is given twice`)
    seen.add(keyword)
    const wrong = known[verb].get(keyword)?.(value, context) ?? null
    if (wrong !== null) return wrong
  }
  return null
}

/** Keywords that no extension of ours defines (RFC 5321, 4.1.1.11). */
export function unknownParameters(verb: 'MAIL FROM' | 'RCPT TO', parameters: readonly Parameter[]): string[] {
  return parameters.map(({ keyword }) => keyword).filter((keyword) => !known[verb].has(keyword))
}

/** Most commands have no parameters, and share these. */
const none: Parameters = Object.freeze({})

/** For the envelope. A map without a prototype: `__proto__` is a keyword like any other. */
export function asRecord(parameters: readonly Parameter[]): Parameters {
  if (parameters.length === 0) return none
  const record = Object.create(null) as Parameters
  for (const { keyword, value } of parameters) record[keyword] = value
  return record
}
