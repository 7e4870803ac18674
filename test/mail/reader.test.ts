import { afterAll, expect, test } from 'vitest'
import { createMailReader } from '../../server/mail/reader.ts'
import { bombs } from './bombs.ts'
import { mail } from './mails.ts'

const reader = createMailReader()
afterAll(() => reader.stop())

const welcome = mail(`
  from: Shop <shop@example.com>
  To: ann@example.com
  Subject: =?utf-8?Q?Welcome_=E2=9C=93?=
   again
  X-Odd:  spaced
  X-Odd: twice
  MIME-Version: 1.0
  Content-Type: multipart/alternative; boundary=b

  --b
  Content-Type: text/plain; charset=utf-8

  Hello Ann,
  your verification code is 482 913.
  --b
  Content-Type: text/html; charset=utf-8
  Content-Transfer-Encoding: quoted-printable

  <p>Hello Ann, <a href=3D"https://example.com/verify?token=3Dx">verify</a></p>
  --b--`)

const big = (raw: Buffer) => Buffer.concat([raw, Buffer.alloc(20_000, '\r\n')])

test('lists the headers in order, with duplicates, case and folds', async () => {
  const { headers } = await reader.read(welcome)
  expect(headers.slice(0, 6)).toEqual([
    { name: 'from', value: 'Shop <shop@example.com>', raw: 'from: Shop <shop@example.com>' },
    { name: 'To', value: 'ann@example.com', raw: 'To: ann@example.com' },
    { name: 'Subject', value: 'Welcome ✓ again', raw: 'Subject: =?utf-8?Q?Welcome_=E2=9C=93?=\r\n again' },
    { name: 'X-Odd', value: 'spaced', raw: 'X-Odd:  spaced' },
    { name: 'X-Odd', value: 'twice', raw: 'X-Odd: twice' },
    { name: 'MIME-Version', value: '1.0', raw: 'MIME-Version: 1.0' },
  ])
})

test('tells the text, the page, links and codes of a mail', async () => {
  expect(await reader.read(welcome)).toMatchObject({
    text: 'Hello Ann,\nyour verification code is 482 913.',
    html: '<p>Hello Ann, <a href="https://example.com/verify?token=x">verify</a></p>',
    links: [{ href: 'https://example.com/verify?token=x', text: 'verify', part: '1.2' }],
    codes: [{ value: '482913', why: 'after "verification code"' }],
    attachments: [],
    parseError: null,
    digest: {
      snippet: 'Hello Ann, your verification code is 482 913.',
      hasText: true,
      hasHtml: true,
      attachments: 0,
      codes: ['482913'],
      link: 'https://example.com/verify?token=x',
    },
  })
})

test('makes up no text for a mail that has only a page, but shows its beginning', async () => {
  const { text, html, digest } = await reader.read(Buffer.from('Content-Type: text/html\n\n<p>Hello <b>Ann</b></p>'))
  expect({ text, html }).toEqual({ text: null, html: '<p>Hello <b>Ann</b></p>' })
  expect(digest).toMatchObject({ snippet: 'Hello Ann', hasText: false, hasHtml: true })
})

test('makes up no page for a mail that has only text', async () => {
  const { text, html } = await reader.read(Buffer.from('Subject: x\n\nSee http://example.com\n'))
  expect({ text, html }).toEqual({ text: 'See http://example.com\n', html: null })
})

test('tells an empty text from none', async () => {
  expect((await reader.read(Buffer.from('Subject: x\n\n'))).text).toBeNull()
  expect((await reader.read(Buffer.from('Content-Type: text/plain\n\n'))).text).toBe('')
})

test.each([
  ['iso-8859-1', Buffer.from('Grüße', 'latin1'), 'Grüße'],
  ['windows-1252', Buffer.from([0x80]), '€'],
  ['utf-16le', Buffer.from('Grüße', 'utf16le'), 'Grüße'],
  ['iso-2022-jp', Buffer.from('\u001b$BF|K\\8l\u001b(B'), '日本語'],
  ['gb18030', Buffer.from([0xc4, 0xe3]), '你'],
  ['euc-kr', Buffer.from([0xc7, 0xd1]), '한'],
  ['koi8-r', Buffer.from([0xc4, 0xc1]), 'да'],
  ['utf-7', Buffer.from('Gr+APw-'), 'Grü'],
])('reads text in %s', async (charset, bytes, text) => {
  const raw = Buffer.concat([Buffer.from(`Content-Type: text/plain; charset=${charset}\n\n`), bytes])
  expect((await reader.read(raw)).text).toBe(text)
})

test('joins the lines of format=flowed', async () => {
  const raw = Buffer.from('Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\none \r\ntwo\r\nthree\r\n')
  expect((await reader.read(raw)).text).toBe('onetwo\nthree')
})

test('joins several texts, and leaves images where cid: points to them', async () => {
  const raw = mail(`
    Content-Type: multipart/mixed; boundary=b

    --b

    one
    --b
    Content-Type: text/html

    <img src="cid:x">
    --b

    two
    --b--`)
  expect(await reader.read(raw)).toMatchObject({ text: 'one\ntwo', html: '<img src="cid:x">' })
})

test('reads the same in a worker as in its own thread', async () => {
  const inline = createMailReader({ inlineBytes: Infinity })
  const large = big(welcome)
  expect(await reader.read(large)).toEqual(await inline.read(large))
  const decoded = await reader.part(large, '1.2', 'decoded')
  expect(Buffer.from(decoded!.bytes).toString()).toContain('verify?token=x')
  expect(await reader.part(large, '1.9', 'source')).toBeNull()
})

test('a mail with more links than are listed was read all the same, and says so', async () => {
  const text = Array.from({ length: 2_500 }, (_, n) => `http://example.com/${n}`).join('\n')
  const raw = Buffer.from(`Subject: x\n\n${text}\n`)
  const inline = createMailReader({ inlineBytes: Infinity })
  for (const { links, parseError, parts } of await Promise.all([reader.read(raw), inline.read(raw)])) {
    expect(links).toHaveLength(2_000)
    expect(parseError).toBeNull()
    expect(parts.problems).toEqual(['The mail has more than 2000 links; the first 2000 are listed.'])
  }
})

test('leaves the bytes of the mail with their owner', async () => {
  const large = big(welcome)
  const before = Buffer.from(large)
  await reader.read(large)
  await reader.part(large, '1', 'source')
  expect(large.equals(before)).toBe(true)
})

test('gives up a mail at the deadline, says so, and keeps what it knows', async () => {
  const strict = createMailReader({ deadline: 1_500, workers: 1 })
  const bomb = bombs.find(({ name }) => name === '10 MB UTF-7')!.build()
  const mails = await Promise.all([strict.read(bomb), strict.read(big(welcome))])
  await strict.stop()

  expect(mails[0].parseError).toBe(
    'Parsing the mail took more than 1500 ms and was given up. Its raw form is complete.',
  )
  expect(mails[0].headers.map(({ name }) => name)).toEqual(['From', 'To', 'Subject', 'Content-Type'])
  expect(mails[0].parts).toMatchObject({ contentType: 'text/plain', charset: 'utf-7' })
  expect(mails[1].parseError).toBeNull()
})

test('says what went wrong when there is no worker to be had', async () => {
  const broken = createMailReader({ worker: new URL('file:///nowhere/worker.js') })
  const { parseError, headers } = await broken.read(big(welcome))
  await broken.stop()
  expect(parseError).toContain('The mail could not be parsed')
  expect(headers[0]?.value).toBe('Shop <shop@example.com>')
})

test('answers what is under way when it is stopped', async () => {
  const stopped = createMailReader()
  const reading = stopped.read(bombs.find(({ name }) => name === '10 MB UTF-7')!.build())
  await stopped.stop()
  expect((await reading).parseError).toBe('The sink was stopped while the mail was being parsed.')
})

test('survives header and parameter names that objects have', async () => {
  const raw = Buffer.from('__proto__: x\nconstructor: y\nContent-Type: text/plain; __proto__=z\n\nbody')
  const { headers, text } = await reader.read(raw)
  expect(headers[0]).toEqual({ name: '__proto__', value: 'x', raw: '__proto__: x' })
  expect(text).toBe('body')
  expect(({} as { z?: unknown }).z).toBeUndefined()
})
