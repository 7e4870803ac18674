/** An app that sends a mail, as the tests of the adapters have it. */
import { createTransport } from 'nodemailer'
import type { Inbox, Message, Sink } from '../../client/sink.ts'

/** Sends the mail that the tests look at, and gives it as it was captured. */
export async function welcomed(sink: Sink, inbox: Inbox): Promise<Message> {
  await signUp(sink, inbox.address('ann'))
  return await inbox.waitFor({ subject: 'welcome' })
}

export async function signUp({ smtp: { host, port } }: Sink, to: string): Promise<void> {
  await createTransport({ host, port, ignoreTLS: true }).sendMail({
    envelope: { from: 'shop@acme.test', to: [to, 'team@acme.test'] },
    raw: mailTo(to).replaceAll('\n', '\r\n'),
  })
}

const mailTo = (to: string) => `From: Acme <shop@acme.test>
To: ${to}
Cc: Team <team@acme.test>
Subject: Welcome to Acme
X-Campaign: autumn
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=part

--part
Content-Type: text/html

<p>Your code is 123456.</p><a href="http://app.test:3000/confirm?token=abc">Confirm  your address</a>
<img src="cid:logo@acme.test" alt="Acme"><img src="http://tracker.test/pixel.gif" alt="pixel">
--part
Content-Type: image/svg+xml; name=logo.svg
Content-ID: <logo@acme.test>
Content-Disposition: inline; filename=logo.svg

<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>
--part
Content-Type: application/pdf
Content-Disposition: attachment; filename=terms.pdf

terms
--part--
`
