/** What the tab of the headers says. */
import type { Group } from '../state/headers/header-groups.ts'
import type { FieldWarning } from '../state/headers/header-warnings.ts'
import type { Check, Unsubscribe } from '../state/headers/list-unsubscribe.ts'
import { roughly } from '../state/headers/mail-date.ts'
import type { HopProblem } from '../state/headers/received.ts'
import { count } from '../state/format.ts'

/** Title, what the group is for, and where that is written. */
const groups: Record<Group, readonly [string, string, string]> = {
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

const warnings: Record<FieldWarning, string> = {
  'non-ascii': 'raw non-ASCII without SMTPUTF8',
  'long-line': 'line over 998 octets',
  duplicate: 'duplicate: may stand only once',
  bcc: 'transmitted Bcc',
  'no-colon': 'no field: a line without a colon',
}

const hopProblems: Record<HopProblem, string> = {
  'no-date': 'malformed: no date',
  'bad-date': 'malformed: its date cannot be read',
  'no-by': 'malformed: no “by”',
  backwards: 'earlier than the hop before: a clock is wrong, or the hop is made up',
}

const checks: Record<Check, string> = {
  https: 'List-Unsubscribe has an https address in <angle brackets>',
  post: 'List-Unsubscribe-Post is exactly List-Unsubscribe=One-Click',
  once: 'Each of the two stands once',
  dkim: 'Both are covered by one DKIM signature (h=)',
}

const verdicts: Record<Unsubscribe['verdict'], string> = {
  ready: 'One-click ready',
  'except-dkim': 'One-click ready except DKIM',
  not: 'Not one-click ready',
}

export const words = {
  groups,
  warnings,
  hopProblems,
  checks,
  verdicts,
  none: 'This mail has no header at all, so there is nothing to list.',
  form: 'How the headers are shown',
  grouped: 'Grouped',
  sent: 'As sent',
  filter: 'Filter',
  filterHint: 'name or value',
  matches: (n: number, all: number) => `${n} of ${count(all, 'field', 'fields')}`,
  noMatch: (filter: string) => `No field contains “${filter}”.`,
  fields: (n: number) => count(n, 'field', 'fields'),
  copyAll: 'Copy all',
  copyValue: (name: string) => `Copy the value of ${name}`,
  copyField: (name: string) => `Copy “${name}: value”`,
  value: 'value',
  line: 'name: value',
  noName: '(no name)',
  encoded: 'Decoded. As sent:',
  rfc: (number: string) => `RFC ${number.split('#')[0]}`,
  keyFacts: 'Key facts',
  missing: 'missing',
  missingFields: (names: readonly string[]) => `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing.`,
  duplicateFields: (names: readonly string[]) => `More than once, although only one is allowed: ${names.join(', ')}.`,
  bccSent: 'A Bcc header was transmitted: every recipient can read who got a blind copy.',
  problems: 'Problems of the header',
  ahead: (ms: number) => `Date is ${roughly(ms)} ahead of the arrival`,
  behind: (ms: number) => `Date is ${roughly(ms)} before the arrival`,
  unreadable: 'not a date (RFC 5322, 3.3)',

  envelope: 'Envelope vs headers',
  envelopeWhy: 'Servers go by the envelope; readers see the headers. Nothing makes the two agree.',
  address: 'Address',
  onWire: 'RCPT TO',
  inHeader: 'Header',
  yes: 'yes',
  refused: 'refused',
  notAsked: 'no RCPT TO',
  blind: 'Bcc: in no header',
  mailFrom: 'MAIL FROM',
  same: 'same as MAIL FROM',
  differs: 'differs from MAIL FROM',
  nullSender: '<> (null sender)',

  hop: (n: number) => `Hop ${n}`,
  from: 'from',
  by: 'by',
  with: 'with',
  for: 'for',
  noTls: 'no TLS told',
  arrived: 'arrived here',
  unknownTime: 'time unknown',
  start: 'start',
  delay: (ms: number) => `${ms < 0 ? '−' : '+'}${roughly(ms)}`,

  unverified: 'Not verified here',
  signature: (n: number) => `DKIM signature ${n}`,
  domain: 'Domain',
  selector: 'Selector',
  algorithm: 'Algorithm',
  signed: 'Signed',
  unsigned: 'Not signed',
  unsignedTitle: 'Can be changed on the way without breaking the signature',
  nothing: 'nothing',
  aligned: 'aligned with From',
  notAligned: 'another domain than From',
  weak: 'obsolete: receivers ignore it (RFC 8301)',
  length: (bytes: string) => `covers only ${bytes} octets of the body (l=)`,
  expired: 'expired',
  noSignature: 'No DKIM signature.',
  results: 'What servers on the way found',
  method: 'Check',
  result: 'Result',
  server: 'Server',
  details: 'Details',
  arc: 'ARC chain',
  arcMissing: (names: readonly string[]) => `without ${names.join(', ')}`,
  sealed: 'sealed by',

  ways: 'Ways to leave',
  notHttps: 'not https: not one-click',
  notAWay: 'no <https:> or <mailto:> address',
  copyWay: 'Copy the address',
  post: 'List-Unsubscribe-Post',
  passed: 'yes',
  failed: 'no',
} as const
