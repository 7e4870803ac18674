/** Mails that were made to break parsers. Each is built when it is needed: some have 50 MB. */

const head = (type: string) => `From: a@example.com\r\nTo: b@example.com\r\nSubject: bomb\r\nContent-Type: ${type}\r\n`
const kilo = 1_000
const mega = 1_000_000

export interface Bomb {
  readonly name: string
  readonly build: () => Buffer
}

function nested(depth: number): Buffer {
  const parts: string[] = [head('multipart/mixed; boundary="b0"'), '\r\n']
  for (let level = 0; level < depth; level++) {
    parts.push(`--b${level}\r\nContent-Type: multipart/mixed; boundary="b${level + 1}"\r\n\r\n`)
  }
  return Buffer.from(parts.join(''))
}

const field = (name: string, value: string) => Buffer.from(`${name}: ${value}\r\nSubject: bomb\r\n\r\nbody\r\n`)
const html = (body: string) => Buffer.from(`${head('text/html; charset=utf-8')}\r\n${body}`)
const text = (body: string) => Buffer.from(`${head('text/plain; charset=utf-8')}\r\n${body}`)

const utf16 = (body: string) =>
  Buffer.concat([Buffer.from(`${head('text/plain; charset=utf-16le')}\r\n`), Buffer.from(body, 'utf16le')])

export const bombs: Bomb[] = [
  { name: '10,000 nested multiparts', build: () => nested(10 * kilo) },
  {
    name: '100,000 sibling parts',
    build: () =>
      Buffer.from(`${head('multipart/mixed; boundary=b')}\r\n${'--b\r\n\r\nx\r\n'.repeat(100 * kilo)}--b--\r\n`),
  },
  { name: '1,000,000 headers', build: () => Buffer.from(`${'X-A: b\r\n'.repeat(mega)}\r\nbody`) },
  { name: '20 MB Subject', build: () => field('Subject', 'x'.repeat(20 * mega)) },
  { name: '20 MB Subject of encoded words', build: () => field('Subject', '=?utf-8?Q?=C3=A4?= '.repeat(mega)) },
  { name: '500,000 nested <div>', build: () => html('<div>'.repeat(500 * kilo)) },
  { name: '5 MB flat HTML', build: () => html('<p>some <b>text</b> in a paragraph</p>\r\n'.repeat(130 * kilo)) },
  { name: '1 MB of <', build: () => html('<'.repeat(mega)) },
  { name: '1 MB of <a', build: () => html('<a href="http://x.example/"'.repeat(40 * kilo)) },
  {
    name: '50 MB base64 attachment',
    build: () =>
      Buffer.concat([
        Buffer.from(`${head('application/octet-stream')}Content-Transfer-Encoding: base64\r\n\r\n`),
        Buffer.from(`${'QUJD'.repeat(19)}\r\n`.repeat(640 * kilo)),
      ]),
  },
  { name: '20 MB plain text', build: () => text('A line of text that says something.\r\n'.repeat(540 * kilo)) },
  { name: '20 MB text on one line', build: () => text('ä'.repeat(10 * mega)) },
  {
    name: '10 MB UTF-7',
    build: () => Buffer.from(`${head('text/plain; charset=utf-7')}\r\n${'+AOQ-+AOQ-'.repeat(mega)}`),
  },
  { name: '50 MB of empty lines', build: () => text('\n'.repeat(50 * mega)) },
  { name: '20 MB of empty lines in UTF-16', build: () => utf16('\n'.repeat(10 * mega)) },
  { name: '10 MB of white space in HTML', build: () => html('a \n'.repeat(3 * mega)) },
  {
    name: '20 MB of padded base64',
    build: () =>
      Buffer.from(`${head('text/plain')}Content-Transfer-Encoding: base64\r\n\r\n${'QQ=='.repeat(5 * mega)}`),
  },
  {
    name: '300,000 near-boundary lines',
    build: () =>
      Buffer.from(
        `${head(`multipart/mixed; boundary="${'b'.repeat(60)}"`)}\r\n--${'b'.repeat(60)}\r\n\r\n${`--${'b'.repeat(59)}\r\n`.repeat(300 * kilo)}`,
      ),
  },
  { name: '100,000 groups in To', build: () => field('To', 'g:'.repeat(100 * kilo)) },
  { name: '300,000 ( in To', build: () => field('To', '('.repeat(300 * kilo)) },
  { name: '1 MB of addresses', build: () => text('http://example.com/a '.repeat(50 * kilo)) },
  { name: '1 MB of URL', build: () => text(`http://example.com/${')'.repeat(mega)}`) },
  { name: '1 MB of codes', build: () => text('Your code is 482913. '.repeat(50 * kilo)) },
  { name: '1 MB of code words', build: () => text('verification '.repeat(80 * kilo)) },
  { name: '1 MB of letters before "code"', build: () => text(`${'x'.repeat(mega)}code`) },
  { name: '1 MB of digits', build: () => text(`code ${'1 '.repeat(500 * kilo)}`) },
  { name: '1 MB of a.a.a.', build: () => text(`code 123456 ${'a.'.repeat(500 * kilo)}`) },
  {
    name: '2 MB of = in quoted-printable',
    build: () =>
      Buffer.from(
        `${head('text/plain')}Content-Transfer-Encoding: quoted-printable\r\n\r\n${`=${' '.repeat(200)}x`.repeat(10 * kilo)}`,
      ),
  },
  { name: '2 MB of parameters', build: () => Buffer.from(`${head(`text/plain${'; a=b'.repeat(400 * kilo)}`)}\r\nx`) },
  {
    name: 'format=flowed in one paragraph',
    build: () => Buffer.from(`${head('text/plain; format=flowed')}\r\n${'word \r\n'.repeat(300 * kilo)}`),
  },
]
