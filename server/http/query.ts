/** Query parameters: from the text in the URL to the type in the route's schema, or a sentence about what is wrong. */
import type { Static, TObject, TSchema } from 'typebox'
import { ProblemError } from './problems.ts'

/** The part of JSON Schema that a query parameter may use here. */
interface Shape {
  type?: string
  anyOf?: { const?: unknown }[]
  items?: Shape
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
}

type Given = string | string[] | undefined

/** Reads a query by the schema of its route: an object of integers, literals, strings, flags and lists of these. */
export function readQuery<Schema extends TObject>(schema: Schema, query: Record<string, Given>): Static<Schema> {
  const known = schema.properties as Record<string, TSchema & Shape>
  for (const name of Object.keys(query)) {
    if (!Object.hasOwn(known, name))
      throw new ProblemError('unknown_parameter', unknownParameter(name, Object.keys(known)))
  }
  const read: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(known)) {
    const given = query[name]
    const value = given === undefined ? shape.default : readValue(name, shape, given)
    if (value !== undefined) read[name] = value
  }
  return read as Static<Schema>
}

function readValue(name: string, shape: Shape, given: string | string[]): unknown {
  if (shape.type === 'array') {
    const items = [given].flat().flatMap((text) => text.split(','))
    return items.map((text) => readOne(name, shape.items ?? {}, text.trim()))
  }
  if (typeof given !== 'string')
    throw new ProblemError('bad_request', `"${name}" was given more than once; give it once.`)
  return readOne(name, shape, given)
}

function readOne(name: string, shape: Shape, text: string): unknown {
  const refuse = (allowed: string): never => {
    throw new ProblemError('bad_request', `"${name}" is "${text.slice(0, 100)}", but has to be ${allowed}.`)
  }
  if (shape.anyOf) {
    const choices = shape.anyOf.map((choice) => String(choice.const))
    return choices.includes(text) ? text : refuse(inWords(choices))
  }
  switch (shape.type) {
    case 'integer': {
      const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = shape
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN
      return value >= minimum && value <= maximum ? value : refuse(`a whole number from ${minimum} to ${maximum}`)
    }
    case 'boolean':
      // `?download` alone is a yes.
      if (['', 'true', '1'].includes(text)) return true
      return ['false', '0'].includes(text) ? false : refuse('true or false')
    default:
      return text.length < (shape.minLength ?? 0) ? refuse('left off, or given a value') : text
  }
}

function unknownParameter(name: string, known: string[]): string {
  const shown = name.slice(0, 100)
  if (known.length === 0) return `There is no query parameter "${shown}" here; this route takes none.`
  const [nearest] = known.toSorted((a, b) => distance(name, a) - distance(name, b))
  return `There is no query parameter "${shown}" here. Did you mean "${nearest}"? Known: ${known.join(', ')}.`
}

function inWords(choices: string[]): string {
  return choices.length < 2 ? choices.join() : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
}

/** Edits that make one name of the other (Levenshtein), so that a slip of the hand finds what was meant. */
function distance(from: string, to: string): number {
  const a = from.slice(0, 100).toLowerCase()
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
