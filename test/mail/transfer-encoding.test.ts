import { expect, test } from 'vitest'
import { decodeTransfer } from '../../server/mail/transfer-encoding.ts'

const decoded = (encoding: string | null, text: string) =>
  decodeTransfer(Buffer.from(text), encoding).content.toString()

test.each([
  ['aGVsbG8=', 'hello'],
  ['aGVs\r\nbG8=\r\n', 'hello'],
  ['aGVs bG8', 'hello'],
  ['aGVsbA==\r\nbw==', 'hello'],
  ['aGVsbG8= added by a list', 'hello'],
  ['', ''],
])('decodes the base64 %j', (text, content) => {
  expect(decoded('base64', text)).toBe(content)
})

test.each([
  ['Gr=C3=BC=c3=9fe', 'Grüße'],
  ['one =\r\ntwo', 'one two'],
  ['one =  \r\ntwo', 'one two'],
  ['one=', 'one'],
  ['trailing  \r\nspace\t\n', 'trailing\r\nspace\n'],
  ['kept=20\r\n', 'kept \r\n'],
  ['1 =2 =3', '1 =2 =3'],
  ['a=\nb', 'ab'],
])('decodes the quoted-printable %j', (text, content) => {
  expect(decoded('quoted-printable', text)).toBe(content)
})

test.each([null, '', '7bit', '8bit', 'binary', 'x-own'])('leaves %j as it is', (encoding) => {
  expect(decoded(encoding, 'a=3D \r\n')).toBe('a=3D \r\n')
})
