/** The feed: one route, a WebSocket or Server-Sent Events. The only file that knows @fastify/websocket. */
import websocket, { type WebSocket } from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { FeedEvent } from '../../contract/event.ts'
import { problems, type Api } from './api.ts'
import { withCriteria } from './criteria-query.ts'
import type { FeedHub } from './feed-hub.ts'
import type { Reader } from './feed-reader.ts'
import { ProblemError } from './problems.ts'
import { openEventStream } from './sse.ts'

/** Milliseconds that a WebSocket has for its closing handshake when mailsink stops. */
const CLOSING = 200

/** Lets the app take upgrades. Comes before the routes, and after the guard, which the upgrade passes like any request. */
export async function acceptUpgrades(app: FastifyInstance): Promise<void> {
  await app.register(websocket, {
    // Nothing a client says is listened to, so it need not say much.
    options: { maxPayload: 1024 },
    errorHandler: (_error, socket) => socket.terminate(),
    preClose(done) {
      const { clients } = this.websocketServer
      const closed = [...clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      const timer = setTimeout(() => clients.forEach((socket) => socket.terminate()), CLOSING)
      for (const socket of clients) socket.close(1001, 'mailsink stops')
      void Promise.all(closed).then(() => {
        clearTimeout(timer)
        this.websocketServer.close(() => done())
      })
    },
  })
  // A route that is no WebSocket would open one and close it again, which looks like success to a client.
  app.addHook('onRequest', (request, _reply, done) => {
    const refused = request.ws && !request.is404 && !request.routeOptions.url?.endsWith('/api/feed')
    done(refused ? new ProblemError('bad_request', 'There is no WebSocket here; the feed is at /api/feed.') : undefined)
  })
}

export function feedRoute(api: Api, hub: FeedHub): void {
  api.route({
    method: 'GET',
    url: '/feed',
    schema: {
      operationId: 'feed',
      tags: ['feed'],
      summary: 'Events as they happen',
      description:
        'A WebSocket, each frame of which is a JSON array of events; or, with `Accept: text/event-stream`, ' +
        'Server-Sent Events with one event each, whose id is the cursor after it. The first event is `info`. ' +
        'A reader that cannot be given every event gets `resync`: it fetches the lists anew and goes on. ' +
        'With criteria, only messages that match are told, and only sessions within their scope, when they end.',
      querystring: withCriteria({
        since: Type.Optional(
          Type.String({
            minLength: 1,
            description: 'Cursor to go on from; what came after it is replayed. Last-Event-ID does the same.',
          }),
        ),
        session: Type.Optional(
          Type.String({ minLength: 1, description: 'Id of a session whose entries are wanted as they come.' }),
        ),
      }),
      response: {
        200: { description: 'Server-Sent Events.', content: { 'text/event-stream': { schema: FeedEvent } } },
        ...problems('not_acceptable'),
      },
    },
    handler: (request, reply) => {
      if (!request.headers.accept?.includes('text/event-stream'))
        throw new ProblemError(
          'not_acceptable',
          'This is a feed: open it as a WebSocket, or send "Accept: text/event-stream" for Server-Sent Events.',
        )
      const { since = null, session = null, criteria = null } = request.query
      const resumed = request.headers['last-event-id']
      openEventStream(request, reply, hub, {
        since: typeof resumed === 'string' ? resumed : since,
        session,
        criteria,
      })
    },
    wsHandler: (socket, request) => {
      const { since = null, session = null, criteria = null } = request.query
      socket.once('close', hub.join(readerOf(socket), { since, session, criteria }))
    },
  })
}

function readerOf(socket: WebSocket): Reader {
  let alive = true
  socket.on('pong', () => (alive = true))
  return {
    send: (batch) => socket.send(batch.frame(), { binary: false }),
    backlog: () => socket.bufferedAmount,
    ping() {
      if (!alive) return socket.terminate()
      alive = false
      socket.ping()
    },
    drop: () => socket.terminate(),
    bye: () => socket.close(1001, 'mailsink stops'),
  }
}
