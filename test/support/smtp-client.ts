/** An SMTP client for tests: raw bytes in both directions, each recorded here, by nobody who knows the sink. */
import net from 'node:net'
import tls from 'node:tls'

export interface Reply {
  readonly code: number
  /** RFC 3463, of the last line; null where there is none. */
  readonly enhanced: string | null
  /** Without code, separator and line end. */
  readonly lines: readonly string[]
  /** As it came, with its line ends. */
  readonly wire: string
}

interface Waiter {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

/** What went over the wire in one state of the connection. */
class Tape {
  private readonly sentParts: Buffer[] = []
  private readonly receivedParts: Buffer[] = []

  send(bytes: Buffer): void {
    this.sentParts.push(bytes)
  }
  receive(bytes: Buffer): void {
    this.receivedParts.push(bytes)
  }
  get sent(): Buffer {
    return Buffer.concat(this.sentParts)
  }
  get received(): Buffer {
    return Buffer.concat(this.receivedParts)
  }
}

export class SmtpClient {
  /** Before TLS, and inside it. */
  readonly plain = new Tape()
  readonly secure = new Tape()
  /** The error that ended the connection, if one did. */
  error: Error | null = null
  /** The port on this side, by which the sink knows the client. */
  localPort = 0
  /** Resolves when both sides are closed. */
  readonly closed: Promise<void>

  private socket: net.Socket
  private tape: Tape
  private unread = ''
  private readonly replies: Reply[] = []
  private readonly waiters: Waiter[] = []
  private isClosed = false
  private markClosed: () => void = () => {}

  private constructor(socket: net.Socket, tape: 'plain' | 'secure') {
    this.socket = socket
    this.tape = this[tape]
    this.closed = new Promise((resolve) => {
      this.markClosed = resolve
    })
    socket.setNoDelay(true)
    this.listen()
  }

  static async connect(port: number, host = '127.0.0.1'): Promise<SmtpClient> {
    const socket = net.connect({ port, host, allowHalfOpen: true })
    const client = new SmtpClient(socket, 'plain')
    await client.event('connect')
    client.localPort = socket.localPort ?? 0
    return client
  }

  /** Implicit TLS. Trusts anybody unless `options` says otherwise. */
  static async connectTls(port: number, options: tls.ConnectionOptions = {}): Promise<SmtpClient> {
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
    const client = new SmtpClient(socket, 'secure')
    await client.event('secureConnect')
    return client
  }

  /** Everything sent and received as SMTP, before and inside TLS. */
  get sent(): Buffer {
    return Buffer.concat([this.plain.sent, this.secure.sent])
  }
  get received(): Buffer {
    return Buffer.concat([this.plain.received, this.secure.received])
  }
  get open(): boolean {
    return !this.isClosed
  }

  /** Writes bytes (a string as Latin-1, as it is) and resolves once the system has taken them. */
  send(bytes: string | Uint8Array): Promise<void> {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes)
    if (this.socket.destroyed || !this.socket.writable) return Promise.resolve()
    this.tape.send(buffer)
    return new Promise((resolve) => {
      // A connection that the other side has closed is told by `closed`, not here.
      this.socket.write(buffer, () => resolve())
    })
  }

  /** One write for each segment; the next goes out after the loop, and with it the sink, has had its turn. */
  async sendSegments(segments: Iterable<string | Uint8Array>): Promise<void> {
    for (const segment of segments) {
      await this.send(segment)
      await turn()
    }
  }

  async sendBytewise(bytes: string | Uint8Array): Promise<void> {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
    await this.sendSegments(Array.from(buffer, (byte) => Uint8Array.of(byte)))
  }

  /** The next reply, all its lines. Rejects when the connection ends without one. */
  reply(): Promise<Reply> {
    const next = this.replies.shift()
    if (next !== undefined) return Promise.resolve(next)
    if (this.isClosed) return Promise.reject(this.hungUp())
    return new Promise((resolve, reject) => {
      this.waiters.push({ resolve, reject })
    })
  }

  async codes(count: number): Promise<number[]> {
    const codes: number[] = []
    while (codes.length < count) codes.push((await this.reply()).code)
    return codes
  }

  /** Sends a line and waits for its reply. */
  async say(line: string): Promise<Reply> {
    await this.send(`${line}\r\n`)
    return await this.reply()
  }

  /** Greeting and EHLO. */
  async hello(name = 'app'): Promise<Reply> {
    await this.reply()
    return await this.say(`EHLO ${name}`)
  }

  /** A whole transaction; gives the reply to its end. `wire` is the payload, dots doubled, ending in CRLF. */
  async mail(wire: string | Uint8Array, from = 'shop@example.com', to = 'ann@example.com'): Promise<Reply> {
    for (const line of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
      const reply = await this.say(line)
      if (reply.code >= 400) return reply
    }
    await this.send(wire)
    await this.send('.\r\n')
    return await this.reply()
  }

  /** Goes on inside TLS, after the 220 to STARTTLS. */
  async upgrade(options: tls.ConnectionOptions = {}): Promise<void> {
    const plain = this.socket
    plain.removeAllListeners('data')
    plain.removeAllListeners('close')
    this.socket = tls.connect({ socket: plain, rejectUnauthorized: false, ...options })
    this.tape = this.secure
    this.listen()
    await this.event('secureConnect')
  }

  get tls(): tls.TLSSocket {
    if (this.socket instanceof tls.TLSSocket) return this.socket
    throw new Error('This connection is not encrypted')
  }

  /** Closes this side (FIN) and goes on reading. */
  end(): void {
    this.socket.end()
  }

  /** Resets the connection (RST). */
  reset(): void {
    this.socket.resetAndDestroy()
  }

  async quit(): Promise<void> {
    await this.say('QUIT')
    await this.closed
  }

  destroy(): void {
    this.socket.destroy()
  }

  /** Stops reading, so that the sink's replies pile up. */
  pause(): void {
    this.socket.pause()
  }
  resume(): void {
    this.socket.resume()
  }

  private listen(): void {
    const { socket, tape } = this
    socket.on('data', (bytes: Buffer) => {
      tape.receive(bytes)
      this.unread += bytes.toString('latin1')
      this.cut()
    })
    socket.on('error', (error) => {
      this.error ??= error
    })
    socket.on('end', () => {
      this.isClosed = true
      this.giveUp()
      socket.end()
    })
    socket.on('close', () => {
      this.isClosed = true
      this.giveUp()
      this.markClosed()
    })
  }

  private cut(): void {
    for (;;) {
      const found = /^(?:\d{3}-[^\n]*\n)*(\d{3})(?: [^\n]*)?\n/.exec(this.unread)
      if (found === null) return
      this.unread = this.unread.slice(found[0].length)
      const lines = found[0].trimEnd().split(/\r?\n/)
      const enhanced = /^\d{3} (\d\.\d{1,3}\.\d{1,3})(?: |$)/.exec(lines.at(-1) ?? '')?.[1] ?? null
      const reply = { code: Number(found[1]), enhanced, lines: lines.map((line) => line.slice(4)), wire: found[0] }
      const waiter = this.waiters.shift()
      if (waiter === undefined) this.replies.push(reply)
      else waiter.resolve(reply)
    }
  }

  private giveUp(): void {
    for (const waiter of this.waiters.splice(0)) waiter.reject(this.hungUp())
  }

  private hungUp(): Error {
    const heard = this.received.toString('latin1').slice(-300)
    return new Error(`The connection was closed before a reply came; the last that was heard: ${JSON.stringify(heard)}`)
  }

  private event(name: 'connect' | 'secureConnect'): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once(name, () => resolve())
      this.socket.once('error', reject)
      this.socket.once('close', () => reject(this.error ?? new Error('closed')))
    })
  }
}

/** A turn of the event loop, reading included. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
}

/**
 * A conversation written as on the wire: each line waits for its reply, the lines of a mail for the dot that ends it.
 * Gives the codes, that of the greeting first.
 */
export async function dialogue(port: number, lines: string): Promise<number[]> {
  const client = await SmtpClient.connect(port)
  const codes = await client.codes(1)
  let inData = false
  for (const line of lines.trim().split('\n')) {
    const text = line.trim()
    await client.send(`${text}\r\n`)
    if (inData && text !== '.') continue
    const { code } = await client.reply()
    codes.push(code)
    inData = code === 354
  }
  client.end()
  await client.closed
  return codes
}
