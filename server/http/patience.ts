/** What all requests that wait have in common: how long they may, and that they end when their client goes. */
import type { FastifyReply, FastifyRequest } from 'fastify'

const LONGEST = 60_000

/** The timeout (ms) that is waited for. One that is longer than a minute is cut to one, and the answer says so. */
export function bounded(timeout: number, reply: FastifyReply): number {
  if (timeout <= LONGEST) return timeout
  void reply.header('X-Mailsink-Timeout', String(LONGEST))
  return LONGEST
}

/** Ends the wait when its client goes. The connection may serve many more, so nothing is left behind on it. */
export async function untilGone<T>(
  { raw: { socket } }: FastifyRequest,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  socket.once('close', leave)
  try {
    return await work(gone.signal)
  } finally {
    socket.removeListener('close', leave)
  }
}
