/** The options of a wait, as they come from a test that no compiler has seen: a misspelt one must not pass for none. */
import { BadRequestError } from './errors.ts'
import type { CountOptions, NoneOptions, WaitOptions } from './wait-options.ts'

/** The values that an option can have; null where whatever uses it fails by itself. */
const KNOWN: Readonly<Record<keyof (WaitOptions & CountOptions & NoneOptions), readonly unknown[] | null>> = {
  timeout: null,
  quiet: null,
  consume: [true, false],
  since: null,
  signal: null,
  matching: null,
  exact: [true, false],
  per: ['message', 'recipient'],
  before: null,
  until: null,
  includeRefused: [true, false],
  onVacuous: ['ignore', 'warn', 'fail'],
}

/** Throws BadRequestError for an option that there is not, naming those that there are, and for a value that it cannot have. */
export function checkOptions(options: object): void {
  const known = Object.keys(KNOWN)
  for (const [name, value] of Object.entries(options)) {
    if (!isOption(name)) throw new BadRequestError(`There is no option "${name}". Known: ${known.join(', ')}.`)
    const values = KNOWN[name]
    if (values === null || value === undefined || values.includes(value)) continue
    const these = values.map((one) => JSON.stringify(one)).join(' or ')
    throw new BadRequestError(`"${name}" is ${JSON.stringify(value)}, but has to be ${these}.`)
  }
}

const isOption = (name: string): name is keyof typeof KNOWN => Object.hasOwn(KNOWN, name)
