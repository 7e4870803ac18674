/** Server-Sent Events: the feed for whoever has no WebSocket, `curl -N` among them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FeedHub } from './feed-hub.ts'
import type { Place } from './feed-reader.ts'

export function openEventStream(request: FastifyRequest, reply: FastifyReply, hub: FeedHub, place: Place): void {
  // Fastify would set the headers only with a body of its own; what the guard and the defaults set belongs here too.
  const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }
  reply.hijack()
  const stream = reply.raw
  stream.writeHead(200, headers as Record<string, string>)
  if (request.method === 'HEAD') {
    stream.end()
    return
  }
  stream.flushHeaders()
  const leave = hub.join(
    {
      send: (batch) => void stream.write(batch.stream()),
      backlog: () => stream.writableLength,
      ping: () => void stream.write(': alive\n\n'),
      drop: () => void stream.destroy(),
      bye: () => void stream.end(),
    },
    place,
  )
  stream.once('close', leave)
  stream.once('error', leave)
}
