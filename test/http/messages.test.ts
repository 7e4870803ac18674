import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { Message, MessageSummary } from '../../contract/message.ts'
import { inProcess, type Room } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

const like = (pattern: RegExp) => expect.stringMatching(pattern) as string
const MAIL = 'Subject: Hello\r\nFrom: Shop <shop@example.com>\r\nTo: ann@example.com\r\n\r\nHello Ann\r\n'

async function deliver({ intake }: Room, raw: string | Buffer = MAIL): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  record.say('client', 'MAIL FROM:<shop@example.com>', { transaction: 1 })
  record.say('server', '250 OK', { transaction: 1 })
  record.say('client', 'QUIT')
  return intake.accept(delivery(record, raw), record)
}

/** Mails by subject, in order. */
async function deliverAll(room: Room, ...subjects: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const subject of subjects) ids.push(await deliver(room, `Subject: ${subject}\r\n\r\nx`))
  return ids
}

const subjects = (body: unknown) => (body as { messages: { subject: string }[] }).messages.map(({ subject }) => subject)

test('lists the newest first, a page at a time, from a cursor or an id', async () => {
  const room = await inProcess()
  const [, second = ''] = await deliverAll(room, 'one', 'two', 'three')
  const get = async (query: string) => (await room.app.inject(`/api/messages${query}`)).json<unknown>()
  expect(subjects(await get(''))).toEqual(['three', 'two', 'one'])
  expect(subjects(await get('?limit=2'))).toEqual(['three', 'two'])
  expect(subjects(await get(`?before=${second}`))).toEqual(['one'])
  expect(subjects(await get(`?after=${second}&order=asc`))).toEqual(['three'])
  const { cursor } = (await get('')) as { cursor: string }
  await deliverAll(room, 'four')
  expect(subjects(await get(`?after=${cursor}`))).toEqual(['four'])
  expect(await get('?limit=1')).toMatchObject({ total: 4 })
})

test('a list and a message are what the contract says they are', async () => {
  const room = await inProcess()
  const id = await deliver(room)
  const list = await room.app.inject('/api/messages')
  const { messages, cursor } = list.json<{ messages: unknown[]; cursor: string }>()
  expect(Value.Errors(MessageSummary, messages[0])).toEqual([])
  expect(messages[0]).toMatchObject({ digest: { snippet: 'Hello Ann' } })
  expect(list.headers['x-mailsink-cursor']).toBe(cursor)
  const message: unknown = (await room.app.inject(`/api/messages/${id}`)).json()
  expect(Value.Errors(Message, message)).toEqual([])
  expect(message).toMatchObject({
    subject: 'Hello',
    text: 'Hello Ann\n',
    html: null,
    from: [{ address: 'shop@example.com' }],
  })
})

test.each([
  [
    'limt=3',
    'unknown_parameter',
    'There is no query parameter "limt" here. Did you mean "limit"? Known: limit, before, after, order, digests, q, has, to, ' +
      'from, cc, bcc, rcpt, mailFrom, replyTo, subject, text, html, body, link, code, id, session, listener, inbox, user, ' +
      'helo, address, tls, header.<name>, attachment, attachment.filename, attachment.type, size.above, size.below, ' +
      'time.after, time.before, not.<criterion>.',
  ],
  ['befor=x', 'unknown_parameter', /Did you mean "before"/],
  ['ordre=asc', 'unknown_parameter', /Did you mean "order"/],
  ['__proto__=x', 'unknown_parameter', /There is no query parameter "__proto__"/],
  ['constructor=x', 'unknown_parameter', /There is no query parameter "constructor"/],
  ['limit=0', 'bad_request', '"limit" is "0", but has to be a whole number from 1 to 1000.'],
  ['limit=1001', 'bad_request', /from 1 to 1000/],
  ['limit=ten', 'bad_request', /"limit" is "ten"/],
  ['limit=1e2', 'bad_request', /"limit" is "1e2"/],
  ['limit=', 'bad_request', /"limit" is ""/],
  ['limit=1&limit=2', 'bad_request', '"limit" was given more than once; give it once.'],
  ['order=newest', 'bad_request', '"order" is "newest", but has to be desc or asc.'],
  ['before=', 'bad_request', /"before" is "".*left off/],
])('?%s is answered with %s', async (query, code, message) => {
  const { app } = await inProcess()
  const answer = await app.inject(`/api/messages?${query}`)
  expect(answer.statusCode).toBe(400)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: expect.any(String) as string,
    status: 400,
    code,
    message: typeof message === 'string' ? message : like(message),
  })
})

test('a parameter on a route that takes none is an error, too', async () => {
  const { app } = await inProcess()
  const answer = await app.inject('/api/info?verbose')
  expect(answer.json()).toMatchObject({ code: 'unknown_parameter', message: like(/takes none/) })
})

test('a place that this history does not know is 410', async () => {
  const { app } = await inProcess()
  for (const place of ['abcdef012345.1', 'nobody']) {
    const answer = await app.inject(`/api/messages?after=${place}`)
    expect(answer.statusCode).toBe(410)
    expect(answer.json()).toMatchObject({ code: 'history_lost', title: 'History Lost' })
  }
})

test('raw gives the exact bytes, as a mail, and as a file when asked', async () => {
  const room = await inProcess()
  const bytes = Buffer.concat([Buffer.from('X: '), Buffer.from([0, 255, 13, 10, 46]), Buffer.from(' \n\r')])
  const { id } = await room.store.import(bytes, { from: '', to: [] }, '')
  const answer = await room.app.inject(`/api/messages/${id}/raw`)
  expect(answer.rawPayload).toEqual(bytes)
  expect(answer.headers['content-type']).toBe('message/rfc822')
  expect(answer.headers['content-disposition']).toBeUndefined()
  const download = await room.app.inject(`/api/messages/${id}/raw?download`)
  expect(download.headers['content-disposition']).toContain(`filename="${id}.eml"`)
  const head = await room.app.inject({ method: 'HEAD', url: `/api/messages/${id}/raw` })
  expect(head.headers['content-length']).toBe(String(bytes.length))
  expect(head.body).toBe('')
})

test('text and HTML come as text, and what the sender did not send is not made up', async () => {
  const room = await inProcess()
  const id = await deliver(room, 'Content-Type: text/html; charset=iso-8859-1\r\n\r\n<script>alert("\xfc")</script>')
  const html = await room.app.inject(`/api/messages/${id}/html`)
  expect(html.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(html.body).toContain('<script>')
  const text = await room.app.inject(`/api/messages/${id}/text`)
  expect(text.statusCode).toBe(404)
  expect(text.json()).toMatchObject({ code: 'not_found', message: `The sender sent no text part in "${id}".` })
})

test.each([
  ['image/png', 'image/png'],
  ['IMAGE/GIF; name=x', 'image/gif'],
  ['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
  ['text/html', 'application/octet-stream'],
  ['text/html; charset=utf-7', 'application/octet-stream'],
  ['application/xhtml+xml', 'application/octet-stream'],
  ['image/svg+xml', 'application/octet-stream'],
  ['image/svg+xml\r\nX: y', 'application/octet-stream'],
  ['text/xml', 'application/octet-stream'],
  ['message/rfc822', 'application/octet-stream'],
  ['multipart/related; boundary=x', 'application/octet-stream'],
  ['application/x-shockwave-flash', 'application/octet-stream'],
  ['application/pdf', 'application/pdf'],
  ['nonsense', 'text/plain'],
])('a part of type "%s" is a download of type %s that cannot run', async (type, served) => {
  const room = await inProcess()
  const id = await deliver(
    room,
    `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="a.svg"\r\n\r\n<svg onload=x>`,
  )
  const answer = await room.app.inject(`/api/messages/${id}/parts/1`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe(served)
  expect(answer.headers).toMatchObject({
    'content-disposition': like(/^attachment; filename="/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': like(/^sandbox; default-src 'none'/),
    'cross-origin-resource-policy': 'same-origin',
  })
})

test.each([
  ['../../etc/passwd', '__.._etc_passwd'],
  ['..\\..\\boot.ini', '__.._boot.ini'],
  ['/etc/passwd', '_etc_passwd'],
  ['a"; filename="b', 'a__ filename=_b'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['Grüße.pdf', 'Gr__e.pdf'],
  [`${'x'.repeat(5000)}.pdf`, `${'x'.repeat(146)}.pdf`],
])('a file called "%.20s" is saved under a name that does no harm', async (name, ascii) => {
  const { attachment } = await import('../../server/http/disposition.ts')
  const header = attachment(name)
  expect(header).not.toMatch(/[\r\n\u0000]|\.\.\/|\\/)
  expect(/filename="([^"]*)"/.exec(header)?.[1]?.replace(';', '_')).toBe(ascii)
})

test('a part as it was sent, and a part that is not there', async () => {
  const room = await inProcess()
  const id = await deliver(
    room,
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\none\r\n--b\r\n' +
      'Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n',
  )
  expect((await room.app.inject(`/api/messages/${id}/parts/1.2`)).rawPayload).toEqual(Buffer.from([0, 1, 2]))
  const source = await room.app.inject(`/api/messages/${id}/parts/1.2/source`)
  expect(source.body).toContain('Content-Transfer-Encoding: base64\r\n\r\nAAEC')
  const missing = await room.app.inject(`/api/messages/${id}/parts/7`)
  expect(missing.json()).toMatchObject({ status: 404, message: like(/has no part "7"/) })
  for (const part of ['..%2f..%2fetc%2fpasswd', '%252e%252e', '%00', '1.2.3'])
    expect((await room.app.inject(`/api/messages/${id}/parts/${part}`)).statusCode).toBe(404)
})

test('the transcript of a message is what was said in its transaction', async () => {
  const room = await inProcess()
  const id = await deliver(room)
  const { transcript } = (await room.app.inject(`/api/messages/${id}/transcript`)).json<{
    transcript: { text: string }[]
  }>()
  expect(transcript.map(({ text }) => text)).toEqual(['MAIL FROM:<shop@example.com>', '250 OK'])
})

test('whatever is asked of a message that is not there is a 404 that says so', async () => {
  const { app } = await inProcess()
  for (const path of ['', '/raw', '/text', '/html', '/transcript', '/parts/1', '/parts/1/source']) {
    const answer = await app.inject(`/api/messages/nobody${path}`)
    expect(answer.json()).toMatchObject({
      status: 404,
      code: 'not_found',
      message: like(/^There is no message "nobody"\./),
    })
  }
  expect((await app.inject({ method: 'DELETE', url: '/api/messages/nobody' })).statusCode).toBe(404)
  expect((await app.inject(`/api/messages/${'x'.repeat(5000)}`)).statusCode).toBe(404)
})

test('deletes one, some, or all, and never all by accident', async () => {
  const room = await inProcess()
  const [a = '', b = ''] = await deliverAll(room, 'a', 'b', 'c', 'd')
  const remove = (url: string, payload?: object) =>
    room.app.inject({ method: 'DELETE', url, ...(payload ? { payload } : {}) })
  expect((await remove('/api/messages')).json()).toMatchObject({ status: 400, message: like(/add \?all=true/) })
  expect((await remove('/api/messages', {})).statusCode).toBe(400)
  expect((await remove('/api/messages?all=false')).statusCode).toBe(400)
  expect((await remove('/api/messages?all=true', { ids: [a] })).statusCode).toBe(400)
  expect((await remove('/api/messages', { ids: [] })).json()).toEqual({ deleted: 0 })
  expect((await remove(`/api/messages/${a}`)).json()).toEqual({ deleted: 1 })
  expect((await remove('/api/messages', { ids: [a, b, b, 'nobody'] })).json()).toEqual({ deleted: 1 })
  expect((await remove('/api/messages?all=true')).json()).toEqual({ deleted: 2 })
})

test.each([
  ['{', /^The body is not JSON: /],
  ['{"ids":"a"}', /^"\/ids" of the body /],
  ['{"ids":[1]}', /^"\/ids\/0" of the body /],
  ['{"criteria":{}}', /of the body|^The body/],
  ['[]', /^The body /],
  ['{"__proto__":{"ids":[]}}', /would delete every message/],
])('DELETE with the body %s says what is wrong', async (payload, message) => {
  const { app } = await inProcess()
  const headers = { 'content-type': 'application/json' }
  const answer = await app.inject({ method: 'DELETE', url: '/api/messages', headers, payload })
  expect(answer.json()).toMatchObject({ status: 400, code: 'bad_request', message: like(message) })
  expect(({} as { ids?: unknown }).ids).toBeUndefined()
})

test('imports a mail with the envelope that is given, or the one of its headers', async () => {
  const room = await inProcess()
  const post = (query: string) =>
    room.app.inject({
      method: 'POST',
      url: `/api/messages${query}`,
      headers: { 'content-type': 'message/rfc822' },
      payload: MAIL,
    })
  const answer = await post('?from=a@example.com&to=b@example.com,c@example.com&to=d@example.com')
  expect(answer.statusCode).toBe(201)
  const summary = answer.json<{ id: string }>()
  expect(answer.headers['location']).toBe(`/api/messages/${summary.id}`)
  expect(summary).toMatchObject({
    envelope: { from: 'a@example.com', to: ['b@example.com', 'c@example.com', 'd@example.com'] },
    session: { id: null, listener: 'import' },
  })
  expect((await room.app.inject(`/api/messages/${summary.id}/raw`)).body).toBe(MAIL)
  expect((await post('')).json()).toMatchObject({ envelope: { from: 'shop@example.com', to: ['ann@example.com'] } })
  expect((await post('?from=')).json()).toMatchObject({ envelope: { from: '' } })
  for (const bad of ['a%0d%0aRCPT', 'a%20b', '%3Ca@b%3E', 'a%00', 'a%C2%85b', 'a%E2%80%A8b'])
    expect((await post(`?to=${bad}`)).json()).toMatchObject({ status: 400, message: like(/not a bare address/) })
})

test('an import that is too large, empty, or of another type is refused with the reason', async () => {
  const { app } = await inProcess({ messageSize: 100 })
  const post = (payload: string, type: string) =>
    app.inject({ method: 'POST', url: '/api/messages', headers: { 'content-type': type }, payload })
  expect((await post('x'.repeat(101), 'message/rfc822')).json()).toMatchObject({
    status: 413,
    code: 'too_large',
    message: 'The body has more than the 100 bytes that are taken here.',
  })
  expect((await post('x'.repeat(100), 'message/rfc822; charset=utf-8')).statusCode).toBe(201)
  expect((await post('', 'message/rfc822')).json()).toMatchObject({ status: 400, message: like(/empty/) })
  expect((await post('{}', 'application/json')).json()).toMatchObject({ status: 415, message: like(/message\/rfc822/) })
})

test('a mail that the budget cannot hold is 507, a JSON body over 1 MiB 413', async () => {
  const { app } = await inProcess({ messageSize: 80 << 20 })
  const full = await app.inject({
    method: 'POST',
    url: '/api/messages',
    headers: { 'content-type': 'message/rfc822' },
    payload: Buffer.alloc(70 << 20),
  })
  expect(full.json()).toMatchObject({ status: 507, code: 'storage_full' })
  const large = await app.inject({ method: 'DELETE', url: '/api/messages', payload: { ids: ['x'.repeat(1 << 20)] } })
  expect(large.json()).toMatchObject({ status: 413, code: 'too_large' })
})
