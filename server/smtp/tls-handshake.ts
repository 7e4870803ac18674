/** The edges of a TLS handshake: how long it may take, what came of it, and what a client sent in its place. */
import type tls from 'node:tls'
import type { Reason, Session } from '../../contract/session.ts'
import { misdirected } from './tls-reasons.ts'

/** The first byte of a TLS handshake record. */
export const TLS_HELLO = 0x16

/** Destroys the socket with an error when the handshake is not over in time (ms), or the client leaves before its end. */
export function limitHandshake(socket: tls.TLSSocket, patience: number): void {
  const fail = (message: string, code: string) => socket.destroy(Object.assign(new Error(message), { code }))
  const timer = setTimeout(() => fail('timed out', 'ERR_TLS_HANDSHAKE_TIMEOUT'), patience).unref()
  // Sockets are half-open here, so that nobody else ends one whose client has closed its side.
  const leave = () => fail('given up', 'ERR_TLS_HANDSHAKE_GIVEN_UP')
  socket.once('end', leave)
  socket.once('close', () => clearTimeout(timer))
  socket.once('secure', () => {
    clearTimeout(timer)
    socket.removeListener('end', leave)
  })
}

/** What client and server agreed on. */
export function negotiated(socket: tls.TLSSocket): NonNullable<Session['tls']> {
  const { servername } = socket
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    cipher: socket.getCipher().name,
    servername: typeof servername === 'string' && servername !== '' ? servername : null,
  }
}

/** The reason, when the first bytes to an implicit-TLS port are no handshake. */
export function notTls(first: Buffer): Reason {
  const text = first.toString('latin1')
  if (/^[A-Z]+ \S+ HTTP\//.test(text)) return misdirected.http
  return /^(?:EHLO|HELO|MAIL|QUIT|NOOP|RSET)\b/i.test(text) ? misdirected.smtpOnTls : misdirected.garbageOnTls
}
