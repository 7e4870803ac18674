import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Part } from '../../contract/message.ts'
import { mimeTree, onePart } from '../../server/mail/mime-tree.ts'
import { mail } from './mails.ts'

const outline = (part: Part): string[] => [`${part.part} ${part.contentType}`, ...part.parts.flatMap(outline)]
const problems = (part: Part): string[] => [...part.problems, ...part.parts.flatMap(problems)]
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')
const tree = (text: string) => mimeTree(mail(text)).root

const page = `
  Content-Type: multipart/mixed; boundary=outer

  Preamble.
  --outer
  Content-Type: multipart/related; boundary="in ner"

  --in ner
  Content-Type: text/html; charset=utf-8

  <img src="cid:logo">
  --in ner
  Content-Type: image/png; name=logo.png
  Content-Transfer-Encoding: base64
  Content-ID: <logo>

  aGVs
  bG8=
  --in ner--
  --outer
  Content-Type: application/pdf
  Content-Disposition: attachment; filename*0*=utf-8''%C3%A4; filename*1=" b.pdf"

  %PDF
  --outer--
  Epilogue.`

test('a Content-Type after a To of 750 kB counts', () => {
  const to = 'ann@example.com,\r\n '.repeat(44_000)
  const raw = Buffer.from(`To: ${to}\r\nContent-Type: text/html; charset=koi8-r\r\n\r\nx`)
  expect(mimeTree(raw).root).toMatchObject({ contentType: 'text/html', charset: 'koi8-r', size: 1 })
})

test('gives every part its place, and nothing to preamble and epilogue', () => {
  expect(outline(tree(page))).toEqual([
    '1 multipart/mixed',
    '1.1 multipart/related',
    '1.1.1 text/html',
    '1.1.2 image/png',
    '1.2 application/pdf',
  ])
})

test('tells of a file its name, size and digest', () => {
  expect(mimeTree(mail(page)).attachments).toEqual([
    {
      part: '1.1.2',
      filename: 'logo.png',
      contentType: 'image/png',
      detected: 'text/plain',
      mismatch: true,
      size: 5,
      sha256: sha256('hello'),
      contentId: '<logo>',
      disposition: null,
    },
    {
      part: '1.2',
      filename: 'ä b.pdf',
      contentType: 'application/pdf',
      detected: 'text/plain',
      mismatch: true,
      size: 4,
      sha256: sha256('%PDF'),
      contentId: null,
      disposition: 'attachment',
    },
  ])
})

test('gives one part decoded, and as it was sent with its header', () => {
  const raw = mail(page)
  expect(Buffer.from(onePart(raw, '1.1.2', 'decoded')!.bytes).toString()).toBe('hello')
  expect(Buffer.from(onePart(raw, '1.2', 'source')!.bytes).toString()).toBe(
    'Content-Type: application/pdf\r\n' +
      `Content-Disposition: attachment; filename*0*=utf-8''%C3%A4; filename*1=" b.pdf"\r\n\r\n%PDF`,
  )
  expect(Buffer.from(onePart(raw, '1', 'source')!.bytes)).toEqual(raw)
  expect(onePart(raw, '1.3', 'decoded')).toBeNull()
  expect(onePart(raw, '__proto__', 'decoded')).toBeNull()
})

test.each([
  ['LF', '\n'],
  ['CR', '\r'],
])('takes apart a mail whose lines end with %s', (_, end) => {
  const raw = Buffer.from(mail(page).toString().replaceAll('\r\n', end))
  expect(outline(mimeTree(raw).root)).toHaveLength(5)
  expect(mimeTree(raw).attachments.map(({ size }) => size)).toEqual([5, 4])
})

test.each([
  ['text/plain', 'name=a.txt', null, 'body'],
  ['text/html', '', 'inline', 'body'],
  ['text/plain', '', 'attachment', 'file'],
  ['text/calendar', '', null, 'file'],
  ['message/rfc822', '', 'inline', 'file'],
  ['message/delivery-status', '', null, 'file'],
  ['image/png', '', 'inline', 'file'],
])('takes the only part %s %s with disposition %s for %s', (type, parameter, disposition, role) => {
  const raw = Buffer.from(
    `Content-Type: ${type}; ${parameter}\n${disposition ? `Content-Disposition: ${disposition}\n` : ''}\ncontent`,
  )
  const { body, attachments } = mimeTree(raw)
  expect([body.length, attachments.length]).toEqual(role === 'body' ? [1, 0] : [0, 1])
})

test('takes a later text with a file name for an attachment, and one without for body', () => {
  const { body, attachments } = mimeTree(
    mail(`
    Content-Type: multipart/mixed; boundary=b

    --b

    one
    --b
    Content-Type: text/plain; name=log.txt

    two
    --b
    Content-Type: text/plain

    three
    --b--`),
  )
  expect(body.map(({ path }) => path)).toEqual(['1.1', '1.3'])
  expect(attachments.map(({ part }) => part)).toEqual(['1.2'])
})

test('does not look into an attached mail', () => {
  const root = tree(`
    Content-Type: multipart/digest; boundary=b

    --b

    Subject: inner
    Content-Type: multipart/mixed; boundary=c

    --c

    text
    --c--
    --b--`)
  expect(outline(root)).toEqual(['1 multipart/digest', '1.1 message/rfc822'])
})

test('keeps the text of a part that forgot its blank line', () => {
  const { body } = mimeTree(
    mail(`
    Content-Type: multipart/mixed; boundary=b

    --b
    Hello Ann
    --b--`),
  )
  expect(body.map(({ content }) => content.toString())).toEqual(['Hello Ann'])
})

test('does not clean the name of a file', () => {
  const { attachments } = mimeTree(Buffer.from('Content-Disposition: attachment; filename="../../etc/pass\\"wd"\n\nx'))
  expect(attachments[0]?.filename).toBe('../../etc/pass"wd')
})

test('reads parameters that objects have by name', () => {
  const root = tree(`
    Content-Type: text/plain; __proto__=x; constructor=y; charset=utf-8

    x`)
  expect(root.charset).toBe('utf-8')
  expect(({} as { x?: unknown }).x).toBeUndefined()
})

test.each([
  ['Content-Type: multipart/mixed\n\nx', 'without a boundary'],
  ['Content-Type: multipart/mixed; boundary=b\n\nx', 'No line has the boundary "b"'],
  ['Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx', 'The final boundary is missing'],
  [
    'Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nx\n--b--',
    'may not be encoded',
  ],
  [
    'Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\nx\n--b\n\ny\n--b--',
    'text/plain comes after text/html',
  ],
  ['Content-Type: text/plain\n\nGrüße', 'no declared charset; it is read as utf-8'],
  ['Content-Type: text/plain; charset=us-ascii\n\nGrüße', 'declared as us-ascii and has 8-bit bytes'],
  ['Content-Type: text/plain; charset=x-klingon\n\nx', 'The charset "x-klingon" is not known'],
  ['Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=FF', 'not valid UTF-8'],
  ['Content-Transfer-Encoding: x-uuencode\n\nx', 'The transfer encoding "x-uuencode" is not known'],
  ['Content-Transfer-Encoding: base64\n\naGVsbG8*', '1 byte that base64 does not know'],
  ['Content-Transfer-Encoding: base64\n\naGVsb', 'ends in the middle of a byte'],
  ['Content-Transfer-Encoding: quoted-printable\n\na=b', 'without two hexadecimal digits'],
  ['Content-Type: nonsense\n\nx', '"nonsense" is not a content type'],
  ['Content-Disposition: attachment; filename="=?utf-8?Q?a?="\n\nx', 'RFC 2047'],
])('notices what is wrong with %j', (raw, sentence) => {
  const found = problems(mimeTree(Buffer.from(raw)).root)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(sentence)
})

test('finds nothing wrong with a mail in order', () => {
  expect(problems(tree(page))).toEqual([])
})
