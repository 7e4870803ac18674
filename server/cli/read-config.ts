/** From the command line and the environment to what the process is to do. Pure: files come through `readFile`. */
import { settings, type Flag } from '../config.ts'
import type { SinkOptions } from '../sink-options.ts'
import type { GivenRule } from './fault-rule.ts'
import { readFaultsFile } from './faults-file.ts'
import { helpFor } from './help.ts'
import { credentials, type Credentials } from './values.ts'
import {
  readText,
  readValues,
  readWords,
  strayVariables,
  UsageError,
  type Environment,
  type ReadFile,
  type Values,
} from './read-values.ts'

export type LogStyle = 'human' | 'json' | 'off'

/** Where a running sink is found, for `ready` and `send`. */
export interface Target {
  readonly host: string
  readonly smtp: number | false
  readonly submission: number | false
  readonly submissions: number | false
  readonly http: number | false
  readonly basePath: string
}

export interface Letter {
  /** A path, `-` for standard input, null for a mail made of subject and text. */
  readonly file: string | null
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

export type Config =
  | {
      readonly command: 'serve'
      readonly options: SinkOptions
      readonly log: LogStyle | null
      readonly warnings: string[]
      /** Of each rule in `options.faults`, where it was given. */
      readonly faultSources: readonly string[]
    }
  | { readonly command: 'ready'; readonly target: Target }
  | { readonly command: 'send'; readonly target: Target; readonly letter: Letter }
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'version' }

/** One line for whoever typed it. */
export interface ConfigError {
  readonly command: 'error'
  readonly message: string
}

export function readConfig(argv: readonly string[], env: Environment, readFile: ReadFile): Config | ConfigError {
  try {
    const words = readWords(argv)
    if (words.asksFor === 'version') return { command: 'version' }
    if (words.asksFor === 'help') return { command: 'help', text: helpFor(words.command) }
    const { command, operands } = words
    const [operand, surplus] = command === 'send' ? operands : [undefined, operands[0]]
    if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many for mailsink ${command}.`)
    const values = readValues(words, env, readFile)
    if (command === 'ready') return { command, target: target(values) }
    if (command === 'send') return { command, target: target(values), letter: letter(values, operand ?? null) }
    const warnings = strayVariables(env)
    const rules = rulesOf(values, readFile)
    const options = sinkOptions(values, rules, readFile)
    return { command, options, log: values.log ?? null, warnings, faultSources: rules.map(({ source }) => source) }
  } catch (error) {
    if (error instanceof UsageError) return { command: 'error', message: error.message }
    throw error
  }
}

const listener = (port: number | false) => (port === false ? false : { port })

function sinkOptions(values: Values, rules: readonly GivenRule[], readFile: ReadFile): SinkOptions {
  checkPorts(values)
  return {
    // Left to the sink, the default does without ::1 on a machine that has no IPv6.
    ...(values.host.join(', ') === settings.host.default ? {} : { hosts: [...values.host] }),
    smtp: listener(values['smtp-port']),
    submission: listener(values['submission-port']),
    submissions: listener(values['submissions-port']),
    http: values['http-port'] !== false && {
      port: values['http-port'],
      basePath: values['base-path'],
      allowHosts: [...values['allow-host']],
      allowOrigins: [...values['allow-origin']],
      auth: values['auth-ui'] ?? null,
      token: values.token ?? null,
    },
    tls: certificate(values, readFile),
    tlsMin: values['tls-min'],
    starttls: values.starttls ?? false,
    authPlaintext: values['auth-plaintext'] ?? false,
    users: [...values.auth, ...usersOfFile(values, readFile)],
    strict: values.strict ?? false,
    faults: rules.map(({ spec }) => spec),
    limits: {
      messageSize: values['max-message-size'],
      recipients: values['max-recipients'],
      commandLine: values['max-command-line'],
      connections: values['max-connections'],
      idle: values['idle-timeout'],
      transaction: values['transaction-timeout'],
      handshake: values['handshake-timeout'],
      memory: values['max-memory'],
      messages: values['max-messages'],
      maxAge: values['max-age'] || null,
    },
  }
}

const PORTS = ['smtp-port', 'submission-port', 'submissions-port', 'http-port'] as const satisfies Flag[]

function checkPorts(values: Values): void {
  const owner = new Map<number, string>()
  for (const flag of PORTS) {
    const port = values[flag]
    if (port === false || port === 0) continue
    const other = owner.get(port)
    if (other)
      throw new UsageError(`--${other} and --${flag} are both ${port}: give one of them another port, 0 or off.`)
    owner.set(port, flag)
  }
  if (PORTS.every((flag) => values[flag] === false))
    throw new UsageError('Every port is off: there is nothing to start.')
}

function certificate(values: Values, readFile: ReadFile): { cert: string; key: string } | { names: string[] } {
  const { 'tls-cert': cert, 'tls-key': key, 'tls-host': names } = values
  if (cert === undefined && key === undefined) return { names: [...names] }
  if (cert === undefined || key === undefined) {
    throw new UsageError(`${cert ? '--tls-cert needs --tls-key' : '--tls-key needs --tls-cert'} beside it.`)
  }
  if (names.length > 0) throw new UsageError('--tls-host names a certificate made at start, and --tls-cert is given.')
  return { cert: readText('--tls-cert', cert, readFile), key: readText('--tls-key', key, readFile) }
}

function usersOfFile(values: Values, readFile: ReadFile): Credentials[] {
  const path = values['auth-file']
  if (path === undefined) return []
  const users: Credentials[] = []
  for (const [index, line] of readText('--auth-file', path, readFile).split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue
    const user = credentials.parse(line.trim())
    if (!user) throw new UsageError(`${path}, line ${index + 1}, is not a login: give ${credentials.expects}.`)
    users.push(user)
  }
  // An empty list would accept every login, the opposite of what the file is for.
  if (users.length === 0) throw new UsageError(`--auth-file names a file without a login: ${path}.`)
  return users
}

function rulesOf(values: Values, readFile: ReadFile): GivenRule[] {
  const path = values['faults-file']
  return [...values.fault, ...(path === undefined ? [] : readFaultsFile(path, readFile))]
}

// A sink that listens everywhere is reached on the loopback address.
const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

function target(values: Values): Target {
  const [host = '127.0.0.1'] = values.host
  return {
    host: LOOPBACK[host] ?? host,
    smtp: values['smtp-port'],
    submission: values['submission-port'] ?? false,
    submissions: values['submissions-port'] ?? false,
    http: values['http-port'],
    basePath: values['base-path'],
  }
}

const letter = (values: Values, file: string | null): Letter => ({
  file,
  from: values.from,
  to: values.to,
  subject: values.subject,
  text: values.text,
})
