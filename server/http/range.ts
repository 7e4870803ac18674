/** A stretch of an answer (RFC 9110, 14): a large mail can be looked at from any place without all that is before it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { asBuffer } from './api.ts'
import { ProblemError } from './problems.ts'

/** `to` is exclusive. */
type Stretch = { readonly from: number; readonly to: number }

/**
 * What a Range header asks for of so many bytes: null for all of them, 'none' for a place behind the end.
 *
 *     stretchIn('bytes=10-19', 100) // { from: 10, to: 20 }
 *
 * Several ranges, other units and what is no range at all are passed over, as the standard allows.
 */
export function stretchIn(header: string | undefined, size: number): Stretch | 'none' | null {
  const [, first = '', last = ''] = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})$/i.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '')
    return Number(last) === 0 || size === 0 ? 'none' : { from: Math.max(0, size - Number(last)), to: size }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return null
  if (from >= size) return 'none'
  return { from, to: last === '' ? size : Math.min(size, Number(last) + 1) }
}

/** Sends bytes, or those of them that were asked for. */
export function sendBytes({ headers }: FastifyRequest, reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  void reply.header('Accept-Ranges', 'bytes')
  // Nothing here has a validator, so a condition on one is never met.
  const stretch = headers['if-range'] === undefined ? stretchIn(headers.range, bytes.length) : null
  if (stretch === null) return reply.send(asBuffer(bytes))
  if (stretch === 'none')
    throw new ProblemError('bad_range', `There are only ${bytes.length} bytes; "${headers.range}" lies behind them.`, {
      'Content-Range': `bytes */${bytes.length}`,
    })
  const { from, to } = stretch
  return reply
    .code(206)
    .header('Content-Range', `bytes ${from}-${to - 1}/${bytes.length}`)
    .send(asBuffer(bytes.subarray(from, to)))
}
