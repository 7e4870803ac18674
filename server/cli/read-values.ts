/** From words and variables to typed values: a flag beats a variable, a variable beats the default. */
import { parseArgs } from 'node:util'
import { rows, settings, takes, variable, type Command, type Flag, type Setting } from '../config.ts'
import { nearest } from './nearest.ts'

type One<F extends Flag> = (typeof settings)[F] extends { kind: infer K }
  ? K extends { parse(text: string): (infer T) | undefined }
    ? Exclude<T, undefined>
    : never
  : never

/** What a setting gives: a list when it may be repeated, a value when it has a default, otherwise perhaps nothing. */
export type Values = {
  readonly [F in Flag]: (typeof settings)[F] extends { many: RegExp }
    ? readonly One<F>[]
    : (typeof settings)[F] extends { default: string }
      ? One<F>
      : One<F> | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>
export type ReadFile = (path: string) => string

/** A mistake of whoever typed the command or wrote the variables; `message` is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Words {
  readonly command: Command
  readonly operands: readonly string[]
  readonly flags: readonly { readonly flag: string; readonly typed: string; readonly text: string | undefined }[]
  readonly asksFor: 'help' | 'version' | null
}

const COMMANDS: readonly Command[] = ['serve', 'ready', 'send']

/** Takes the words of a command line apart; nothing is judged yet but the command. */
export function readWords(argv: readonly string[]): Words {
  const switches = rows.map(([flag, { kind }]) => [flag, { type: kind.placeholder ? 'string' : 'boolean' }] as const)
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(switches),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  })
  const flags = tokens.flatMap((t) =>
    t.kind === 'option' ? [{ flag: t.name, typed: t.rawName, text: valueOf(t) }] : [],
  )
  const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const asked = (name: string) => flags.some(({ flag }) => flag === name)
  const wantsHelp = asked('help') || operands[0] === 'help'
  if (operands[0] === 'help') operands.shift()
  const [first = 'serve', ...rest] = operands
  const command = COMMANDS.find((word) => word === first)
  // The flags first: what follows one that we do not know may be its value and no command.
  const asksFor = wantsHelp ? 'help' : asked('version') ? 'version' : null
  if (!asksFor) for (const { flag, typed } of flags) checkKnown(flag, typed, command ?? 'serve')
  if (!command) throw new UsageError(`There is no command "${first}"${meant(first, COMMANDS, '')}`)
  return { command, operands: rest, flags, asksFor }
}

// `--host --strict` forgot the address; `--host=--strict` would mean it.
const valueOf = (token: { value?: string | undefined; inlineValue?: boolean | undefined }) =>
  !token.inlineValue && token.value?.startsWith('--') ? undefined : token.value

const meant = (typed: string, words: readonly string[], prefix: string) => {
  const word = nearest(typed, words)
  return word ? `; did you mean ${prefix}${word}?` : '.'
}

/** Every setting of the command, from the first source that has it. */
export function readValues({ command, flags }: Words, env: Environment, readFile: ReadFile): Values {
  const texts = new Map<string, string[]>()
  for (const { flag, text } of flags) {
    const setting = rows.find(([name]) => name === flag)?.[1]
    if (!setting) continue
    const given = text ?? (setting.kind.placeholder ? undefined : 'true')
    if (given === undefined) throw new UsageError(`--${flag} needs a value: ${setting.kind.expects}.`)
    texts.set(flag, setting.many ? [...(texts.get(flag) ?? []), given] : [given])
  }
  const values = rows
    .filter(([, setting]) => takes(command, setting))
    .map(([flag, setting]) => {
      const given = texts.get(flag)
      if (given) return [flag, parse(`--${flag}`, given, setting)]
      const fromEnv = fromVariable(flag, setting, env, readFile)
      if (fromEnv) return [flag, parse(fromEnv.source, [fromEnv.text], setting)]
      return [flag, parse(`--${flag}`, setting.default === undefined ? [] : [setting.default], setting)]
    })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kinds of the table are what made the type
  return Object.fromEntries(values) as Values
}

function checkKnown(flag: string, typed: string, command: Command): void {
  const setting = rows.find(([name]) => name === flag)?.[1]
  if (setting && takes(command, setting)) return
  if (setting)
    throw new UsageError(`mailsink ${command} does not take --${flag}; mailsink ${setting.only ?? 'serve'} does.`)
  const known = rows.flatMap(([name, row]) => (takes(command, row) ? [name as string] : []))
  const help = `mailsink ${command === 'serve' ? '' : `${command} `}--help`
  const guess = meant(flag, [...known, 'help', 'version'], '--')
  throw new UsageError(`There is no flag ${typed}${guess === '.' ? `; see ${help}.` : guess}`)
}

function parse(source: string, texts: readonly string[], { kind, many, secret }: Setting): unknown {
  const split = many ? texts.flatMap((text) => text.split(many)).filter((text) => text !== '') : texts
  const parsed = split.map((text) => {
    const value = kind.parse(many || secret ? text.trim() : text)
    if (value !== undefined) return value
    const wrong = secret ? 'the value it has' : JSON.stringify(text)
    throw new UsageError(`${source} does not take ${wrong}: give ${kind.expects}.`)
  })
  if (!many) return parsed[0]
  if (parsed.length === 0 && texts.length > 0) throw new UsageError(`${source} is empty: give ${kind.expects}.`)
  return parsed
}

function fromVariable(flag: Flag, setting: Setting, env: Environment, readFile: ReadFile) {
  const name = variable(flag)
  if (!name) return null
  const text = env[name]
  const path = hasFileVariable(flag, setting) ? env[`${name}_FILE`] : undefined
  if (text && path) throw new UsageError(`Both ${name} and ${name}_FILE are set: keep one of them.`)
  if (path) return { source: `${name}_FILE`, text: readText(`${name}_FILE`, path, readFile).replace(/\r?\n$/, '') }
  // An empty variable is what `MAILSINK_TOKEN: ${TOKEN:-}` in a compose file makes of one that is not set.
  // Kubernetes sets MAILSINK_SMTP_PORT=tcp://10.0.0.7:25 beside a service of the name mailsink-smtp; that is no setting.
  if (!text || text.startsWith('tcp://')) return null
  return { source: name, text }
}

// MAILSINK_AUTH_FILE is the variable of --auth-file, which reads many logins.
const hasFileVariable = (flag: Flag, { secret }: Setting): boolean => secret === true && !(`${flag}-file` in settings)

/** The text of a file that a setting names. */
export function readText(source: string, path: string, readFile: ReadFile): string {
  try {
    return readFile(path)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError(`${source} names a file that cannot be read: ${path} (${why}).`)
  }
}

/** Variables that look like ours and are none, each a line for the log. */
export function strayVariables(env: Environment): string[] {
  const names = rows.flatMap(([flag]) => variable(flag) ?? [])
  const files = rows.flatMap(([flag, setting]) => (hasFileVariable(flag, setting) ? `${variable(flag)}_FILE` : []))
  // The test client's own variable: in CI one environment often serves the app, its tests and the sink.
  const known = [...names, ...files, 'MAILSINK_URL']
  return Object.entries(env)
    .filter(([name, value = '']) => name.startsWith(PREFIX) && !known.includes(name) && !isKubernetes(name, value))
    .map(([name]) => `There is no variable ${name}${meant(bare(name), known.map(bare), PREFIX)}`)
}

const PREFIX = 'MAILSINK_'
const bare = (name: string) => name.slice(PREFIX.length)

/** What Kubernetes sets in every container beside a service of the name mailsink, or mailsink-smtp. */
const isKubernetes = (name: string, value: string) =>
  /_SERVICE_(HOST|PORT(_.+)?)$|_PORT_\d+_(TCP|UDP)/.test(name) || value.startsWith('tcp://')
