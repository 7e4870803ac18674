/** A small SMTP client for the benches of waiting: one connection, one mail after the other, the time of each 250. */
import { connect, type Socket } from 'node:net'

export interface Sender {
  /** Resolves with `performance.now()` at the moment when the 250 was read. */
  send(mail: { to: string; subject: string; text?: string }): Promise<number>
  close(): void
}

export async function openSender(port: number, host = '127.0.0.1'): Promise<Sender> {
  const socket = connect({ port, host, noDelay: true })
  const next = replies(socket)
  const say = async (line: string): Promise<void> => {
    socket.write(line)
    const { code, text } = await next()
    if (code >= 400) throw new Error(`${line.trim().slice(0, 40)} was answered with ${text}`)
  }
  await next()
  await say('EHLO bench.example.com\r\n')
  return {
    async send({ to, subject, text = 'Hello' }) {
      await say('MAIL FROM:<shop@example.com>\r\n')
      await say(`RCPT TO:<${to}>\r\n`)
      await say('DATA\r\n')
      await say(`From: shop@example.com\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n${text}\r\n.\r\n`)
      return performance.now()
    },
    close: () => socket.destroy(),
  }
}

/** The replies of a connection, one for each call. */
function replies(socket: Socket): () => Promise<{ code: number; text: string }> {
  const read: { code: number; text: string }[] = []
  let wake: (() => void) | null = null
  let ended: Error | null = null
  let partial = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    partial += chunk
    for (let end = partial.search(/^\d{3} .*\r\n/m); end >= 0; end = partial.search(/^\d{3} .*\r\n/m)) {
      const stop = partial.indexOf('\r\n', end) + 2
      const text = partial.slice(0, stop)
      read.push({ code: Number(partial.slice(end, end + 3)), text })
      partial = partial.slice(stop)
    }
    wake?.()
  })
  socket.on('error', (error) => (ended = error))
  socket.on('close', () => {
    ended ??= new Error('the connection was closed')
    wake?.()
  })
  return async () => {
    for (;;) {
      const first = read.shift()
      if (first !== undefined) return first
      if (ended !== null) throw ended
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
}
