/** A server that nobody should ask: it counts connections, also those that say nothing, and keeps what was said. */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Asked {
  /** What the path names, decoded. */
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Canary {
  /** A URL that names what would have asked for it. */
  url(name: string): string
  readonly asked: Asked[]
  /** Connections that were made, whether or not anything was asked. */
  readonly connections: () => number
}

export async function aCanary(): Promise<Canary> {
  const asked: Asked[] = []
  let connections = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {})
    let received = ''
    socket.on('data', (data) => {
      received += data.toString('latin1')
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      const [first = '', ...lines] = received.slice(0, end).split('\r\n')
      received = ''
      const path = (first.split(' ')[1] ?? '').split('/')[1] ?? ''
      const headers = lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ])
      asked.push({ name: decodeURIComponent(path), headers: Object.fromEntries(headers) as Record<string, string> })
      socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as AddressInfo
  return {
    asked,
    connections: () => connections,
    url: (name) => `http://127.0.0.1:${port}/${encodeURIComponent(name).replaceAll("'", '%27')}`,
  }
}
