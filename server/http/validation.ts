/** What Fastify does with a route's schemas: queries by our own reader, bodies by TypeBox, answers as they are. */
import type { FastifySchemaCompiler } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { ProblemError } from './problems.ts'
import { readQuery } from './query.ts'

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  switch (httpPart) {
    case 'querystring':
      return (query) => attempt(() => readQuery(schema as TObject, query as Record<string, string | string[]>))
    case 'body':
      return bodyReader(schema)
    default:
      // A path's parameters are strings, and any string may be asked for.
      return (value) => ({ value })
  }
}

function attempt(read: () => unknown): { value: unknown } | { error: Error } {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof ProblemError) return { error }
    throw error
  }
}

/** The check is compiled with the first body: most routes of most runs never see one. */
function bodyReader(schema: TSchema) {
  let check: Validator | undefined
  return (body: unknown) =>
    attempt(() => {
      // A mail is bytes, and a body that was left off is the route's to judge.
      if (Buffer.isBuffer(body) || body === undefined || body === null) return body
      check ??= Compile(schema)
      if (check.Check(body)) return body
      const [first] = check.Errors(body)
      const where =
        first === undefined || first.instancePath === '' ? 'The body' : `"${first.instancePath}" of the body`
      // What TypeBox says of a field that no schema has.
      const why = first?.message === 'schema is false' ? 'is nothing that this route knows' : first?.message
      throw new ProblemError('bad_request', `${where} ${why ?? 'is not what this route takes'}.`)
    })
}

/** Reads JSON bodies. None at all is no error: some clients announce JSON with every DELETE. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    // The key would become a prototype wherever the object is copied carelessly.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
  } catch (error) {
    throw new ProblemError('bad_request', `The body is not JSON: ${error instanceof Error ? error.message : ''}.`)
  }
}
