import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { FirstPage } from '../../contract/first-page.ts'
import { inProcess } from './support/app.ts'
import { delivery, scriptedSession } from './support/records.ts'

async function built(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'mailsink-pages-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html><head><title>mailsink</title></head><body></body></html>',
  )
  await writeFile(join(folder, 'assets/index-4f3a.js'), 'start()')
  await writeFile(join(folder, 'icon.svg'), '<svg/>')
  return pathToFileURL(`${folder}/`)
}

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test('serves the page, and its assets for ever', async () => {
  const { app } = await inProcess({ pages: await built() })
  const index = await app.inject({ url: '/', headers: page })
  expect(index.body).toContain('<head><base href="/">')
  expect(index.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  const policy = String(index.headers['content-security-policy'])
  for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"])
    expect(policy).toContain(rule)
  expect(policy).not.toMatch(/unsafe|upgrade-insecure|http:|\*/)
  const script = await app.inject('/assets/index-4f3a.js')
  expect(script.body).toBe('start()')
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  expect((await app.inject('/icon.svg')).headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'cache-control': 'no-cache',
  })
})

test.each([
  ['/messages/01jd', page, 200],
  ['/sessions/01jd?x=1', page, 200],
  ['/apiary', page, 200],
  ['/messages/01jd', { accept: 'application/json' }, 404],
  ['/messages/01jd', {}, 404],
  ['/api', page, 404],
  ['/api/nowhere', page, 404],
  ['/%61pi/nowhere', page, 404],
  ['//api/nowhere', page, 404],
  ['/api/v1/messages', page, 404],
  ['/api/v2/messages', page, 404],
  ['/api/email', page, 404],
  ['/api/events', page, 404],
  ['/assets/gone-1234.js', page, 404],
  ['/assets/..%2f..%2fetc%2fpasswd', page, 404],
  ['/assets/%252e%252e%252fetc/passwd', page, 404],
])('%s for a client that accepts %o is %i', async (url, headers, status) => {
  const { app } = await inProcess({ pages: await built() })
  const answer = await app.inject({ url, headers })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toMatch(status === 200 ? /^text\/html/ : /^application\/problem\+json/)
  const head = await app.inject({ method: 'HEAD', url, headers })
  expect([head.statusCode, head.body]).toEqual([status, ''])
})

test('its first answers come with the page, and nothing that a mail says ends them', async () => {
  const room = await inProcess({ pages: await built() })
  const record = scriptedSession()
  room.intake.opened(record)
  const subject = '</script><script>alert(1)</script><!--'
  await room.intake.accept(delivery(record, `Subject: ${subject}\r\n\r\nx`), record)
  const { body } = await room.app.inject({ url: '/messages', headers: page })
  const [, json = ''] = /<script type="application\/json" id="first-page">(.*?)<\/script><\/body>/s.exec(body) ?? []
  const { info, list } = JSON.parse(json) as FirstPage
  expect(list).toEqual((await room.app.inject('/api/messages?digests=false')).json())
  expect(list.messages.map((one) => one.subject)).toEqual([subject])
  expect(info.cursor).toBe(list.cursor)
  expect(body.match(/<script/g)).toHaveLength(1)
})

test('a page whose first answers cannot be had comes without them', async () => {
  const { app } = await inProcess({ pages: await built(), info: () => Promise.reject(new Error('not now')) })
  const { statusCode, body } = await app.inject({ url: '/', headers: page })
  expect([statusCode, body.endsWith('<body></body></html>')]).toEqual([200, true])
})

test('everything moves under the base path, and what lies outside says where it is', async () => {
  const { app } = await inProcess({ pages: await built(), basePath: '/mail/' })
  const redirect = await app.inject('/mail')
  expect([redirect.statusCode, redirect.headers['location']]).toEqual([308, '/mail/'])
  expect((await app.inject({ url: '/mail/', headers: page })).body).toContain('<base href="/mail/">')
  expect((await app.inject({ url: '/mail/messages/01jd', headers: page })).body).toContain('<base href="/mail/">')
  for (const url of [
    '/mail/api/info',
    '/mail/assets/index-4f3a.js',
    '/mail/metrics',
    '/mail/livez',
    '/livez',
    '/mail/api/docs',
  ])
    expect([url, (await app.inject(url)).statusCode]).toEqual([url, 200])
  for (const url of ['/', '/api/info', '/metrics', '/mailbox', '/assets/index-4f3a.js']) {
    const answer = await app.inject({ url, headers: page })
    expect([url, answer.statusCode]).toEqual([url, 404])
    expect(answer.json<{ message: string }>().message).toContain('/mail/')
  }
  const { paths, servers } = (await app.inject('/mail/api/openapi.json')).json<{ paths: object; servers: unknown }>()
  expect(Object.keys(paths)).toContain('/api/messages')
  expect(servers).toEqual([{ url: '/mail' }])
  const imported = await app.inject({
    method: 'POST',
    url: '/mail/api/messages',
    headers: { 'content-type': 'message/rfc822' },
    payload: 'Subject: x\r\n\r\n',
  })
  expect(imported.headers['location']).toMatch(/^\/mail\/api\/messages\/\w+$/)
})

test('where the pages are not built, the start says so', async () => {
  const { app } = await inProcess()
  const answer = await app.inject({ url: '/', headers: page })
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body).toContain('not built')
})
