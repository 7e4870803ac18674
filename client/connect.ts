/** Connecting to a sink that runs elsewhere. */
import type { Info } from '../contract/info.ts'
import { createAsk } from './ask.ts'
import { createSink } from './create-sink.ts'
import { WrongServerError } from './errors.ts'
import { httpTransport } from './http-transport.ts'
import type { Sink } from './sink.ts'
import type { Transport } from './transport.ts'

const DEFAULT_URL = 'http://localhost:8025/'

export interface ConnectOptions {
  /** Where the app reaches the SMTP listener. Default: the host of the URL, and the port that the sink tells. */
  smtp?: { host: string; port: number }
  /** Of a sink that was started with `--token`, or with `--auth-ui`. */
  token?: string
  auth?: { user: string; password: string }
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch
}

/**
 * Connects to a running sink. Without a URL it is the one that the variable `MAILSINK_URL` names, or
 * `http://localhost:8025`.
 *
 *     const sink = await connectSink()
 *     await using inbox = await sink.inbox({ name: 'sign-up' })
 *
 * Rejects with UnreachableError when nobody answers, and WrongServerError when it is not mailsink that does.
 */
export async function connectSink(url?: string, options: ConnectOptions = {}): Promise<Sink> {
  const { root, login } = placeOf(url ?? variable('MAILSINK_URL') ?? DEFAULT_URL)
  const { token, auth = login } = options
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...call) => globalThis.fetch(...call))
  const credentials = token === undefined ? basic(auth) : `Bearer ${token}`
  const ask = createAsk({ url: root, fetch, headers: credentials === null ? {} : { authorization: credentials } })
  const info = await ask.json<Partial<Info>>('info')
  if (info.epoch === undefined || info.listeners === undefined)
    throw new WrongServerError(`What answers at ${root} is not mailsink. Check the URL (MAILSINK_URL).`)
  return createSink(httpTransport({ url: root, smtp: smtpOf(root, info.listeners, options.smtp), ask }))
}

/** The root of the sink, and the login that stands in its URL: fetch refuses one there. */
function placeOf(url: string): { root: string; login: ConnectOptions['auth'] } {
  try {
    const { protocol, host, pathname, username, password } = new URL(/^[a-z]+:\/\//i.test(url) ? url : `http://${url}`)
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) }
    // Where the API was given, its root is meant.
    const root = `${protocol}//${host}${pathname.replace(/\/api\/?$/, '/').replace(/\/?$/, '/')}`
    return { root, login: username === '' && password === '' ? undefined : login }
  } catch {
    throw new WrongServerError(`"${url}" is not a URL; it has to look like ${DEFAULT_URL}.`)
  }
}

/** The first listener, at the host by which this process reached the sink: what it is bound to may mean nothing here. */
function smtpOf(root: string, listeners: Info['listeners'], given: ConnectOptions['smtp']): Transport['smtp'] {
  const [first] = listeners
  if (given !== undefined) return { ...given, url: smtpUrl(first?.tls === 'implicit', given.host, given.port) }
  if (first === undefined) return null
  const host = new URL(root).hostname
  return {
    host: host.replaceAll(/^\[|\]$/g, ''),
    port: first.port,
    url: smtpUrl(first.tls === 'implicit', host, first.port),
  }
}

function smtpUrl(isImplicit: boolean, host: string, port: number): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return `${isImplicit ? 'smtps' : 'smtp'}://${name}:${port}`
}

function basic(auth: ConnectOptions['auth']): string | null {
  if (auth === undefined) return null
  return `Basic ${btoa(String.fromCodePoint(...new TextEncoder().encode(`${auth.user}:${auth.password}`)))}`
}

function variable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  const value = process?.env?.[name]
  return value === '' ? undefined : value
}
