/** Criteria in a query string: what the routes that take them declare, and how they are read. */
import { Type, type TSchema } from 'typebox'
import type { Criteria } from '../../contract/criteria.ts'
import { readCriteria } from '../../criteria/check.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { criteriaOf } from '../../criteria/flat.ts'
import { criteriaProblem } from './problems.ts'

/** Names of parameters that are criteria; on a route that takes them the others are refused with the nearest name. */
const DOCUMENTED = {
  to: 'A recipient of the envelope, or one in To or Cc: exact, `*` stands for anything.',
  from: 'The sender of the envelope, or one in From.',
  cc: '',
  bcc: 'A recipient of the envelope that stands in no header.',
  rcpt: 'A recipient of the envelope only.',
  subject:
    'Contains this, whatever the case. Also `subject.is`, `subject.startsWith`, `subject.matches` (RE2), as with every field.',
  text: 'The text part contains this.',
  html: 'The source of the HTML part contains this.',
  body: 'The text part, or what a reader sees of the HTML part, contains this.',
  code: 'A one-time code.',
  user: 'The login.',
  inbox: 'Id of an inbox.',
  has: '`attachment`, `link`, `code`, `html` or `text`.',
  q: 'The search language: `to:ann subject:"reset your" -from:bot has:link larger:10k`.',
}

const marked = Object.entries(DOCUMENTED).map(([name, description]): [string, TSchema] => [
  name,
  Type.Optional(Type.String({ ...(description !== '' && { description }), 'x-criterion': true })),
])

/**
 * The query of a route that takes criteria beside its own parameters. What is read of it has them, in any of the three
 * spellings, as `criteria`; null when there are none.
 */
export function withCriteria<Properties extends Record<string, TSchema>>(properties: Properties) {
  const criteria = Type.Optional(
    Type.Unsafe<Criteria | null>({
      type: 'string',
      description:
        'Criteria as JSON. Beside it, or instead, every field may be a parameter of its own: `header.X-Run=7`, ' +
        '`not.subject=`, `size.above=10k`, `time.after=2026-11-01`, `attachment.filename=*.pdf`. All have to hold.',
      'x-criterion': true,
    }),
  )
  return Type.Object({ ...(Object.fromEntries(marked) as object), ...properties, criteria }, { 'x-criteria': true })
}

/** Reads the criteria out of a query; `own` are the names of the route's other parameters. */
export function readCriteriaQuery(
  query: Readonly<Record<string, string | string[]>>,
  own: readonly string[],
): Criteria | null {
  return orProblem(() => {
    const { criteria: json, ...fields } = query
    const pairs = Object.entries(fields)
      .filter(([name]) => !own.includes(name))
      .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))
    const flat = criteriaOf(pairs, own)
    const whole = json === undefined ? null : readCriteria(parsed(json))
    if (flat === null || whole === null) return flat ?? whole
    return { all: [whole, flat] }
  })
}

/** Criteria of a JSON body. */
export function readCriteriaBody(value: unknown): Criteria {
  return orProblem(() => readCriteria(value))
}

function parsed(json: string | string[]): unknown {
  if (typeof json !== 'string') throw new CriteriaError('"criteria" was given more than once; give it once.')
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new CriteriaError(`"criteria" is not JSON (${error instanceof Error ? error.message : ''}).`)
  }
}

function orProblem<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CriteriaError) throw criteriaProblem(error)
    throw error
  }
}
