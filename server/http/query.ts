/** Query parameters: from the text in the URL to the type in the route's schema, or a sentence about what is wrong. */
import type { Static, TObject, TSchema } from 'typebox'
import { readDuration } from '../../criteria/duration.ts'
import { nearest } from '../../criteria/nearest.ts'
import { readCriteriaQuery } from './criteria-query.ts'
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
  /** `duration` is read into milliseconds. */
  format?: string
  /** A criterion, or the criteria as JSON: documented here, read by criteria-query.ts. */
  'x-criterion'?: boolean
}

type Given = string | string[] | undefined

/** Reads a query by the schema of its route: an object of integers, literals, strings, flags and lists of these. */
export function readQuery<Schema extends TObject>(schema: Schema, query: Record<string, Given>): Static<Schema> {
  const known = schema.properties as Record<string, TSchema & Shape>
  if ((schema as { 'x-criteria'?: boolean })['x-criteria']) return readWithCriteria(known, query) as Static<Schema>
  for (const name of Object.keys(query)) {
    if (!Object.hasOwn(known, name))
      throw new ProblemError('unknown_parameter', unknownParameter(name, Object.keys(known)))
  }
  return readKnown(known, query) as Static<Schema>
}

function readWithCriteria(
  properties: Record<string, TSchema & Shape>,
  query: Record<string, Given>,
): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(properties).filter(([, shape]) => !shape['x-criterion']))
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return { ...readKnown(own, query), criteria: readCriteriaQuery(Object.fromEntries(given), Object.keys(own)) }
}

function readKnown(known: Record<string, TSchema & Shape>, query: Record<string, Given>): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(known)) {
    const given = query[name]
    const value = given === undefined ? shape.default : readValue(name, shape, given)
    if (value !== undefined) read[name] = value
  }
  return read
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
      if (shape.format === 'duration')
        return readDuration(text) ?? refuse('a time such as 500ms, 5s or 1m, or a number of milliseconds')
      return text.length < (shape.minLength ?? 0) ? refuse('left off, or given a value') : text
  }
}

function unknownParameter(name: string, known: string[]): string {
  const shown = name.slice(0, 100)
  if (known.length === 0) return `There is no query parameter "${shown}" here; this route takes none.`
  const meant = nearest(name, known)
  return `There is no query parameter "${shown}" here. Did you mean "${meant}"? Known: ${known.join(', ')}.`
}

function inWords(choices: string[]): string {
  return choices.length < 2 ? choices.join() : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
}
