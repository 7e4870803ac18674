/** Binding: one server for each address, all on the same port, all leading to the same app. */
import { createServer, IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { ProblemError } from './problems.ts'

export interface Bound {
  /** The first address that was bound. */
  host: string
  port: number
  /** Lets nobody new in; resolves when the last connection has ended. */
  close(): Promise<void>
  /** Ends every connection that is left, upgraded ones included. */
  hangUp(): void
}

export interface Addresses {
  hosts: readonly string[]
  port: number
  /** Leave out addresses that this machine does not have, as long as one is left. */
  optionalHosts: boolean
}

const LACKING = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])
const TRIES = 20

/** Listens on every address. Rejects with Node's own error, `EADDRINUSE` among them. */
export async function listen(app: FastifyInstance, { hosts, port, optionalHosts }: Addresses): Promise<Bound> {
  // Node forgets a connection that it has handed over to an upgrade.
  const upgraded = new Set<Duplex>()
  for (let attempt = 1; ; attempt++) {
    const servers: Server[] = []
    let host = ''
    let lacking: unknown
    try {
      for (const each of hosts) {
        const server = createHttpServer(app, upgraded)
        try {
          await bind(server, each, servers[0] === undefined ? port : portOf(servers[0]), hosts)
          if (servers.length === 0) host = each
          servers.push(server)
        } catch (error) {
          if (!optionalHosts || !LACKING.has(codeOf(error))) throw error
          lacking = error
        }
      }
      if (servers[0] === undefined) throw lacking ?? new Error('No address to listen on was given.')
      return {
        host,
        port: portOf(servers[0]),
        close: async () => void (await Promise.all(servers.map(close))),
        hangUp() {
          for (const server of servers) server.closeAllConnections()
          for (const socket of upgraded) socket.destroy()
        },
      }
    } catch (error) {
      await Promise.all(servers.map(close))
      // The port that was free on the first address may be taken on another; a further one will do as well.
      if (port !== 0 || codeOf(error) !== 'EADDRINUSE' || attempt === TRIES) throw error
    }
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

/**
 * A request that offers to go on with another protocol, of which only `websocket` is taken up.
 *
 * Java's HttpClient offers `Upgrade: h2c` with everything it sends over plain HTTP. Node asks this field whether to
 * hand a connection over for good; told no, it goes on as if nothing had been offered (RFC 9110, 7.8 lets a server
 * ignore an offer). Asking the field rather than listening for `upgrade` keeps body and connection in Node's hands.
 */
class Request extends IncomingMessage {
  // Set by the constructor of the parent already, which private fields of this class would not survive.
  declare offered: boolean | null
  get upgrade(): boolean {
    return this.offered === true && this.headers.upgrade?.toLowerCase() === 'websocket'
  }
  set upgrade(offered: boolean | null) {
    this.offered = offered
  }
}

function createHttpServer(app: FastifyInstance, upgraded: Set<Duplex>): Server {
  // The guard answers a missing Host itself, and tells what is missing.
  const settings = { IncomingMessage: Request, keepAliveTimeout: 72_000, requireHostHeader: false }
  const server = createServer(settings, app.routing.bind(app))
  // @fastify/websocket listens to the app's own server, which never listens itself.
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    app.server.emit('upgrade', request, socket, head)
  })
  server.on('clientError', answerUnreadable)
  return server
}

function answerUnreadable(error: Error, socket: Duplex): void {
  if (codeOf(error) === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { problem } =
    codeOf(error) === 'HPE_HEADER_OVERFLOW'
      ? new ProblemError('too_large', 'The headers of the request have more than 16 KiB.', {}, 431)
      : new ProblemError('bad_request', 'This cannot be read as an HTTP request.')
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
      `X-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function bind(server: Server, host: string, port: number, hosts: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // `::` takes the IPv4 addresses as well, unless they are asked for beside it.
    server.listen({ host, port, ipv6Only: host === '::' && hosts.includes('0.0.0.0') }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code)
}
