/** The mail that the sink sends itself: one of everything that there is to look at, in words that explain it. */
import { randomUUID } from 'node:crypto'
import { headerText } from './header-text.ts'

export interface TestMail {
  readonly to: string
  readonly subject: string
  readonly code: string
  readonly at: Date
}

export const TEST_SENDER = 'mailsink@example.test'

export function composeTestMail({ to, subject, code, at }: TestMail): Uint8Array {
  const [related, alternative] = ['related', 'alternative'].map((kind) => `=_${kind}_${randomUUID()}`)
  const link = `https://example.test/confirm?token=${randomUUID()}`
  const lines = [
    `From: mailsink <${TEST_SENDER}>`,
    `To: ${to}`,
    `Subject: ${headerText(subject)}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@mailsink.local>`,
    'X-Mailer: mailsink',
    'MIME-Version: 1.0',
    `Content-Type: multipart/related; type="multipart/alternative"; boundary="${related}"`,
    '',
    `--${related}`,
    `Content-Type: multipart/alternative; boundary="${alternative}"`,
    '',
    `--${alternative}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    textOf(code, link),
    `--${alternative}`,
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    htmlOf(code, link),
    `--${alternative}--`,
    `--${related}`,
    'Content-Type: image/png; name="envelope.png"',
    'Content-Transfer-Encoding: base64',
    'Content-ID: <envelope@mailsink.local>',
    'Content-Disposition: inline; filename="envelope.png"',
    '',
    ENVELOPE,
    `--${related}--`,
    '',
  ]
  return Buffer.from(lines.join('\n').replaceAll('\n', '\r\n'))
}

const textOf = (code: string, link: string) => `It works: this is a test message ✉

mailsink has just sent it to itself over SMTP, so it went the way that the mails of your app will go.

Your verification code is ${code}

Confirm your address (this leads nowhere, it is only here to be found):
${link}

What to look at:

- Text and HTML are two parts of this one mail; neither is made from the other.
- The code and the link were found by mailsink. A test gets them with one call.
- Headers shows every field as it was sent, and who was named only in the envelope.
- SMTP shows the whole conversation that delivered this, with its times.
- Raw has the exact bytes.

Now point your app at the same host and port.
`

const htmlOf = (code: string, link: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<style>
  body { margin: 0; padding: 24px; background: #f3f4f6; color: #111827; font: 16px/1.5 sans-serif }
  main { max-width: 560px; margin: 0 auto; padding: 24px; background: #fff; border-radius: 8px }
  .code { font: bold 28px/1.2 monospace; letter-spacing: 4px }
  .button { display: inline-block; padding: 10px 18px; border-radius: 6px; background: #2563eb; color: #fff }
  @media (prefers-color-scheme: dark) {
    body { background: #111827; color: #f3f4f6 }
    main { background: #1f2937 }
  }
</style>
</head>
<body>
<main>
<p><img src="cid:envelope@mailsink.local" width="48" height="48" alt="An envelope"></p>
<h1>It works: this is a test message</h1>
<p>mailsink has just sent it to itself over SMTP, so it went the way that the mails of your app will go.</p>
<p>Your verification code is</p>
<p class="code">${code}</p>
<p><a class="button" href="${link}">Confirm your address</a></p>
<p>The link leads nowhere, it is only here to be found. The envelope above is a part of this mail and comes from it,
not from the network. With a dark screen this mail has dark colours of its own.</p>
<ul>
<li><b>Text</b> is a part of its own: it is not made from this one.</li>
<li><b>Headers</b> shows every field as it was sent, and who was named only in the envelope.</li>
<li><b>SMTP</b> shows the whole conversation that delivered this, with its times.</li>
<li><b>Raw</b> has the exact bytes.</li>
</ul>
<p>Now point your app at the same host and port.</p>
</main>
</body>
</html>
`

/** An envelope of 24 pixels. */
const ENVELOPE = `iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAgMAAACdGdVrAAAACVBMVEUAAAD///8lY+s0SATuAAAA
AXRSTlMAQObYZgAAAD5JREFUeNqFzCEWACAIBNGteL8lkKwciG6heErRZ9Ypvw3wr81qoAWpA5Kk
dYiTXmhoFEzjxv2gcaje3PW/BeSSHcCpmyaPAAAAAElFTkSuQmCC`
