/** What the tab of the headers says. */
import type { Group } from '../state/headers/header-groups.ts'
import type { FieldWarning } from '../state/headers/header-warnings.ts'
import type { Check, Unsubscribe } from '../state/headers/list-unsubscribe.ts'
import { roughly } from '../state/headers/mail-date.ts'
import type { HopProblem } from '../state/headers/received.ts'
import { count } from '../state/format.ts'

/** Title, what the group is for, and where that is written. */
export const groups: Record<Group, readonly [string, string, string]> = {
  addressing: [
    'Addressing',
    'Who the mail says it is from and for. Servers deliver by the envelope instead.',
    '5322#section-3.6.2',
  ],
  identity: ['Identity & threading', 'What this mail is, and which one it answers.', '5322#section-3.6.4'],
  path: [
    'Delivery path',
    'Every server on the way writes one Received on top; here the oldest comes first.',
    '5321#section-4.4',
  ],
  authentication: [
    'Authentication',
    'Signatures, and what servers before this one found. Nothing of it is verified here: mailsink asks no DNS.',
    '6376',
  ],
  list: ['List', 'How a reader leaves the list; bulk mail needs it to take one click.', '8058'],
  mime: ['MIME', 'How the body is put together.', '2045'],
  custom: ['Custom X-', 'Fields of the application’s own, and of servers on the way.', '6648'],
  other: ['Other', 'Everything else.', '5322#section-3.6.8'],
}

export const warnings: Record<FieldWarning, string> = {
  'non-ascii': 'raw non-ASCII without SMTPUTF8',
  'long-line': 'line over 998 octets',
  duplicate: 'duplicate: may stand only once',
  bcc: 'transmitted Bcc',
  'no-colon': 'no field: a line without a colon',
}

export const hopProblems: Record<HopProblem, string> = {
  'no-date': 'malformed: no date',
  'bad-date': 'malformed: its date cannot be read',
  'no-by': 'malformed: no “by”',
  backwards: 'earlier than the hop before: a clock is wrong, or the hop is made up',
}

export const checks: Record<Check, string> = {
  https: 'List-Unsubscribe has an https address in <angle brackets>',
  post: 'List-Unsubscribe-Post is exactly List-Unsubscribe=One-Click',
  once: 'Each of the two stands once',
  dkim: 'Both are covered by one DKIM signature (h=)',
}

export const verdicts: Record<Unsubscribe['verdict'], string> = {
  ready: 'One-click ready',
  'except-dkim': 'One-click ready except DKIM',
  not: 'Not one-click ready',
}

export const none = 'This mail has no header at all, so there is nothing to list.'
export const form = 'How the headers are shown'
export const grouped = 'Grouped'
export const sent = 'As sent'
export const filter = 'Filter'
export const filterHint = 'name or value'
export const matches = (n: number, all: number) => `${n} of ${count(all, 'field', 'fields')}`
export const noMatch = (text: string) => `No field contains “${text}”.`
export const fields = (n: number) => count(n, 'field', 'fields')
export const copyAll = 'Copy all'
export const copyValue = (name: string) => `Copy the value of ${name}`
export const copyField = (name: string) => `Copy “${name}: value”`
export const value = 'value'
export const line = 'name: value'
export const noName = '(no name)'
export const encoded = 'Decoded. As sent:'
export const rfc = (number: string) => `RFC ${number.split('#')[0]}`
export const keyFacts = 'Key facts'
export const missing = 'missing'
export const missingFields = (names: readonly string[]) =>
  `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing.`
export const duplicateFields = (names: readonly string[]) =>
  `More than once, although only one is allowed: ${names.join(', ')}.`
export const bccSent = 'A Bcc header was transmitted: every recipient can read who got a blind copy.'
export const problems = 'Problems of the header'
export const ahead = (ms: number) => `Date is ${roughly(ms)} ahead of the arrival`
export const behind = (ms: number) => `Date is ${roughly(ms)} before the arrival`
export const unreadable = 'not a date (RFC 5322, 3.3)'

export const envelope = 'Envelope vs headers'
export const envelopeWhy = 'Servers go by the envelope; readers see the headers. Nothing makes the two agree.'
export const address = 'Address'
export const onWire = 'RCPT TO'
export const inHeader = 'Header'
export const yes = 'yes'
export const refused = 'refused'
export const notAsked = 'no RCPT TO'
export const blind = 'Bcc: in no header'
export const mailFrom = 'MAIL FROM'
export const same = 'same as MAIL FROM'
export const differs = 'differs from MAIL FROM'
export const nullSender = '<> (null sender)'

export const hop = (n: number) => `Hop ${n}`
/** What a hop is told by. */
export const hopClauses = { from: 'from', by: 'by', with: 'with', for: 'for' } as const
export const noTls = 'no TLS told'
export const arrived = 'arrived here'
export const unknownTime = 'time unknown'
export const start = 'start'
export const delay = (ms: number) => `${ms < 0 ? '−' : '+'}${roughly(ms)}`

export const unverified = 'Not verified here'
export const signature = (n: number) => `DKIM signature ${n}`
export const domain = 'Domain'
export const selector = 'Selector'
export const algorithm = 'Algorithm'
export const signed = 'Signed'
export const unsigned = 'Not signed'
export const unsignedTitle = 'Can be changed on the way without breaking the signature'
export const nothing = 'nothing'
export const aligned = 'aligned with From'
export const notAligned = 'another domain than From'
export const weak = 'obsolete: receivers ignore it (RFC 8301)'
export const length = (bytes: string) => `covers only ${bytes} octets of the body (l=)`
export const expired = 'expired'
export const noSignature = 'No DKIM signature.'
export const results = 'What servers on the way found'
export const method = 'Check'
export const result = 'Result'
export const server = 'Server'
export const details = 'Details'
export const arc = 'ARC chain'
export const arcMissing = (names: readonly string[]) => `without ${names.join(', ')}`
export const sealed = 'sealed by'

export const ways = 'Ways to leave'
export const notHttps = 'not https: not one-click'
export const notAWay = 'no <https:> or <mailto:> address'
export const copyWay = 'Copy the address'
export const post = 'List-Unsubscribe-Post'
export const passed = 'yes'
export const failed = 'no'
