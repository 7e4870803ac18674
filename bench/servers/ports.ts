import { createServer, type Server } from 'node:net'

export interface Ports {
  smtp: number
  http: number
}

/** Asks the system for two free ports at once, so that they differ. Until they are used somebody may take one: rare. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all([listening(), listening()])
  const [smtp, http] = servers.map(portOf)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return { smtp: smtp!, http: http! }
}

function listening(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port.')
  return address.port
}
