/** The files of a message: shown where that is safe, packed where they are many. */
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { inProcess, onPort } from './support/app.ts'

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAYAgMAAACdGdVrAAAACVBMVEUAAAD///8lY+s0SATuAAAAAXRSTlMAQObYZgAAAD5JREFUeNqFzCEWACAIBNGteL8lkKwciG6heErRZ9Ypvw3wr81qoAWpA5KkdYiTXmhoFEzjxv2gcaje3PW/BeSSHcCpmyaPAAAAAElFTkSuQmCC'
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')

/** A mail of files: type, name, content in base64. */
function mailOf(...files: (readonly [type: string, name: string, content: string])[]): Buffer {
  const parts = files.map(
    ([type, name, content]) =>
      `--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
      `Content-Transfer-Encoding: base64\r\n\r\n${content}\r\n`,
  )
  return Buffer.from(`Subject: files\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`)
}

test.each([
  ['image/png', PNG, 'image/png'],
  ['application/octet-stream', PNG, 'image/png'],
  ['text/html', PNG, 'image/png'],
  ['image/svg+xml', base64('\xff\xd8\xff\xe0 jpeg'), 'image/jpeg'],
  ['image/png', base64('GIF89a...'), 'image/gif'],
  ['image/x', base64('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
  ['image/x', base64('\0\0\0\x1cftypavif\0\0\0\0'), 'image/avif'],
  ['application/x', base64('%PDF-1.7\n'), 'application/pdf'],
  ['text/plain; charset=iso-8859-1', base64('Gr\xfc\xdfe'), 'text/plain; charset=iso-8859-1'],
  ['text/x', base64('hello'), 'text/plain; charset=utf-8'],
])('a part that says %s and is harmless by its content is shown as what it is', async (type, content, served) => {
  const { app, store } = await inProcess()
  const { id } = await store.import(mailOf([type, 'a.bin', content]), { from: '', to: [] }, '')
  const answer = await app.inject(`/api/messages/${id}/parts/1.1?inline=true`)
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload).toEqual(Buffer.from(content, 'base64'))
  expect(answer.headers).toMatchObject({
    'content-type': served,
    'content-disposition': 'inline; filename="a.bin"; filename*=UTF-8\'\'a.bin',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
  })
})

test.each([
  ['image/png', '<script>alert(1)</script>', 'text/html'],
  ['image/png', '<!-- a --><svg onload=alert(1)>', 'image/svg+xml'],
  ['image/gif', '<?xml version="1.0"?><svg/>', 'image/svg+xml'],
  ['text/plain', '\ufeff  <!DOCTYPE html><p>', 'text/html'],
  ['text/plain', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', 'application/xhtml+xml'],
  ['application/pdf', '<html>%PDF-1.7', 'text/html'],
  ['image/png', 'PK\x05\x06', 'application/zip'],
  ['image/png', '\x01\x02\x03\x04', 'nothing that is known'],
])('a part that says %s and is %j is not shown', async (type, content, found) => {
  const { app, store } = await inProcess()
  const raw = mailOf([type, 'a.png', Buffer.from(content).toString('base64')])
  const { id } = await store.import(raw, { from: '', to: [] }, '')
  const answer = await app.inject(`/api/messages/${id}/parts/1.1?inline`)
  expect(answer.statusCode).toBe(415)
  expect(answer.json()).toMatchObject({
    code: 'unsupported_type',
    message: `By its content this is ${found}, which is not shown in a browser: it might act. Without ?inline it is a download.`,
  })
  const download = await app.inject(`/api/messages/${id}/parts/1.1`)
  expect(download.headers['content-disposition']).toMatch(/^attachment; /)
})

test('all files of a message come in one archive, under names that are clean and not the same', async () => {
  const { http, store } = await onPort()
  const raw = mailOf(
    ['image/png', 'a.png', PNG],
    ['text/plain', 'A.PNG', base64('two')],
    ['text/plain', '../../etc/passwd', base64('three')],
    ['text/plain', 'a.png', base64('four')],
    ['text/plain', 'con..  ', base64('five')],
    ['text/plain', '', base64('six')],
  )
  const { id } = await store.import(raw, { from: '', to: [] }, '')
  const answer = await fetch(`${http.url}api/messages/${id}/files.zip`)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}.zip"`)
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  expect(Object.keys(files)).toEqual(['a.png', 'A (2).PNG', '__.._etc_passwd', 'a (3).png', 'con', 'part-1.6'])
  expect(Buffer.from(files['a.png'] ?? [])).toEqual(Buffer.from(PNG, 'base64'))
  expect(Buffer.from(files['a (3).png'] ?? []).toString()).toBe('four')
})

test('a message without files has nothing to pack, and says so', async () => {
  const { app, store } = await inProcess()
  const { id } = await store.import(Buffer.from('Subject: x\r\n\r\nx'), { from: '', to: [] }, '')
  const answer = await app.inject(`/api/messages/${id}/files.zip`)
  expect(answer.json()).toMatchObject({
    status: 404,
    message: `Message "${id}" has no attachments, so there is nothing to pack.`,
  })
  const head = await app.inject({ method: 'HEAD', url: `/api/messages/${id}/files.zip` })
  expect(head.statusCode).toBe(404)
})
