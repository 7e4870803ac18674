import { expect, test, vi } from 'vitest'
import { Value } from 'typebox/value'
import { PreviewAnswer } from '../../contract/preview.ts'
import { createCapabilities } from '../../server/http/preview/capabilities.ts'
import { inlineType } from '../../server/http/preview/sniff.ts'
import { inProcess, type Room } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function part(headers: string, content: Buffer | string): string {
  const body = Buffer.from(content).toString('base64')
  return `--x\r\n${headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`
}

const MAIL =
  'Subject: Hello\r\nContent-Type: multipart/related; boundary=x\r\n\r\n' +
  part(
    'Content-Type: text/html; charset=iso-8859-1',
    Buffer.from(
      '<!doctype html><p onclick="x()">Gr\xfc\xdfe<script>x()</script><img src="cid:logo@shop"><img src="images/a.png">' +
        '<img src="cid:gone"><img src="http://track.test/p.gif" width=1 height=1>',
      'latin1',
    ),
  ) +
  part('Content-Type: application/octet-stream\r\nContent-ID: <logo@shop>', PNG) +
  part('Content-Type: image/svg+xml; name="a b.svg"\r\nContent-ID: <vector>', '<svg onload="x()"/>') +
  part('Content-Type: image/png\r\nContent-Location: images/a.png', PNG) +
  part('Content-Type: image/png\r\nContent-ID: <page>', '<html><script>x()</script>') +
  part('Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=secret.pdf', '%PDF') +
  part('Content-Type: font/woff2\r\nContent-ID: <font>', 'wOF2----') +
  '--x--\r\n'

async function deliver({ intake }: Room, raw = MAIL): Promise<string> {
  const record = scriptedSession()
  intake.opened(record)
  return intake.accept(delivery(record, raw), record)
}

async function previewed(changes: Parameters<typeof inProcess>[0] = {}, raw = MAIL) {
  const room = await inProcess(changes)
  const id = await deliver(room, raw)
  const headers = { authorization: 'Bearer t0ken', host: 'localhost:8025' }
  const post = await room.app.inject({
    method: 'POST',
    url: `${changes.basePath ?? '/'}api/messages/${id}/preview`,
    headers,
  })
  const answer = post.json<PreviewAnswer>()
  const get = (url: string, more: Record<string, string> = {}) =>
    room.app.inject({ url, headers: { host: 'localhost:8025', ...more } })
  return { ...room, id, post, answer, get, at: (path: string) => answer.url.replace('index.html', path) }
}

test('gives the path of a page, and what was taken out of it', async () => {
  const { post, answer } = await previewed()
  expect(post.statusCode).toBe(200)
  expect(Value.Check(PreviewAnswer, answer)).toBe(true)
  expect(answer.url).toMatch(/^\/preview\/[\w-]{22}\/index\.html$/)
  expect(answer.report).toEqual({
    scripts: 1,
    handlers: 1,
    forms: 0,
    frames: 0,
    links: 0,
    metas: 0,
    remote: [{ url: 'http://track.test/p.gif', kind: 'image', pixel: true }],
    remoteTotal: 1,
    inline: 2,
    unknownCid: 1,
  })
})

test('shows the mail in UTF-8, whatever it was sent in, with its parts and without its scripts', async () => {
  const { answer, get } = await previewed()
  const { headers, body, statusCode } = await get(answer.url)
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  const nonce = /<script nonce="([\w-]{22})">/.exec(body)?.[1]
  expect(body).toMatch(/^<!doctype html><base target="_blank"><script nonce="/)
  expect(body.slice(body.indexOf('</script>') + 9)).toBe(
    '<p>Grüße<img src="part/1.2"><img src="part/1.4"><img src="cid:gone">' +
      '<img src="http://track.test/p.gif" width=1 height=1>',
  )
  const token = answer.url.split('/')[2]
  expect(headers).toMatchObject({
    'content-security-policy':
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; ` +
      `img-src data: localhost:8025/preview/${token}/; font-src data: localhost:8025/preview/${token}/; ` +
      "media-src 'none'; connect-src 'none'; object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; " +
      "frame-ancestors 'self'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'permissions-policy': expect.stringContaining('camera=()') as string,
  })
  expect((await get(answer.url)).body).not.toContain(nonce)
})

const rule = (policy: unknown, name: string) =>
  String(policy)
    .split('; ')
    .find((each) => each.startsWith(name))

test('remote content widens images, fonts and style sheets, and nothing else', async () => {
  const { answer, get } = await previewed()
  const closed = String((await get(answer.url)).headers['content-security-policy']).split('; ')
  const open = String((await get(`${answer.url}?remote=1`)).headers['content-security-policy']).split('; ')
  const wider = open.filter((each, at) => each !== closed[at] && !each.startsWith('script-src'))
  expect(wider).toEqual(
    closed.filter((each) => /^(img|font|style)-src/.test(each)).map((each) => `${each} http: https:`),
  )
})

test('without images there are none, also not of the mail itself', async () => {
  const { answer, get } = await previewed()
  const { headers } = await get(`${answer.url}?images=off&remote=1`)
  expect(rule(headers['content-security-policy'], 'img-src')).toBe("img-src 'none'")
})

test('the strict page has no script, and may have none', async () => {
  const { answer, get } = await previewed()
  const { headers, body } = await get(`${answer.url}?strict=true`)
  expect(body).not.toContain('<script')
  expect(rule(headers['content-security-policy'], 'script-src')).toBe("script-src 'none'")
  expect(rule(headers['content-security-policy'], 'sandbox')).toBe(
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  )
})

test('a forced inversion turns the page, and its pictures back', async () => {
  const { answer, get } = await previewed()
  const { body } = await get(`${answer.url}?scheme=invert`)
  expect(body).toMatch(/^<!doctype html><base target="_blank"><style>html\{.*invert\(1\).*img,video,\[background\]\{/)
})

test.each([
  ['part/1.2', 'image/png', undefined],
  ['part/1.3', 'application/octet-stream', `attachment; filename="a b.svg"; filename*=UTF-8''a%20b.svg`],
  ['part/1.4', 'image/png', undefined],
  ['part/1.5', 'application/octet-stream', `attachment; filename="part-1.5"; filename*=UTF-8''part-1.5`],
  ['part/1.7', 'font/woff2', undefined],
])('%s is served as %s', async (path, type, disposition) => {
  const { at, get } = await previewed()
  const { headers, statusCode } = await get(at(path), { origin: 'null' })
  expect(statusCode).toBe(200)
  expect(headers).toMatchObject({
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/) as string,
  })
  expect(headers['content-disposition']).toBe(disposition)
  expect(headers['access-control-allow-origin']).toBe(type.startsWith('font/') ? '*' : undefined)
})

test('a part that the page cannot name is not served', async () => {
  const { at, get, id } = await previewed()
  for (const path of ['part/1.6', 'part/1.1', 'part/1', 'part/9', 'part/1.2.1', 'part/', 'index.htm', ''])
    expect([path, (await get(at(path))).statusCode]).toEqual([path, 404])
  expect((await get(`/api/messages/${id}/parts/1.6`)).statusCode).toBe(200)
})

test('an address that was never given out has a page that says so, and may do nothing', async () => {
  const { get } = await previewed()
  for (const path of [
    'AAAAAAAAAAAAAAAAAAAAAA/index.html',
    'AAAAAAAAAAAAAAAAAAAAAA/part/1.2',
    'x/index.html',
    'x',
    'x/y/z',
  ]) {
    const { statusCode, headers, body } = await get(`/preview/${path}`, { accept: 'text/html' })
    expect([path, statusCode, headers['content-type']]).toEqual([path, 404, 'text/html; charset=utf-8'])
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'.*frame-ancestors 'self'; sandbox allow-popups/,
    )
    expect(headers['x-dns-prefetch-control']).toBe('off')
    expect(body).not.toContain('<script')
  }
  expect((await get('/preview/AAAAAAAAAAAAAAAAAAAAAA/index.html')).body).toContain(
    'This preview has expired, or its address was never given out. Open the message again to get a new one.',
  )
})

test('a preview ends with its message', async () => {
  const { answer, get, store, id } = await previewed()
  await store.delete({ kind: 'ids', ids: [id] }, null, null)
  const { statusCode, body } = await get(answer.url)
  expect(statusCode).toBe(404)
  expect(body).toContain('The message of this preview is gone: it was deleted, or a limit dropped it.')
})

test('a message without HTML has no preview, and one that is not there neither', async () => {
  const { post, app, id } = await previewed({}, 'Subject: x\r\n\r\njust text')
  expect(post.statusCode).toBe(404)
  expect(post.json()).toMatchObject({
    code: 'not_found',
    message: `The sender sent no HTML part in "${id}", so there is nothing to preview.`,
  })
  const other = await app.inject({ method: 'POST', url: '/api/messages/nothing/preview' })
  expect(other.json()).toMatchObject({ code: 'not_found' })
})

test('a misspelt parameter is an error here too', async () => {
  const { answer, get } = await previewed()
  const { statusCode, body } = await get(`${answer.url}?schema=dark`)
  expect(statusCode).toBe(400)
  expect(body).toContain('Did you mean \\"scheme\\"?')
})

test('the path is the credential: the page needs no other, and everything else still does', async () => {
  const { answer, at, get, id } = await previewed({ token: 't0ken' })
  expect((await get(answer.url)).statusCode).toBe(200)
  expect((await get(`${answer.url}?remote=1`)).statusCode).toBe(200)
  expect((await get(at('part/1.2')))?.statusCode).toBe(200)
  const token = answer.url.split('/')[2] ?? ''
  for (const path of [
    `/api/messages/${id}`,
    `/api/messages/${id}/parts/1.2`,
    '/',
    '/preview/',
    `/preview/${token}`,
    `/preview/${token}/`,
    `/preview/${token}/other`,
    `/preview/${token}/index.html/`,
    `/preview/${token}/../../api/info`,
    `/preview/${token}/part/..%2f..%2f..%2fapi%2finfo`,
    `/preview/${token}/%69ndex.html`,
    `//preview/${token}/index.html`,
    `/preview/${token}/index.html/../../../api/info`,
    `/api/info?/preview/${token}/index.html`,
  ])
    expect([path, (await get(path)).statusCode]).toEqual([path, 401])
})

test('the origin of the frame is null: that passes for reading a preview, and for nothing else', async () => {
  const { answer, at, get, app, id } = await previewed()
  const origin = 'null'
  expect((await get(answer.url, { origin })).statusCode).toBe(200)
  expect((await get(at('part/1.7'), { origin })).statusCode).toBe(200)
  expect((await get(at('nowhere'), { origin })).statusCode).toBe(403)
  expect((await get('/api/info', { origin })).statusCode).toBe(403)
  expect((await get(answer.url, { origin: 'http://evil.example' })).statusCode).toBe(403)
  expect((await get(answer.url, { host: 'evil.example' })).statusCode).toBe(421)
  for (const url of [answer.url, `/api/messages/${id}/preview`])
    expect((await app.inject({ method: 'POST', url, headers: { origin } })).statusCode).toBe(403)
})

test('lives under the base path, and only there', async () => {
  const { answer, get } = await previewed({ basePath: '/mail/', token: 't0ken' })
  expect(answer.url).toMatch(/^\/mail\/preview\/[\w-]{22}\/index\.html$/)
  const { statusCode, headers } = await get(answer.url)
  expect(statusCode).toBe(200)
  expect(rule(headers['content-security-policy'], 'img-src')).toMatch(/^img-src data: localhost:8025\/mail\/preview\//)
  expect((await get(answer.url.replace('/mail', ''))).statusCode).toBe(401)
})

test('an address that CSP cannot name stands for the whole origin', async () => {
  const { answer, get } = await previewed()
  const { headers } = await get(answer.url, { host: '[::1]:8025' })
  expect(rule(headers['content-security-policy'], 'img-src')).toBe("img-src data: 'self'")
})

test('expires an hour after it was used last', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-01T10:00:00Z') })
  try {
    const { answer, get } = await previewed()
    expect(answer.expiresAt).toBe('2026-11-01T11:00:00.000Z')
    vi.setSystemTime('2026-11-01T10:59:59Z')
    expect((await get(answer.url)).statusCode).toBe(200)
    vi.setSystemTime('2026-11-01T11:59:58Z')
    expect((await get(answer.url)).statusCode).toBe(200)
    vi.setSystemTime('2026-11-01T12:59:59Z')
    expect((await get(answer.url)).statusCode).toBe(404)
  } finally {
    vi.useRealTimers()
  }
})

test('a message keeps its token as long as that lives; of too many the one used least recently goes', () => {
  let now = 0
  const capabilities = createCapabilities({ now: () => now, lifetime: 100, most: 2 })
  const first = capabilities.grant('one')
  expect(first).toMatchObject({ expiresAt: 100, token: expect.stringMatching(/^[\w-]{22}$/) as string })
  now = 50
  expect(capabilities.grant('one')).toEqual({ token: first.token, expiresAt: 150 })
  const second = capabilities.grant('two')
  expect(capabilities.messageOf(first.token)).toBe('one')
  const third = capabilities.grant('three')
  expect([first, second, third].map(({ token }) => capabilities.messageOf(token))).toEqual(['one', null, 'three'])
  now = 150
  expect(capabilities.messageOf(first.token)).toBeNull()
  expect(capabilities.grant('one').token).not.toBe(first.token)
})

const bmp = Buffer.concat([Buffer.from('BM'), Buffer.from([30, 0, 0, 0]), Buffer.alloc(24)])
test.each([
  ['PNG', PNG, 'image/png'],
  ['JPEG', '\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF', 'GIF89a', 'image/gif'],
  ['WebP', 'RIFF----WEBP', 'image/webp'],
  ['AVIF', '\0\0\0\x20ftypavif', 'image/avif'],
  ['BMP', bmp, 'image/bmp'],
  ['what begins as BMP', 'BM, a letter to someone or other', null],
  ['WOFF', 'wOFF', 'font/woff'],
  ['TrueType', '\0\x01\0\0', 'font/ttf'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', null],
  ['HTML', '<!doctype html>', null],
  ['nothing', '', null],
])('knows %s by its bytes', (_, bytes, type) => {
  expect(inlineType(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)).toBe(type)
})
