/** What a sink can be started with, and what holds where nothing is said. */
import type { FaultSpec } from '../contract/fault.ts'
import type { Limits } from '../contract/info.ts'
import type { LogEvent } from '../contract/log.ts'
import type { TlsVersion } from './smtp/settings.ts'

/** One SMTP listener or the HTTP side; `port` 0 takes any free one. */
export interface PortOptions {
  port?: number
}

export interface HttpOptions extends PortOptions {
  /** Where the pages and the API live, such as `/mail/`. Default `/`. */
  basePath?: string
  /** Host names that are answered beside the safe ones (localhost, IP literals, names without a dot …). */
  allowHosts?: string[]
  /** Origins of other pages that may use the API, such as `https://app.test:3000`; they get CORS headers. */
  allowOrigins?: string[]
  /** Basic authentication for everything but the health routes. */
  auth?: { user: string; password: string } | null
  /** Bearer token for everything but the health routes; beside `auth`, either will do. */
  token?: string | null
}

/** Everything has a default, and the defaults suit a test: free ports on the loopback addresses, no fixed port anywhere. */
export interface SinkOptions {
  /** Addresses to bind. Default `['127.0.0.1', '::1']`; an address this machine lacks is left out of that default. */
  hosts?: string[]
  /** Mail transfer, the role of port 25. Default: any free port. */
  smtp?: PortOptions | false
  /** The role of port 587: STARTTLS, and a login. Default: off. */
  submission?: PortOptions | false
  /** The role of port 465: TLS from the first byte, and a login. Default: off. */
  submissions?: PortOptions | false
  http?: HttpOptions | false
  /** PEM of a certificate and its key; otherwise one is made at first use, for `names` beside localhost and the host's name. */
  tls?: { cert: string; key: string } | { names: string[] }
  /** The oldest TLS version that is spoken. Default `TLSv1.2`; older ones are for old clients. */
  tlsMin?: TlsVersion
  /** Offer STARTTLS on the smtp listener too. Default false: a client that upgrades by itself and checks certificates would break. */
  starttls?: boolean
  /** Offer AUTH on submission before STARTTLS. Default false. */
  authPlaintext?: boolean
  /** The only logins that are accepted; empty or absent accepts any. */
  users?: { user: string; password: string }[]
  /** Answer every departure from the RFCs as they ask for, instead of noting it as a lint. Default false. */
  strict?: boolean
  /** Rules that make it misbehave from the start; without a scope for everybody's mail, without a ttl as long as it runs. */
  faults?: readonly FaultSpec[]
  limits?: Partial<Limits>
  /** Told about what a log would show. Default: nobody. */
  log?: (event: LogEvent) => void
}

/** 50 MiB mails, a budget of 500 MiB, and the patience that RFC 5321 has in a test's measure. */
export const defaultLimits: Limits = {
  messageSize: 50 * 1024 * 1024,
  recipients: 1000,
  commandLine: 16 * 1024,
  connections: 2000,
  idle: 60_000,
  transaction: 10 * 60_000,
  handshake: 10_000,
  memory: 500 * 1024 * 1024,
  messages: 100_000,
  maxAge: null,
}
