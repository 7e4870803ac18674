/** Two apps that send as they should, with the same words for what became of it: one in Node, one in Python. */
import { execFileSync, spawn } from 'node:child_process'
import { json, text } from 'node:stream/consumers'
import { createQueue, type Mail, type Outcome } from './queue.ts'

export interface Server {
  readonly host: string
  readonly port: number
  readonly login?: readonly [user: string, pass: string]
  /** The certificate that is trusted; with it, never without TLS. */
  readonly starttls?: string
  /** How long (ms) it may be silent. Default 5 s; a real app waits for minutes (RFC 5321, 4.5.3.2). */
  readonly patience?: number
}

export interface Sender {
  readonly name: string
  /** One mail behind the other, over one connection as long as that holds. */
  readonly send: (server: Server, ...mails: readonly Mail[]) => Promise<Outcome[]>
}

const nodemailer: Sender = {
  name: 'nodemailer',
  send: async ({ host, port, login, starttls, patience = 5000 }, ...mails) => {
    const queue = createQueue({
      host,
      port,
      pool: true,
      maxConnections: 1,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      ...(login && { auth: { user: login[0], pass: login[1] } }),
      ...(starttls && { requireTLS: true, tls: { ca: starttls } }),
    })
    const outcomes: Outcome[] = []
    for (const mail of mails) outcomes.push(await queue.send(mail))
    queue.close()
    return outcomes
  },
}

const smtplib: Sender = {
  name: 'smtplib of Python',
  send: async ({ patience = 5000, ...server }, ...mails) => {
    const child = spawn('python3', [`${import.meta.dirname}/send.py`], { stdio: ['pipe', 'pipe', 'pipe'] })
    child.stdin.end(JSON.stringify({ server: { ...server, timeout: patience / 1000 }, mails }))
    const [outcomes, errors] = await Promise.all([json(child.stdout).catch(() => null), text(child.stderr)])
    if (outcomes === null) throw new Error(errors)
    return outcomes as Outcome[]
  },
}

/** In CI both have to be there. */
export const senders: readonly Sender[] = hasPython() ? [nodemailer, smtplib] : [nodemailer]

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    const line = 'The examples of faults in Python are skipped, because there is no python3.'
    if (process.env['CI']) throw new Error(line)
    process.stdout.write(`${line}\n`)
    return false
  }
}
