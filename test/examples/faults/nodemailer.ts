/** nodemailer, as much of it as the queue uses: it ships no types. */
import * as untyped from 'nodemailer'

export interface Server {
  readonly host: string
  readonly port: number
  readonly auth?: { readonly user: string; readonly pass: string }
  /** Milliseconds. */
  readonly connectionTimeout?: number
  readonly greetingTimeout?: number
  readonly socketTimeout?: number
  readonly pool?: boolean
  readonly maxConnections?: number
  /** Never without TLS. */
  readonly requireTLS?: boolean
  readonly tls?: { readonly ca: string }
}

/** What went wrong, for the mail as a whole or for one recipient. */
export interface Failure extends Error {
  readonly responseCode?: number
  readonly response?: string
  readonly recipient?: string
  readonly rejectedErrors?: readonly Failure[]
}

export interface Transport {
  sendMail(mail: object): Promise<{ readonly rejectedErrors?: readonly Failure[] }>
  close(): void
}

export const createTransport = untyped.createTransport as unknown as (server: Server) => Transport
