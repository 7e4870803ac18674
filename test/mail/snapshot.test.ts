import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { Message } from '../../contract/message.ts'
import { createMailReader } from '../../server/mail/reader.ts'
import { snapshotOf, type SnapshotOptions } from '../../server/mail/snapshot.ts'
import { findCorpus } from '../support/corpus.ts'
import { bombs } from './bombs.ts'
import { mail } from './mails.ts'

const reader = createMailReader()
afterAll(() => reader.stop())

async function messageOf(raw: Buffer, recipients = ['ann@example.com'], refused: string[] = []): Promise<Message> {
  return {
    id: '0'.repeat(26),
    seq: 1,
    receivedAt: '2026-11-02T10:00:00.000Z',
    size: raw.length,
    ...reader.header(raw),
    ...(await reader.read(raw)),
    bcc: [],
    refused: refused.length,
    inbox: null,
    faults: [],
    session: { id: null, transaction: 1, listener: 'smtp', address: '::1', helo: null, user: null, tls: null },
    envelope: {
      from: 'shop@example.com',
      to: recipients,
      parameters: {},
      recipients: [
        ...recipients.map((address) => ({ address, parameters: {}, code: 250, text: 'OK', accepted: true })),
        ...refused.map((address) => ({ address, parameters: {}, code: 550, text: 'No', accepted: false })),
      ],
    },
  }
}

const usual: SnapshotOptions = { headers: null, html: 'normalized', inbox: null }

async function snapshot(raw: Buffer, options: Partial<SnapshotOptions> = {}): Promise<string> {
  return snapshotOf(await messageOf(raw), { ...usual, ...options })
}

/** The lines of one section. */
async function sectionOf(name: string, raw: Buffer, options: Partial<SnapshotOptions> = {}): Promise<string> {
  const text = await snapshot(raw, options)
  return text
    .split('\n\n# ')
    .find((part) => part.replace(/^# /, '').startsWith(`${name}\n`))!
    .replace(/^(# )?\w+\n/, '')
    .trimEnd()
}

const textOf = (body: string, options: Partial<SnapshotOptions> = {}) =>
  sectionOf('text', Buffer.from(`Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}`), options)
const htmlOf = (body: string, options: Partial<SnapshotOptions> = {}) =>
  sectionOf('html', Buffer.from(`Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`), options)

interface Send {
  inbox: string
  token: string
  code: string
  port: number
  id: string
  boundary: string
  cid: string
  date: string
  uuid: string
}
const monday: Send = {
  inbox: 't-reset-7k3m9x2p4q',
  token: 'Zm9vYmFyYmF6cXV4',
  code: '482913',
  port: 34567,
  id: '7f1c2a9e@host-a',
  boundary: '--_NmP-11aa22bb',
  cid: 'logo.17@acme.test',
  date: 'Mon, 02 Nov 2026 10:00:00 +0000',
  uuid: '7f1c2a9e-0b7d-4f39-9a53-0b5f4e1a2b3c',
}
const tuesday: Send = {
  inbox: 't-reset-w8r5t1z0ab',
  token: 'QUJDREVGR0hJSktM',
  code: '905577',
  port: 41022,
  id: '0b5f4e1a@host-b',
  boundary: '--_NmP-99ff88ee',
  cid: 'logo.99@acme.test',
  date: 'Tue, 03 Nov 2026 07:15:42 +0100',
  uuid: '9d4e6f80-1122-4aab-bccd-ddeeff001122',
}

function reset({ inbox, token, code, port, id, boundary, cid, date, uuid }: Send): Buffer {
  const url = `http://localhost:${port}/reset?token=${token}`
  return mail(`
    Received: from app (127.0.0.1) by mailsink; ${date}
    From: Acme <no-reply@acme.test>
    To: Ann <ann@${inbox}.mailsink.test>
    Subject: ${code} is your code
    Date: ${date}
    Message-ID: <${id}>
    In-Reply-To: <order.${id}>
    References: <first.${id}> <order.${id}>
    List-Unsubscribe: <http://localhost:${port}/out/${uuid}>
    X-Mailer: nodemailer (${port})
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="${boundary}"

    --${boundary}
    Content-Type: multipart/alternative; boundary="${boundary}2"

    --${boundary}2
    Content-Type: text/plain; charset=utf-8

    Your code is ${code.slice(0, 3)} ${code.slice(3)}.   

    Or open ${url}&lang=en, or type ${token} by hand.
    Asked for by ann@${inbox}.mailsink.test, reference ${uuid}.

    --${boundary}2
    Content-Type: multipart/related; boundary="${boundary}3"

    --${boundary}3
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: 8bit

    <html><body><p class="x" align=left>Your code is <b>${code}</b>.</p>
    <p><a target="_blank" href="${url}&amp;lang=en">Reset   password</a></p><img src="cid:${cid}"></body></html>
    --${boundary}3
    Content-Type: image/png
    Content-ID: <${cid}>
    Content-Disposition: inline; filename=logo.png
    Content-Transfer-Encoding: base64

    iVBORw0KGgo=
    --${boundary}3--
    --${boundary}2--
    --${boundary}
    Content-Type: application/pdf
    Content-Disposition: attachment; filename="terms of use.pdf"
    Content-Transfer-Encoding: base64

    JVBERi0xLjQ=
    --${boundary}--
  `)
}

const resetSnapshot = `# envelope
MAIL FROM shop@example.com
RCPT TO ann@<inbox>.mailsink.test

# headers
From: Acme <no-reply@acme.test>
To: Ann <ann@<inbox>.mailsink.test>
Subject: <code-1> is your code
Date: <date>
Message-ID: <message-id-1>
In-Reply-To: <message-id-2>
References: <message-id-3> <message-id-2>
List-Unsubscribe: <http://localhost:<port-1>/out/<uuid-1>>

# parts
multipart/mixed
  multipart/alternative
    text/plain
    multipart/related
      text/html [8bit]
      image/png inline filename=logo.png cid=<cid-1> [base64]
  application/pdf attachment filename="terms of use.pdf" [base64]

# text
Your code is <code-1>.

Or open http://localhost:<port-1>/reset?token=<token-1>&lang=en, or type <token-1> by hand.
Asked for by ann@<inbox>.mailsink.test, reference <uuid-1>.

# html
<html>
  <body>
    <p align="left" class="x">Your code is <b><code-1></b>.</p>
    <p>
      <a href="http://localhost:<port-1>/reset?token=<token-1>&amp;lang=en" target="_blank">Reset password</a>
    </p>
    <img src="cid:<cid-1>">
  </body>
</html>

# links
http://localhost:<port-1>/reset?token=<token-1>&lang=en
[Reset password] http://localhost:<port-1>/reset?token=<token-1>&lang=en
[List-Unsubscribe] http://localhost:<port-1>/out/<uuid-1>

# attachments
logo.png image/png sha256:4c4b6a3be131
"terms of use.pdf" application/pdf sha256:e16fa5d9b519
`

async function resetOf(send: Send, change: (raw: string) => string = (raw) => raw): Promise<string> {
  const message = await messageOf(Buffer.from(change(reset(send).toString())), [`ann@${send.inbox}.mailsink.test`])
  return snapshotOf(message, { ...usual, inbox: send.inbox })
}

test('shows a mail without what changes from send to send', async () => {
  expect(await resetOf(monday)).toBe(resetSnapshot)
})

test('two sends with another token, code, port, Message-ID, boundary, cid, date and inbox look the same', async () => {
  expect(reset(monday).equals(reset(tuesday))).toBe(false)
  expect(await resetOf(tuesday)).toBe(resetSnapshot)
})

test.each<[what: string, from: string | RegExp, to: string]>([
  ['a word', 'by hand', 'by foot'],
  ['the path of a link', /\/reset\?/g, '/renew?'],
  ['another parameter', /lang=en/g, 'lang=de'],
  ['the host of a link', /localhost:\d+\/reset/g, 'acme.test/reset'],
  ['the content of an attachment', 'JVBERi0xLjQ=', 'JVBERi0xLjU='],
  ['its name', 'terms of use', 'terms of sale'],
  ['a header', 'Acme <', 'ACME <'],
  ['a recipient in To', 'mailsink.test>', 'mailsink.test>, bob@example.com'],
  ['an attribute', 'class="x"', 'class="y"'],
  ['the order of parts', 'text/plain; charset', 'text/enriched; charset'],
  ['another token in the text than in the link', 'type Zm9vYmFyYmF6cXV4', 'type QUJDREVGR0hJSktM'],
  ['a token that was not filled in', /token=\w+/g, 'token=undefined'],
  ['a template that was not filled in', /token=\w+/g, 'token={{token}}'],
  ['a date that is none', /Date: .*/, 'Date: today'],
  ['a missing date', /Date: .*\r\n/, ''],
  ['another thread', /References: .*/, 'References: <x@y>'],
])('shows a change: %s', async (_what, from, to) => {
  const changed = await resetOf(monday, (raw) => {
    const made = raw.replace(from, to)
    expect(made).not.toBe(raw)
    return made
  })
  expect(changed).not.toBe(resetSnapshot)
})

test('shows each recipient, repeated and refused ones too, and the null sender', async () => {
  const message = await messageOf(Buffer.from('Subject: x\r\n\r\nx'), ['a@x.test', 'a@x.test'], ['b@x.test'])
  const shown = snapshotOf({ ...message, envelope: { ...message.envelope, from: '' } }, usual)
  expect(shown).toMatch(
    /^# envelope\nMAIL FROM <>\nRCPT TO a@x\.test\nRCPT TO a@x\.test\nRCPT TO b@x\.test \(refused: 550\)\n\n/,
  )
})

test('the same token has one number, another one the next', async () => {
  expect(await textOf('https://a.test/?token=aaaaaa https://a.test/?token=bbbbbb. aaaaaa! bbbbbb?')).toBe(
    'https://a.test/?token=<token-1> https://a.test/?token=<token-2>. <token-1>! <token-2>?',
  )
})

test.each([
  [
    'plus tags',
    'inbox+t-x-1@mailsink.test, INBOX+T-X-1@MAILSINK.TEST',
    'inbox+<inbox>@mailsink.test, INBOX+<inbox>@MAILSINK.TEST',
  ],
  [
    'an inbox in a link',
    'https://a.test/?to=ann%40t-x-1.mailsink.test',
    'https://a.test/?to=ann%40<inbox>.mailsink.test',
  ],
  [
    'ports of this machine',
    'localhost:1 127.0.0.1:22 [::1]:333 app.localhost:1',
    'localhost:<port-1> 127.0.0.1:<port-2> [::1]:<port-3> app.localhost:<port-1>',
  ],
  ['ports elsewhere stay', 'http://app.test:8080/', 'http://app.test:8080/'],
  [
    'a port in a parameter',
    'https://a.test/?to=http%3A%2F%2Flocalhost%3A3000%2F',
    'https://a.test/?to=http%3A%2F%2Flocalhost%3A<port-1>%2F',
  ],
  [
    'secrets by their names',
    'http://a.test/?code=a1&sig=b2&X-Signature=c3&t=d4&key=e5&jwt=f6&otp=g7&nonce=h8&resetToken=i9#access_token=j0',
    'http://a.test/?code=<token-1>&sig=<token-2>&X-Signature=<token-3>&t=<token-4>&key=<token-5>&jwt=<token-6>&otp=<token-7>&nonce=<token-8>&resetToken=<token-9>#access_token=<token-10>',
  ],
  [
    'other parameters stay',
    'http://a.test/?id=1&zipcode=123&lang=en&monkey=x&page=2',
    'http://a.test/?id=1&zipcode=123&lang=en&monkey=x&page=2',
  ],
  ['times in parameters', 'http://a.test/?expires=1793613600&ts=5', 'http://a.test/?expires=<time>&ts=<time>'],
  [
    'a secret in an encoded link',
    'http://a.test/?to=%2Fx%3Ftoken%3Dabcdef%26a%3D1',
    'http://a.test/?to=%2Fx%3Ftoken%3D<token-1>%26a%3D1',
  ],
  [
    'an escaped token that is also bare',
    'http://a.test/?token=ab%2Bcd%3D then ab+cd= here',
    'http://a.test/?token=<token-1> then <token-1> here',
  ],
  [
    'UUIDs, in any case',
    '7f1c2a9e-0b7d-4f39-9a53-0b5f4e1a2b3c 7F1C2A9E-0B7D-4F39-9A53-0B5F4E1A2B3C',
    '<uuid-1> <uuid-1>',
  ],
  ['ISO times', '2026-11-02T10:00:00.123Z 2026-11-02 10:00 2026-11-02T10:00:00+01:00', '<time> <time> <time>'],
  ['a date stays', 'from 2026-11-02 on', 'from 2026-11-02 on'],
  [
    'digests and JWTs',
    `/v/${'0f'.repeat(20)} /r/c7x2ab-${'0f'.repeat(16)}/ eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl`,
    '/v/<token-1> /r/<token-2>/ <token-3>',
  ],
  [
    'a code, its digits together or apart',
    'Your code is 482 913.\nType 482913 or 482-913, not 14829130.',
    'Your code is <code-1>.\nType <code-1> or <code-1>, not 14829130.',
  ],
  [
    'a code in a link',
    'Your code is 482913, https://a.test/?otp=482913',
    'Your code is <code-1>, https://a.test/?otp=<code-1>',
  ],
  ['line ends and trailing blanks', 'a \t\r\nb\rc\u00a0\n\n\nd\n\n', 'a\nb\nc\n\n\nd'],
  ['what a terminal would obey', 'a\u001b[31mb\u202ec\u0000', 'a\\x1b[31mb\\u202ec\\x00'],
])('in a text: %s', async (_what, text, shown) => {
  expect(await textOf(text, { inbox: 't-x-1' })).toBe(shown)
})

test.each([
  [
    'attributes by name',
    '<p style="b" id=a hidden class=\'c "d"\'>x</p>',
    '<p class="c &quot;d&quot;" hidden id="a" style="b">x</p>',
  ],
  [
    'white space folded, entities written alike',
    '<p> a\n  &lt; b &amp;&nbsp;c&#8203;\n</p>',
    '<p>a &lt; b &amp;&nbsp;c&#x200b;</p>',
  ],
  [
    'blocks on lines of their own',
    '<div><p>a</p><p>b<br>c</p></div>',
    '<div>\n  <p>a</p>\n  <p>\n    b<br>\n    c\n  </p>\n</div>',
  ],
  ['elements left open', '<ul><li>a<li>b</ul><hr>', '<ul>\n  <li>\n    a\n  <li>\n    b\n</ul>\n<hr>'],
  ['an end without a beginning', '</div>a</b>', '</div>\na</b>'],
  [
    'pre as it is',
    '<div><pre>\n a  b\n   <b>c</b>\n</pre></div>',
    '<div>\n  <pre>\n a  b\n   <b>c</b>\n</pre>\n</div>',
  ],
  [
    'style but for its indentation',
    '<div><style>\n      a { b: c }\n        d  {}\n    </style></div>',
    '<div>\n  <style>\n    a { b: c }\n      d  {}\n  </style>\n</div>',
  ],
  [
    'comments and doctypes',
    '<!doctype  html><!--[if mso]><b><![endif]--><p>a<!-- b --></p>',
    '<!doctype  html>\n<!--[if mso]><b><![endif]-->\n<p>a<!-- b --></p>',
  ],
  [
    'a code, one digit to a cell',
    '<p>Your code is</p><table><tr><td>4<td> 8 <td>2<td>9</tr></table><p>4829</p>',
    '<p>Your code is</p>\n<table>\n  <tr>\n    <td>\n      <code-1.1>\n    <td>\n      <code-1.2>\n    <td>\n      <code-1.3>\n    <td>\n      <code-1.4>\n  </tr>\n</table>\n<p><code-1></p>',
  ],
  [
    'a token behind an escaped equals sign',
    '<a href="https://a.test/?token&#x3D;abc">x</a>',
    '<a href="https://a.test/?token=<token-1>">x</a>',
  ],
])('in HTML: %s', async (_what, source, shown) => {
  expect(await htmlOf(source)).toBe(shown)
})

test('raw HTML keeps its layout and loses what changes', async () => {
  const source = '<p  id=b\n class=a><a href="https://a.test/?token&#x3D;abc&amp;x=1">x</a></p>'
  expect(await htmlOf(source, { html: 'raw' })).toBe(
    '<p  id=b\n class=a><a href="https://a.test/?token&#x3D;<token-1>&amp;x=1">x</a></p>',
  )
})

test('HTML can be left out, and what is not there is said', async () => {
  const raw = Buffer.from('Content-Type: text/html\r\n\r\n<p>x</p>')
  expect(await snapshot(raw, { html: 'none' })).toBe(
    '# envelope\nMAIL FROM shop@example.com\nRCPT TO ann@example.com\n\n# headers\n(none)\n\n# parts\ntext/html\n\n' +
      '# text\n(none)\n\n# links\n(none)\n\n# attachments\n(none)\n',
  )
})

test('shows the headers that are asked for, in that order, without signatures, versions and boundaries', async () => {
  const raw = mail(`
    DKIM-Signature: v=1; a=rsa-sha256; b=abc
    X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)
    X-Run: a
    x-run: b
    Content-Type: multipart/mixed; boundary="b1"

    --b1--
  `)
  const headers = ['x-run', 'X-Mailer', 'Content-Type', 'DKIM-Signature', 'Subject']
  expect(await sectionOf('headers', raw, { headers })).toBe(
    'x-run: a\nx-run: b\nX-Mailer: PHPMailer <version> (https://github.com/PHPMailer/PHPMailer)\n' +
      'Content-Type: multipart/mixed; boundary=<boundary-1>\nDKIM-Signature: <present>',
  )
})

test('says how much of a long text is left out, and cuts at the end of a line', async () => {
  const line = `${'x'.repeat(99)}\n`
  const shown = await textOf(line.repeat(3_000))
  expect(shown.split('\n')).toHaveLength(2_001)
  expect(shown.split('\n').slice(-2)).toEqual(['x'.repeat(99), '… and 100001 more characters'])
})

test('says how many lines of a list are left out', async () => {
  const links = await sectionOf(
    'links',
    Buffer.from(`\r\n${Array.from({ length: 1_001 }, (_, n) => `https://a.test/${n}`).join('\n')}`),
  )
  expect(links.split('\n').slice(-2)).toEqual(['https://a.test/999', '… and 1 more'])
})

test.each(bombs)('$name: the snapshot is bounded', { timeout: 20_000 }, async ({ build }) => {
  const message = await messageOf(build())
  const started = performance.now()
  const shown = snapshotOf(message, { ...usual, inbox: 't-x-1' })
  // It takes a tenth of that; the rest is for a busy machine.
  expect(performance.now() - started).toBeLessThan(10_000)
  expect(shown.length).toBeLessThan(3_000_000)
})

test.each([
  '<b>x</b> ',
  '<td>4',
  '<p a=b ',
  '</x>',
  '<!--\n-->',
  '<pre>',
  'a<br>',
  'a&amp;',
  'eyJ-',
  '0000-',
  '?token=',
])('200,000 characters of %j take no time to speak of', async (piece) => {
  const message = await messageOf(Buffer.from('Content-Type: text/html\r\n\r\nYour code is 444444.'))
  const html = piece.repeat(200_000 / piece.length)
  const started = performance.now()
  snapshotOf({ ...message, html, text: html }, { ...usual, inbox: 't-x-1' })
  expect(performance.now() - started).toBeLessThan(10_000)
})

const corpus = findCorpus()
test.skipIf(corpus === null)(
  'every mail of the corpus has a snapshot of clean lines, the same each time',
  { timeout: 120_000 },
  async () => {
    const files = readFileSync(`${corpus}/MANIFEST.tsv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0]!)
      .filter((file) => !file.endsWith('.json'))
    const unclean: string[] = []
    for (const file of files) {
      const message = await messageOf(readFileSync(`${corpus}/mail/${file}`))
      const shown = snapshotOf(message, usual)
      if (/[ \t]\n|\r/.test(shown) || !/[^\n]\n$/.test(shown)) unclean.push(file)
      if (shown !== snapshotOf(message, usual)) unclean.push(`${file}: not the same twice`)
    }
    expect(files.length).toBeGreaterThan(600)
    expect(unclean).toEqual([])
  },
)
