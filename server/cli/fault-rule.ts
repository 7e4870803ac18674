/** A rule as it is written on the command line: the name of a ready-made one with what shall be different, or JSON. */
import type { Kind } from './values.ts'

/** Whether a rule can be made of it is judged by the sink, which has words for what is wrong. */
export interface GivenRule {
  /** Where it was given, for an error line. */
  readonly source: string
  readonly spec: object
}

export const faultRule: Kind<GivenRule> = {
  placeholder: '<rule>',
  expects: 'a ready-made rule such as "mailbox-full rcpt=ann@example.com times=3", or a rule as JSON',
  parse: (text) => {
    const spec = text.startsWith('{') ? fromJson(text) : fromWords(text)
    return spec === undefined ? undefined : { source: `--fault ${text}`, spec }
  },
}

function fromJson(text: string): object | undefined {
  try {
    return JSON.parse(text) as object
  } catch {
    return undefined
  }
}

/**
 * Words that say how the rule strikes, and what it answers; every other word is a criterion of its scope. Not read off the
 * contract, with which a package would be loaded for `--help`; a test holds them together.
 */
export const OPTIONS: ReadonlySet<string> = new Set([
  'name',
  'stage',
  'per',
  'skip',
  'times',
  'window',
  'for',
  'ttl',
  'probability',
  'seed',
  'store',
])
const REPLY: ReadonlySet<string> = new Set(['code', 'enhanced', 'text'])
/** What stays text even where it reads like a number. */
const TEXTS: ReadonlySet<string> = new Set(['name', 'text'])

function fromWords(given: string): object | undefined {
  // With a semicolon in it, white space belongs to the values: "mailbox-full; code=452; text=Try again".
  const [preset = '', ...words] = given.split(given.includes(';') ? /\s*;\s*/ : /\s+/).filter((word) => word !== '')
  if (preset === '' || preset.includes('=')) return undefined
  const options: Record<string, unknown> = {}
  const reply: Record<string, unknown> = {}
  const scope: Record<string, unknown> = {}
  for (const word of words) {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(word) ?? []
    if (name === undefined || text === undefined) return undefined
    if (OPTIONS.has(name)) options[name] = TEXTS.has(name) ? text : scalar(text)
    else if (REPLY.has(name)) reply[name] = TEXTS.has(name) ? text : scalar(text)
    else scope[name] = /^(true|false)$/.test(text) ? text === 'true' : text
  }
  return { preset, ...options, ...(hasAny(reply) && { reply }), ...(hasAny(scope) && { scope }) }
}

const hasAny = (part: object) => Object.keys(part).length > 0

/** A number, a flag or null where it reads like one. */
function scalar(text: string): unknown {
  return /^(-?\d+(\.\d+)?|true|false|null)$/.test(text) ? (JSON.parse(text) as unknown) : text
}
