import type { BoundListener, Limits } from '../contract/info.ts'
import type { Store } from '../contract/store.ts'

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
  /** Offer STARTTLS on the smtp listener too. Default false: a client that upgrades by itself and checks certificates would break. */
  starttls?: boolean
  /** Offer AUTH on submission before STARTTLS. Default false. */
  authPlaintext?: boolean
  /** The only logins that are accepted; empty or absent accepts any. */
  users?: { user: string; password: string }[]
  /** Answer every departure from the RFCs as they ask for, instead of noting it as a lint. Default false. */
  strict?: boolean
  limits?: Partial<Limits>
  /** Told about what a log would show. Default: nobody. */
  log?: (event: LogEvent) => void
}

/** One thing worth a line in a log. Values come from strangers: whoever prints them escapes them. */
export interface LogEvent {
  level: 'info' | 'warn' | 'error'
  message: string
  fields: Record<string, string | number | boolean | null>
}

/** A running sink. */
export interface Sink extends AsyncDisposable {
  /** The bound listeners by name; `undefined` for one that is off. */
  readonly smtp: BoundListener | undefined
  readonly submission: BoundListener | undefined
  readonly submissions: BoundListener | undefined
  readonly http: { host: string; port: number; url: string } | undefined
  readonly store: Store
  /** SHA-256 of the certificate, colon-separated; null while no listener needs one. */
  readonly tlsFingerprint: string | null
  /** Stops accepting, lets what is in DATA end with its 250 or a 421, closes everything; done within 8 s. */
  stop(): Promise<void>
}

/**
 * Starts a sink and resolves once everything listens.
 *
 *     await using sink = await startSink({ smtp: { port: 0 }, http: false })
 *     sink.smtp?.url // smtp://127.0.0.1:54321
 */
export async function startSink(_options: SinkOptions = {}): Promise<Sink> {
  throw new Error('not wired yet')
}
