/** A client that goes the whole way of an SMTP session, stage by stage, and writes down what each brought, whatever it is. */
import net from 'node:net'
import tls from 'node:tls'
import type { FaultStage } from '../../contract/fault.ts'

export interface Walker {
  readonly port: number
  readonly tls: 'none' | 'starttls' | 'implicit'
  /** The address of this side: the sink tells clients apart by it. */
  readonly address: string
  readonly user: string | null
  readonly from: string
  readonly to: string
  readonly payload?: string
}

/** What came: a reply as it is on the wire, or how the connection ended. `nothing`: it is still silent when `patience` is over. */
export interface Step {
  readonly stage: FaultStage
  readonly got: string
  /** Milliseconds until it was there. */
  readonly took: number
}

/**
 * Walks until the end or as far as it gets: a refusal is written down, and the walk goes on to QUIT; silence and the end of
 * the connection are the end of the walk. Silence is called that once the promise that `patience` gives for a stage is
 * fulfilled; without one it is waited for ever.
 */
export async function walk(
  walker: Walker,
  patience: (stage: FaultStage) => Promise<unknown> | null = () => null,
): Promise<Step[]> {
  const steps: Step[] = []
  const line = new Line(net.connect({ port: walker.port, host: '127.0.0.1', localAddress: walker.address }))
  const patient = (stage: FaultStage) => patience(stage) ?? new Promise<never>(() => {})
  const hear = async (stage: FaultStage, said: string | null): Promise<boolean> => {
    const start = performance.now()
    if (said !== null) line.say(said)
    const got = await line.hear(patient(stage))
    steps.push({ stage, got, took: performance.now() - start })
    if (got.startsWith('421')) line.isOver = true
    // The last line is what counts, where lines differ.
    return /(?:^|\n)[23]\d\d[^\n]*\n$/.test(got)
  }
  const shake = async () => {
    const start = performance.now()
    const got = await line.shake(patient('tls'))
    steps.push({ stage: 'tls', got, took: performance.now() - start })
    return got.startsWith('TLS')
  }
  await route(walker, hear, shake, () => line.isOver)
  line.destroy()
  return steps
}

type Hear = (stage: FaultStage, said: string | null) => Promise<boolean>

async function route(walker: Walker, hear: Hear, shake: () => Promise<boolean>, isOver: () => boolean): Promise<void> {
  const { user, from, to } = walker
  if (walker.tls === 'implicit' && !(await shake())) return
  if (!(await hear('connect', null)) || !(await hear('ehlo', 'EHLO app\r\n'))) return
  if (walker.tls === 'starttls') {
    if (!(await hear('starttls', 'STARTTLS\r\n')) || !(await shake())) return
    if (!(await hear('ehlo', 'EHLO app\r\n'))) return
  }
  if (user !== null && !(await hear('auth', `AUTH PLAIN ${Buffer.from(`\0${user}\0secret`).toString('base64')}\r\n`)))
    return
  const lines: [FaultStage, string][] = [
    ['mail', `MAIL FROM:<${from}>\r\n`],
    ['rcpt', `RCPT TO:<${to}>\r\n`],
    ['data', 'DATA\r\n'],
    ['end', `${walker.payload ?? 'Subject: a walk\r\n\r\nHello\r\n'}.\r\n`],
  ]
  for (const [stage, said] of lines) if (!(await hear(stage, said))) break
  if (!isOver()) await hear('quit', 'QUIT\r\n')
}

/** One connection, and what comes over it. */
class Line {
  private socket: net.Socket
  private readonly raw: net.Socket
  /** Whether nothing more comes. */
  isOver = false
  private unread = ''
  private end: string | null = null
  private wake: () => void = () => {}

  constructor(socket: net.Socket) {
    this.socket = socket
    this.raw = socket
    this.listen()
  }

  say(text: string): void {
    this.socket.write(text, 'latin1')
  }

  /** A whole reply as it came; what came of one when it does not come whole; `fin`, `reset` or `nothing`. */
  async hear(patience: Promise<unknown>): Promise<string> {
    let patient = true
    const giveUp = () => {
      patient = false
      this.isOver = true
      this.wake()
    }
    void patience.then(giveUp)
    for (;;) {
      const found = /^(?:\d{3}-[^\n]*\n)*(?:\d{3}(?: [^\n]*)?|[^\d\n][^\n]*)\n/.exec(this.unread)
      if (found !== null) {
        this.unread = this.unread.slice(found[0].length)
        return found[0]
      }
      if (this.end !== null) return `${this.taken()}${this.end}`
      if (!patient) return this.taken().trimEnd() || 'nothing'
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }

  /** The version and the certificate that were agreed on, or why there was no agreement. */
  async shake(patience: Promise<unknown>): Promise<string> {
    this.raw.removeAllListeners()
    const secure = tls.connect({
      socket: this.raw,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    const agreed = new Promise<string>((resolve) => {
      secure.once('secureConnect', () => resolve(described(secure)))
      secure.once('error', (error: NodeJS.ErrnoException) => resolve(`failed: ${error.code ?? error.message}`))
    })
    const outcome = await Promise.race([agreed, patience.then(() => 'nothing')])
    this.socket = secure
    this.listen()
    return outcome
  }

  destroy(): void {
    this.socket.destroy()
  }

  private taken(): string {
    const text = this.unread
    this.unread = ''
    return text === '' ? '' : `${text} `
  }

  private listen(): void {
    this.socket.on('data', (bytes: Buffer) => {
      this.unread += bytes.toString('latin1')
      this.wake()
    })
    this.socket.on('end', () => this.over('fin'))
    this.socket.on('error', () => this.over('reset'))
    this.socket.on('close', () => this.over('closed'))
  }

  private over(how: string): void {
    this.end ??= how
    this.isOver = true
    this.wake()
  }
}

function described(socket: tls.TLSSocket): string {
  const { subjectaltname = '', valid_to: until } = socket.getPeerCertificate()
  const age = Date.parse(until) < Date.now() ? 'expired' : 'valid'
  return `TLS ${socket.getProtocol()} ${age} ${subjectaltname.includes('localhost') ? 'localhost' : subjectaltname}`
}
