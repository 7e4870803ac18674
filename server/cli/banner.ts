/** What is said once, when everything listens. */
import type { Fault } from '../../contract/fault.ts'
import type { BoundListener } from '../../contract/info.ts'
import type { LogEvent } from '../../contract/log.ts'
import type { StartedSink } from '../sink.ts'
import type { SinkOptions } from '../sink-options.ts'
import { faultLine } from './events.ts'
import { faultInWords } from './fault-words.ts'
import { printable } from './log.ts'

type Running = Pick<StartedSink, 'listeners' | 'http' | 'tlsFingerprint'>

/** The block for people: what listens where, the pages, the certificate, the rules it starts with, a line to try. */
export function banner(sink: Running, faults: readonly Fault[], version: string): string[] {
  const rows = sink.listeners.map((listener) => [listener.name, address(listener), terms(listener)])
  if (sink.http) rows.push(['web', `accessible via ${sink.http.url}`, ''])
  if (sink.tlsFingerprint) rows.push(['certificate', `SHA-256 ${sink.tlsFingerprint}`, ''])
  for (const fault of faults) rows.push(['fault', printable(faultInWords(fault)), ''])
  const attempt = lineToTry(sink)
  if (attempt) rows.push(['try', attempt, ''])
  const [names, places] = [0, 1].map((column) => {
    const short = rows.filter((row) => row[2] || column === 0)
    return Math.max(0, ...short.map((row) => row[column]?.length ?? 0))
  })
  const body = rows.map(([name = '', place = '', note = '']) =>
    `  ${name.padEnd(names ?? 0)}  ${place.padEnd(note ? (places ?? 0) : 0)}  ${note}`.trimEnd(),
  )
  return [`mailsink ${version}`, ...body]
}

/** The same for programs, one event for each fact. */
export function bannerEvents(sink: Running, faults: readonly Fault[], version: string): LogEvent[] {
  const events: LogEvent[] = sink.listeners.map((listener) => ({
    level: 'info',
    message: 'listening',
    fields: {
      listener: listener.name,
      host: listener.host,
      port: listener.port,
      tls: listener.tls,
      auth: listener.auth,
      url: listener.url,
    },
  }))
  if (sink.http) {
    const { host, port, url } = sink.http
    events.push({ level: 'info', message: `accessible via ${url}`, fields: { listener: 'http', host, port, url } })
  }
  events.push(...faults.map(faultLine))
  const fields = { version, certificate: sink.tlsFingerprint, try: lineToTry(sink) }
  return [...events, { level: 'info', message: 'ready', fields }]
}

/** What an open door means, in one line; null when there is none. */
export function openDoor(sink: Running, options: SinkOptions): string | null {
  const hosts = new Set((options.hosts ?? []).filter((host) => !isLoopback(host)))
  if (hosts.size === 0) return null
  const where = `Bound to ${[...hosts].join(', ')}: whoever reaches this machine can send mail to it`
  const locked = options.http && (options.http.auth ?? options.http.token)
  if (!sink.http) return `${where}.`
  if (locked) return `${where}; reading it takes the login or the token.`
  return `${where}, and read and delete all of it. Protect the pages and the API with --auth-ui or --token.`
}

const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/.test(host)

const address = ({ host, port }: { host: string; port: number }) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

const TLS = { none: 'no TLS', starttls: 'STARTTLS', implicit: 'TLS' } as const

const terms = ({ tls, auth }: BoundListener) =>
  `${TLS[tls]}, ${auth === 'required' ? 'login needed' : 'login possible, not needed'}`

/** A line for a shell that delivers a mail. */
function lineToTry({ listeners }: Running): string | null {
  const smtp = listeners.find(({ name }) => name === 'smtp')
  if (!smtp) return null
  const host = smtp.host === '0.0.0.0' ? '127.0.0.1' : smtp.host === '::' ? '::1' : smtp.host
  const mail = String.raw`printf 'From: me@example.com\r\nTo: ann@example.com\r\nSubject: Hello\r\n\r\nIt works.\r\n'`
  const curl = `curl smtp://${address({ host, port: smtp.port })} --mail-from me@example.com --mail-rcpt ann@example.com -T -`
  return `${mail} | ${curl}`
}
