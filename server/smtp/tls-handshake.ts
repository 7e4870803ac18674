/** The edges of a TLS handshake: how long it may take, and what a client sent in its place. */
import type tls from 'node:tls'
import type { Reason } from '../../contract/session.ts'
import { misdirected } from './reasons.ts'

/** The first byte of a TLS handshake record. */
export const TLS_HELLO = 0x16

/** Destroys the socket with an error when the handshake is not over in time (ms). */
export function limitHandshake(socket: tls.TLSSocket, patience: number): void {
  const timer = setTimeout(() => {
    const error = Object.assign(new Error('timed out'), { code: 'ERR_TLS_HANDSHAKE_TIMEOUT' })
    socket.destroy(error)
  }, patience).unref()
  socket.once('secure', () => clearTimeout(timer))
  socket.once('close', () => clearTimeout(timer))
}

/** The reason, when the first bytes to an implicit-TLS port are no handshake. */
export function notTls(first: Buffer): Reason {
  const text = first.toString('latin1')
  if (/^[A-Z]+ \S+ HTTP\//.test(text)) return misdirected.httpOnTls
  return /^(?:EHLO|HELO|MAIL|QUIT|NOOP|RSET)\b/i.test(text) ? misdirected.smtpOnTls : misdirected.garbageOnTls
}
