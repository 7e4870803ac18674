/** An app that sends mail to a sink, as the tests of the client have it, and both ways to reach the same sink. */
import { createTransport } from 'nodemailer'
import { onTestFinished } from 'vitest'
import { connectSink } from '../../client/main.ts'
import type { Inbox, Sink } from '../../client/sink.ts'
import { type StartedSink, startSink } from '../../server/sink.ts'
import type { SmtpClient } from '../support/smtp-client.ts'

export interface Mail {
  to?: string
  subject?: string
  text?: string
  html?: string
  headers?: Record<string, string>
  attachments?: { filename: string; content: string }[]
  auth?: { user: string; pass: string }
}

export type Send = (mail?: Mail) => Promise<void>

export const WAYS = ['in process', 'over HTTP'] as const

/** A sink of its own for one test, which stops with it. */
export async function sinkBy(way: (typeof WAYS)[number]): Promise<{ sink: Sink; send: Send; started: StartedSink }> {
  const started = await startSink({ hosts: ['127.0.0.1'], http: way === 'in process' ? false : {} })
  onTestFinished(() => started.stop())
  const sink = started.http === undefined ? started : await connectSink(started.http.url)
  return { sink, send: sender(sink), started }
}

/** And an inbox in it, whose address is the default recipient. */
export async function inboxBy(
  way: (typeof WAYS)[number],
): Promise<Awaited<ReturnType<typeof sinkBy>> & { inbox: Inbox }> {
  const { sink, send, started } = await sinkBy(way)
  const inbox = await sink.inbox({ name: 'one' })
  return { sink, inbox, send: (mail) => send({ to: inbox.address('ann'), ...mail }), started }
}

export function sender({ smtp: { host, port } }: Pick<Sink, 'smtp'>): Send {
  return async ({ auth, to = 'ann@example.com', subject = 'Hello', ...mail } = {}) => {
    const app = createTransport({ host, port, ignoreTLS: true, ...(auth && { auth }) })
    await app.sendMail({ from: 'shop@acme.test', to, subject, text: 'Hello.', ...mail })
  }
}

/** As far as the payload of a mail, which is still to come. */
export async function begin(app: SmtpClient, to: string): Promise<void> {
  for (const line of ['EHLO app', 'MAIL FROM:<a@b.test>', `RCPT TO:<${to}>`, 'DATA']) await app.say(line)
}

export const subjects = (messages: readonly { subject: string }[]) => messages.map(({ subject }) => subject)

/** The error of what has to fail. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Error) return outcome
  throw new Error('It did not fail')
}
