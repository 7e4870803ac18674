/** The one table of what can be set: flags, variables, defaults, the help and the page in docs/ are all made from it. */
import { faultRule } from './cli/fault-rule.ts'
import * as values from './cli/values.ts'
import type { Kind } from './cli/values.ts'

export type Command = 'serve' | 'ready' | 'send'

export interface Setting<T = unknown> {
  readonly kind: Kind<T>
  readonly group: Group
  readonly help: string
  /** Written as a user would write it; without one the setting is empty, or off. */
  readonly default?: string
  /** Which commands take it besides `serve`, or, with `only`, instead of it. */
  readonly also?: readonly Command[]
  readonly only?: Command
  /** May be given more than once; one text may hold several, divided so. */
  readonly many?: RegExp
  /** Never repeated in an error line, and readable from the file that `<variable>_FILE` names. */
  readonly secret?: true
}

export type Group = 'Listeners' | 'TLS' | 'Logins' | 'Web and API' | 'Limits' | 'Faults' | 'Output' | 'The mail'

const commas = /\s*,\s*/
const lines = /\r?\n/
/** A rule as JSON may go over several lines, none of which begins like a rule. */
const rulesByLines = /\r?\n(?=[a-z{])/
const everywhere: readonly Command[] = ['ready', 'send']

export const settings = {
  'smtp-port': {
    kind: values.port,
    group: 'Listeners',
    default: '1025',
    also: everywhere,
    help: 'Mail transfer, the role of port 25: any login is accepted, none is needed.',
  },
  'submission-port': {
    kind: values.port,
    group: 'Listeners',
    default: '1587',
    also: ['ready'],
    help: 'Submission, the role of port 587: STARTTLS, then a login.',
  },
  'submissions-port': {
    kind: values.port,
    group: 'Listeners',
    default: '1465',
    also: ['ready'],
    help: 'Submission over TLS, the role of port 465: TLS from the first byte, then a login.',
  },
  'http-port': {
    kind: values.port,
    group: 'Listeners',
    default: '8025',
    also: everywhere,
    help: 'The web pages and the API.',
  },
  host: {
    kind: values.host,
    group: 'Listeners',
    default: '127.0.0.1, ::1',
    many: commas,
    also: everywhere,
    help: 'Address to bind, for all of them; 0.0.0.0 or :: for every network.',
  },

  'tls-cert': {
    kind: values.file,
    group: 'TLS',
    help: 'PEM file with the certificate (chain). Without it one is made at start, in memory.',
  },
  'tls-key': { kind: values.file, group: 'TLS', help: 'PEM file with the key of --tls-cert.' },
  'tls-host': {
    kind: values.certificateName,
    group: 'TLS',
    many: commas,
    help: 'Name for the certificate made at start, beside localhost and the name of this machine.',
  },
  'tls-min': {
    kind: values.tlsVersion,
    group: 'TLS',
    default: '1.2',
    help: 'The oldest version of TLS that is spoken; older ones are for old clients.',
  },
  starttls: {
    kind: values.toggle,
    group: 'TLS',
    help: 'Offer STARTTLS on the smtp listener too; a client that checks certificates may then refuse ours.',
  },

  auth: {
    kind: values.credentials,
    group: 'Logins',
    many: lines,
    secret: true,
    help: 'Accept only this login over SMTP. Without any, every login is accepted.',
  },
  'auth-file': {
    kind: values.file,
    group: 'Logins',
    help: 'File with such logins, one user:pass in each line.',
  },
  'auth-plaintext': {
    kind: values.toggle,
    group: 'Logins',
    help: 'Offer AUTH on the submission listener before STARTTLS.',
  },

  'auth-ui': {
    kind: values.credentials,
    group: 'Web and API',
    secret: true,
    help: 'Ask for this login on every page and route except the two health routes.',
  },
  token: {
    kind: values.token,
    group: 'Web and API',
    secret: true,
    help: 'Ask for this bearer token instead; beside --auth-ui, either will do.',
  },
  'allow-host': {
    kind: values.name,
    group: 'Web and API',
    many: commas,
    help: 'Answer to this host name too. IP addresses, localhost and names without a dot are always answered.',
  },
  'allow-origin': {
    kind: values.origin,
    group: 'Web and API',
    many: commas,
    help: 'Let pages of this origin use the API.',
  },
  'base-path': {
    kind: values.basePath,
    group: 'Web and API',
    default: '/',
    also: everywhere,
    help: 'Where pages and API live, for a proxy that passes the path on.',
  },

  strict: {
    kind: values.toggle,
    group: 'Limits',
    help: 'Refuse every departure from the RFCs. Without it they are let pass and noted on the session.',
  },
  'max-message-size': { kind: values.size, group: 'Limits', default: '50MiB', help: 'Largest mail.' },
  'max-recipients': { kind: values.count, group: 'Limits', default: '1000', help: 'Recipients of one mail.' },
  'max-command-line': { kind: values.size, group: 'Limits', default: '16KiB', help: 'Longest SMTP command.' },
  'max-connections': { kind: values.count, group: 'Limits', default: '2000', help: 'SMTP connections at once.' },
  'idle-timeout': { kind: values.timeout, group: 'Limits', default: '60s', help: 'Silence before a 421.' },
  'transaction-timeout': {
    kind: values.timeout,
    group: 'Limits',
    default: '10m',
    help: 'From MAIL FROM to the end of the mail.',
  },
  'handshake-timeout': { kind: values.timeout, group: 'Limits', default: '10s', help: 'A TLS handshake.' },
  'max-memory': {
    kind: values.size,
    group: 'Limits',
    default: '500MiB',
    help: 'Memory for mails and sessions; the oldest go first.',
  },
  'max-messages': { kind: values.count, group: 'Limits', default: '100000', help: 'Mails kept; the oldest go first.' },
  'max-age': { kind: values.age, group: 'Limits', default: 'off', help: 'How long a mail is kept at most.' },

  fault: {
    kind: faultRule,
    group: 'Faults',
    many: rulesByLines,
    help: 'Misbehave: a ready-made rule, perhaps with settings ("mailbox-full rcpt=ann@example.com times=3"), or one as JSON.',
  },
  'faults-file': { kind: values.file, group: 'Faults', help: 'JSON file with a list of such rules.' },

  log: {
    kind: values.logStyle,
    group: 'Output',
    help: 'human, json or off. Without it human on a terminal, json otherwise.',
  },

  from: {
    kind: values.mailbox,
    group: 'The mail',
    only: 'send',
    default: 'sender@example.com',
    help: 'Sender of the envelope.',
  },
  to: {
    kind: values.mailbox,
    group: 'The mail',
    only: 'send',
    default: 'recipient@example.com',
    many: commas,
    help: 'Recipient of the envelope.',
  },
  subject: { kind: values.text, group: 'The mail', only: 'send', default: 'Hello', help: 'Subject, without a file.' },
  text: { kind: values.text, group: 'The mail', only: 'send', default: 'It works.', help: 'Text, without a file.' },
} as const satisfies Record<string, Setting>

export type Flag = keyof typeof settings

/** The same table for those who read it row by row. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries forgets which keys there are
export const rows: readonly (readonly [Flag, Setting])[] = Object.entries(settings) as [Flag, Setting][]

export const takes = (command: Command, { only, also = [] }: Setting): boolean =>
  only ? only === command : command === 'serve' || also.includes(command)

/** `--smtp-port` is MAILSINK_SMTP_PORT; what describes a single mail has no variable. */
export const variable = (flag: Flag): string | null =>
  'only' in settings[flag] ? null : `MAILSINK_${flag.toUpperCase().replaceAll('-', '_')}`
