/** Conversations that the walks look at: each of the ways in which one fails, and one with everything that goes well. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as secured } from 'node:tls'
import { end, say, talk, type Ports } from './send.ts'

/** A login that is refused: such a sink knows one user, `billing`. */
export const wrongPassword = (ports: Ports) =>
  talk(ports.smtp, [
    'EHLO billing.local',
    `AUTH PLAIN ${Buffer.from('\0billing\0wrong-secret').toString('base64')}`,
    'QUIT',
  ])

/** One of two recipients was taken, and the mail delivered to that one. */
export const oneOfTwo = (ports: Ports) =>
  talk(ports.smtp, [
    'EHLO app.local',
    'MAIL FROM:<app@acme.test>',
    'RCPT TO:<ada@example.test>',
    'RCPT TO:<>',
    'DATA',
    'From: App <app@acme.test>\r\nTo: ada@example.test\r\nSubject: To one of two\r\n\r\nHello\r\n.',
    'QUIT',
  ])

/** The client goes away in the middle. */
export const dropped = (ports: Ports) => talk(ports.smtp, ['EHLO app.local', 'MAIL FROM:<app@acme.test>'])

/** A TLS hello where none is expected. */
export async function tlsOnPlain(ports: Ports): Promise<void> {
  const socket = connect(ports.smtp, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'data')
  socket.write(Buffer.from('16030100f1010000ed0303', 'hex'))
  socket.write(Buffer.alloc(230, 7))
  await once(socket, 'close')
}

/** Connections that say nothing, as health checks make them. */
export async function probes(ports: Ports, count = 20): Promise<void> {
  for (let n = 0; n < count; n += 1) await talk(ports.smtp, ['QUIT'])
}

/** STARTTLS, a login, and a code by it, as a client sends it that says QUIT; gives the bytes of the mail. */
export async function secureCode(ports: Ports): Promise<string> {
  const sent = [
    'From: Acme <no-reply@acme.test>',
    'To: Ada <ada@example.test>',
    'Subject: Your verification code is 482913',
    'Date: Sat, 21 Nov 2026 10:00:00 +0000',
    'Message-ID: <code-1@acme.test>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="=_b"',
    '',
    '--=_b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Your verification code is 482913.',
    '',
    '.. is how a line of two dots goes over the wire as three.',
    '--=_b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Your verification code is <b>482913</b></p>',
    '--=_b--',
    '',
  ].join('\r\n')
  const plain = connect(ports.submission, '127.0.0.1')
  await once(plain, 'data')
  await say(plain, ['EHLO app.local', 'STARTTLS'])
  const secure = secured({ socket: plain, rejectUnauthorized: false })
  await once(secure, 'secureConnect')
  await say(secure, [
    'EHLO app.local',
    `AUTH PLAIN ${Buffer.from('\0billing\0right-secret').toString('base64')}`,
    'MAIL FROM:<no-reply@acme.test>',
    'RCPT TO:<ada@example.test>',
    'DATA',
    `${sent.replaceAll(/^\./gm, '..')}.`,
    'QUIT',
  ])
  await end(secure)
  return sent
}
