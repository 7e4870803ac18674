/** How a scene gets to the sink: as a mail that an application sends, as lines that are written as they are, as a talk. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createTransport, type Mail, type Options } from 'nodemailer'

export interface Ports {
  readonly smtp: number
  /** With STARTTLS and a login that is asked for. */
  readonly submission: number
}

export function portsOf(sink: { smtpPort: number; submission?: { port: number } | undefined }): Ports {
  return { smtp: sink.smtpPort, submission: sink.submission?.port ?? 0 }
}

/** Sends a mail as an application would, by the plain listener. */
export async function mail(ports: Ports, given: Mail, options: Partial<Options> = {}): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: ports.smtp,
    ignoreTLS: true,
    name: 'app.local',
    ...options,
  })
  await transport.sendMail({ from: 'Acme <no-reply@acme.test>', to: 'Ada <ada@example.test>', ...given })
  transport.close()
}

/** A connection that says lines and closes. */
export async function talk(port: number, lines: readonly string[]): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'data')
  await say(socket, lines)
  await end(socket)
}

/** Says lines, each behind the answer to the one before. */
export async function say(socket: Socket, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    await once(socket, 'data')
  }
}

/** Closes, and resolves when the sink has closed, too. */
export async function end(socket: Socket): Promise<void> {
  socket.end()
  socket.resume()
  if (!socket.closed) await once(socket, 'close')
}

/** Sends lines as they are. */
export const raw = (ports: Ports, from: string, to: readonly string[], lines: readonly string[]) =>
  talk(ports.smtp, [
    'EHLO app.local',
    `MAIL FROM:<${from}>`,
    ...to.map((address) => `RCPT TO:<${address}>`),
    'DATA',
    `${lines.join('\r\n').replaceAll(/^\./gm, '..')}\r\n.`,
    'QUIT',
  ])
