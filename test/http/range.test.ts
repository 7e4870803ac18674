/** Stretches of large answers: any place of a mail, without what stands before it. */
import { expect, test } from 'vitest'
import { stretchIn } from '../../server/http/range.ts'
import { inProcess } from './support/app.ts'

test.each([
  [undefined, 100, null],
  ['bytes=0-9', 100, { from: 0, to: 10 }],
  ['bytes=90-', 100, { from: 90, to: 100 }],
  ['bytes=90-500', 100, { from: 90, to: 100 }],
  ['bytes=-10', 100, { from: 90, to: 100 }],
  ['bytes=-500', 100, { from: 0, to: 100 }],
  ['BYTES = 5 - 5', 100, { from: 5, to: 6 }],
  ['bytes=100-', 100, 'none'],
  ['bytes=-0', 100, 'none'],
  ['bytes=0-', 0, 'none'],
  ['bytes=9-5', 100, null],
  ['bytes=0-1,4-5', 100, null],
  ['lines=0-1', 100, null],
  ['bytes=-', 100, null],
  ['bytes=a-b', 100, null],
] as const)('%j of %i bytes', (header, size, stretch) => {
  expect(stretchIn(header, size)).toEqual(stretch)
})

const MAIL =
  'Subject: Grüße\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nHello Ann\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hello Ann</p>\r\n--b--\r\n'

async function asked() {
  const { app, store } = await inProcess()
  const { id } = await store.import(Buffer.from(MAIL), { from: '', to: [] }, '')
  return (path: string, headers: Record<string, string> = {}) =>
    app.inject({ url: `/api/messages/${id}/${path}`, headers })
}

test.each([
  ['raw', MAIL],
  ['text', 'Hello Ann'],
  ['html', '<p>Hello Ann</p>'],
  ['parts/1.2/source', 'Content-Type: text/html\r\n\r\n<p>Hello Ann</p>'],
  ['parts/1.1', 'Hello Ann'],
])('%s can be read from any place', async (path, whole) => {
  const ask = await asked()
  const bytes = Buffer.from(whole)
  const all = await ask(path)
  expect([all.statusCode, all.rawPayload, all.headers['accept-ranges']]).toEqual([200, bytes, 'bytes'])
  const some = await ask(path, { range: 'bytes=3-6' })
  expect([some.statusCode, some.rawPayload]).toEqual([206, bytes.subarray(3, 7)])
  expect(some.headers).toMatchObject({
    'content-range': `bytes 3-6/${bytes.length}`,
    'content-length': '4',
    'content-type': all.headers['content-type'],
    'x-content-type-options': 'nosniff',
  })
  expect((await ask(path, { range: 'bytes=-3' })).rawPayload).toEqual(bytes.subarray(-3))
})

test('a place behind the end is refused, and the size is told', async () => {
  const ask = await asked()
  const size = Buffer.byteLength(MAIL)
  const answer = await ask('raw', { range: `bytes=${size}-` })
  expect([answer.statusCode, answer.headers['content-range']]).toEqual([416, `bytes */${size}`])
  expect(answer.json()).toMatchObject({
    code: 'bad_range',
    message: `There are only ${size} bytes; "bytes=${size}-" lies behind them.`,
  })
})

test('a condition on what nothing here has is not met: the whole is sent', async () => {
  const ask = await asked()
  expect((await ask('raw', { range: 'bytes=0-3', 'if-range': '"abc"' })).statusCode).toBe(200)
})
