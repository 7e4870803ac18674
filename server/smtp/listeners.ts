/** Starts the SMTP listeners with their roles, and gives back what stops them (design, section 4). */
import { once } from 'node:events'
import type net from 'node:net'
import type { BoundListener } from '../../contract/info.ts'
import type { ListenerName } from '../../contract/session.ts'
import type { Certificate } from './certificate.ts'
import { RecordingServer } from './server.ts'
import type { Gate, Role, SmtpSettings } from './settings.ts'

/** How long a mail that is on its way may take when the sink stops. */
const PATIENCE = 6000
/** A port that is free on the first address may be taken on the second: another one is tried. */
const ATTEMPTS = 20

export interface ListenerOptions extends SmtpSettings {
  readonly hosts: readonly string[]
  /** Leave out an address that this machine lacks, as long as one is left. */
  readonly optionalHosts: boolean
  /** The port of each listener; null for one that is off, 0 for any free port. */
  readonly ports: Readonly<Record<ListenerName, number | null>>
  readonly startTls: boolean
  readonly authPlaintext: boolean
  /** Asked for only when a listener speaks TLS. */
  readonly certificate: () => Promise<Certificate>
}

export interface RunningListeners {
  readonly bound: readonly BoundListener[]
  /** Lets mails that are on their way come to their end, and closes everything. */
  stop(): Promise<void>
}

/** A listener could not be bound; `cause` is the system's error. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly listener: ListenerName
  readonly port: number
  readonly code: string
  constructor(listener: ListenerName, port: number, cause: NodeJS.ErrnoException) {
    super(`The ${listener} listener cannot listen on port ${port}: ${cause.message}`, { cause })
    this.listener = listener
    this.port = port
    this.code = cause.code ?? ''
  }
}

export async function startListeners(options: ListenerOptions): Promise<RunningListeners> {
  const gate: Gate = { open: 0 }
  const servers: RecordingServer[] = []
  const bound: BoundListener[] = []
  const stop = async () => {
    await Promise.all(servers.map((server) => server.drain(PATIENCE)))
  }
  try {
    for (const name of ['smtp', 'submission', 'submissions'] as const) {
      const port = options.ports[name]
      if (port === null) continue
      const role = await roleOf(name, options)
      const opened = await bind(role, gate, port, options)
      servers.push(...opened)
      bound.push(described(role, opened[0]))
    }
  } catch (error) {
    await stop()
    throw error
  }
  return { bound, stop }
}

async function roleOf(name: ListenerName, options: ListenerOptions): Promise<Role> {
  const tls = name === 'submissions' ? 'implicit' : name === 'submission' || options.startTls ? 'starttls' : 'none'
  return {
    name,
    tls,
    auth: name === 'smtp' ? 'offered' : 'required',
    authPlaintext: options.authPlaintext,
    certificate: tls === 'none' ? null : await options.certificate(),
  }
}

/** One server for each address, all on the same port. */
async function bind(
  role: Role,
  gate: Gate,
  port: number,
  options: ListenerOptions,
): Promise<[RecordingServer, ...RecordingServer[]]> {
  for (let attempt = 1; ; attempt += 1) {
    const servers: RecordingServer[] = []
    try {
      for (const host of options.hosts) {
        const server = new RecordingServer(options, role, gate)
        const chosen = port === 0 && servers[0] !== undefined ? portOf(servers[0]) : port
        if (await listens(server, host, chosen, options.optionalHosts)) servers.push(server)
      }
      const [first, ...others] = servers
      if (first === undefined) throw new Error(`None of ${options.hosts.join(', ')} is an address of this machine`)
      return [first, ...others]
    } catch (error) {
      await Promise.all(servers.map((server) => server.drain(0)))
      const code = (error as NodeJS.ErrnoException).code
      if (port === 0 && code === 'EADDRINUSE' && attempt < ATTEMPTS) continue
      throw new ListenError(role.name, port, error as NodeJS.ErrnoException)
    }
  }
}

/** False when the address is not there and may be left out. */
async function listens(server: RecordingServer, host: string, port: number, optional: boolean): Promise<boolean> {
  const listener = server.listen({ port, host, backlog: 4096 })
  try {
    await once(listener, 'listening')
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (optional && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return false
    throw error
  }
}

function portOf(server: RecordingServer): number {
  return (server.server.address() as net.AddressInfo).port
}

function described(role: Role, server: RecordingServer): BoundListener {
  const { address, port } = server.server.address() as net.AddressInfo
  const host = address.includes(':') ? `[${address}]` : address
  const scheme = role.tls === 'implicit' ? 'smtps' : 'smtp'
  return { name: role.name, host: address, port, tls: role.tls, auth: role.auth, url: `${scheme}://${host}:${port}` }
}
