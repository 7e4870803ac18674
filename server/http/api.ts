/** What the routes of the API share: the typed instance, and the schemas of errors. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Problem, type ProblemCode } from '../../contract/problem.ts'
import { statusOf } from './problems.ts'

/** Fastify, with the types of a route taken from its schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

const problemContent = { 'application/problem+json': { schema: Problem } }

/** The error answers of a route, for its schema: `response: { 200: Message, ...problems('not_found') }`. */
export function problems(
  ...codes: ProblemCode[]
): Record<`4${number}` | `5${number}`, { description: string; content: typeof problemContent }> {
  return Object.fromEntries(
    codes.map((code) => [statusOf(code), { description: `Problem with code ${code}.`, content: problemContent }]),
  )
}

/** An answer that is bytes or text as it is, not JSON. */
export function plain(contentType: string, description: string) {
  const content = { [contentType]: { schema: Type.Unsafe<Buffer | string>({ type: 'string' }) } }
  return { description, content }
}

/** A path with an id in it. */
export const ById = Type.Object({ id: Type.String() })

/** A view of bytes as the Buffer that Fastify sends untouched. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
