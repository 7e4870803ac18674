/** nodemailer, with a pool of one connection, as an app that sends many mails has it. */
import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import { FROM, LOGIN, type MailClient, PATIENCE, type Report, TO } from './client.ts'

const { version } = JSON.parse(
  readFileSync(new URL('../../node_modules/nodemailer/package.json', import.meta.url), 'utf8'),
) as { version: string }

interface Failure extends Error {
  readonly code?: string
  readonly responseCode?: number
}

export const nodemailer: MailClient = {
  name: 'nodemailer',
  version,
  async send({ port, mails, login, starts }): Promise<Report> {
    const time = PATIENCE * 1000
    const options = {
      host: '127.0.0.1',
      port,
      pool: true,
      maxConnections: 1,
      connectionTimeout: time,
      greetingTimeout: time,
      socketTimeout: time,
      ...(login && { auth: LOGIN }),
    }
    const transport = createTransport(options)
    await starts()
    let sent = 0
    let error: string | null = null
    for (let n = 1; n <= mails; n += 1) {
      try {
        await transport.sendMail({ from: FROM, to: TO, subject: `Mail ${n}`, text: 'It works.' })
        sent += 1
      } catch (thrown) {
        const { code, responseCode, message } = thrown as Failure
        const codes = [code ?? 'no code', ...(responseCode === undefined ? [] : [`responseCode ${responseCode}`])]
        error ??= `${codes.join(', ')}: ${message}`
      }
    }
    transport.close()
    return { sent, error }
  },
}
