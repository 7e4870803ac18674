/** Sends mail in the background, one after the other, as the queue of an app does. */
import { createTransport } from 'nodemailer'
import type { Mail } from './mails.ts'

export interface Mailer {
  /** Returns before the mail is sent. */
  send(mail: Mail): void
  isEmpty(): boolean
  close(): Promise<void>
}

export function createMailer(smtpUrl: string): Mailer {
  const transport = createTransport(smtpUrl)
  let waiting = 0
  let last = Promise.resolve()
  return {
    send(mail) {
      waiting += 1
      last = last
        .then(() => transport.sendMail({ from: 'Acme <no-reply@acme.example>', ...mail }))
        .catch((error: unknown) => console.error(`"${mail.subject}" was not sent:`, error))
        .then(() => void (waiting -= 1))
    },
    isEmpty: () => waiting === 0,
    async close() {
      await last
      transport.close()
    },
  }
}
