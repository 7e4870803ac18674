import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createGuard, type GuardRules } from '../../server/http/guard.ts'
import { inProcess, onPort } from './support/app.ts'
import { DISGUISES, HEALTH, ROUTES } from './support/routes.ts'
import { ask, exchange, UPGRADE } from './support/wire.ts'

const gets = (paths: string[]) => paths.map((path): [string, string] => ['GET', path])

const open: GuardRules = { basePath: '/', allowHosts: [], allowOrigins: [], auth: null, token: null }

function verdict(rules: Partial<GuardRules>, headers: Record<string, string>, url = '/api/info', method = 'GET') {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const { problem } = createGuard({ ...open, ...rules })({
    method,
    url,
    headers: lower,
    rawHeaders: Object.entries(headers).flat(),
  })
  return problem?.problem.code ?? 'passes'
}

test.each([
  ['localhost', true],
  ['localhost:8025', true],
  ['LocalHost:8025', true],
  ['localhost.:8025', true],
  ['127.0.0.1', true],
  ['127.0.0.1:8025', true],
  ['192.168.1.20:8025', true],
  ['[::1]', true],
  ['[::1]:8025', true],
  ['[fe80::1]:8025', true],
  ['mail', true],
  ['mail:8025', true],
  ['my_service:8025', true],
  ['app.localhost', true],
  ['host.docker.internal:8025', true],
  ['shop.test', true],
  ['printer.local', true],
  ['mail.team.svc.cluster.local', true],
  ['evil.example', false],
  ['evil.example:8025', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['127.0.0.1.nip.io', false],
  ['eviltest', true],
  ['evil.xtest', false],
  ['evil.example.', false],
  ['evil.example..', false],
  ['..', false],
  ['0x7f.1', false],
  ['[evil.example]', false],
  ['[::1', false],
  ['localhost@evil.example', false],
  ['localhost/evil.example', false],
  ['localhost evil.example', false],
  ['localhost:8025:8025', false],
  ['localhost:port', false],
  ['', false],
])('Host "%s" is answered: %s', (host, answered) => {
  expect(verdict({}, { Host: host })).toBe(answered ? 'passes' : 'host_refused')
})

test('a Host that was allowed is answered, and only that one', () => {
  const rules = { allowHosts: ['Mail.Example.com'] }
  expect(verdict(rules, { Host: 'mail.example.com:443' })).toBe('passes')
  expect(verdict(rules, { Host: 'mail.example.com.' })).toBe('passes')
  expect(verdict(rules, { Host: 'a.mail.example.com' })).toBe('host_refused')
  expect(verdict(rules, {})).toBe('host_refused')
})

test.each([
  ['localhost:8025', 'http://localhost:8025', true],
  ['LOCALHOST:8025', 'http://localhost:8025', true],
  ['localhost', 'http://localhost', true],
  ['localhost:80', 'http://localhost', true],
  ['[::1]:8025', 'http://[::1]:8025', true],
  ['localhost:8025', 'https://localhost:8025', false],
  ['localhost:8025', 'http://localhost', false],
  ['localhost:8025', 'http://localhost:9999', false],
  ['localhost:8025', 'http://127.0.0.1:8025', false],
  ['localhost:8025', 'http://evil.example', false],
  ['localhost:8025', 'http://localhost.evil.example', false],
  ['localhost:8025', 'http://localhost:8025.evil.example', false],
  ['localhost:8025', 'http://localhost:8025@evil.example', false],
  ['localhost:8025', 'http://localhost:8025/', false],
  ['localhost:8025', 'null', false],
  ['localhost:8025', '', false],
  ['localhost:8025', 'http://localhost:8025, http://evil.example', false],
  ['localhost:8025', 'chrome-extension://abcdef', false],
])('at Host "%s" a page of "%s" passes: %s', (host, origin, passes) => {
  expect(verdict({}, { Host: host, Origin: origin })).toBe(passes ? 'passes' : 'origin_refused')
})

test('an Origin passes when it was allowed, letter by letter', () => {
  const rules = { allowOrigins: ['https://App.test:3000/', 'chrome-extension://abc'] }
  expect(verdict(rules, { Host: 'localhost', Origin: 'https://app.test:3000' })).toBe('passes')
  expect(verdict(rules, { Host: 'localhost', Origin: 'chrome-extension://abc' })).toBe('passes')
  // Both have the opaque origin "null" to a URL parser, which must not make them equal.
  expect(verdict(rules, { Host: 'localhost', Origin: 'chrome-extension://xyz' })).toBe('origin_refused')
  expect(verdict(rules, { Host: 'localhost', Origin: 'null' })).toBe('origin_refused')
  expect(verdict(rules, { Host: 'localhost', Origin: 'https://app.test' })).toBe('origin_refused')
})

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
const user = { user: 'ann', password: 'se:cret' }

test.each([
  ['nothing', '', { auth: user }, false],
  ['the user and password', basic('ann:se:cret'), { auth: user }, true],
  ['the scheme in capitals', basic('ann:se:cret').replace('Basic', 'BASIC'), { auth: user }, true],
  ['another password', basic('ann:secret'), { auth: user }, false],
  ['another user', basic('bob:se:cret'), { auth: user }, false],
  ['the password as a token', 'Bearer se:cret', { auth: user }, false],
  ['the token', 'Bearer t0ken', { token: 't0ken' }, true],
  ['another token', 'Bearer t0ken2', { token: 't0ken' }, false],
  ['the token as the password of anyone', basic('me:t0ken'), { token: 't0ken' }, true],
  ['the token beside a user', 'Bearer t0ken', { auth: user, token: 't0ken' }, true],
  ['the user beside a token', basic('ann:se:cret'), { auth: user, token: 't0ken' }, true],
  ['what is no scheme', 'Digest x', { auth: user, token: 't0ken' }, false],
  ['what is no Base64', 'Basic ???', { auth: user }, false],
])('%s passes where credentials are needed: %#', (_what, authorization, rules, passes) => {
  const headers: Record<string, string> = { Host: 'localhost' }
  if (authorization) headers['Authorization'] = authorization
  expect(verdict(rules, headers)).toBe(passes ? 'passes' : 'unauthorized')
})

const strangers: [string, Record<string, string>, number][] = [
  ['Host evil.example', { Host: 'evil.example' }, 421],
  ['no Host', {}, 421],
  ['Host evil.example with its own Origin', { Host: 'evil.example', Origin: 'http://evil.example' }, 421],
  ['Origin http://evil.example', { Host: 'localhost', Origin: 'http://evil.example' }, 403],
  ['Origin null', { Host: 'localhost', Origin: 'null' }, 403],
  ['Origin http://localhost.evil.example', { Host: 'localhost', Origin: 'http://localhost.evil.example' }, 403],
  ['Origin http://localhost:9999', { Host: 'localhost', Origin: 'http://localhost:9999' }, 403],
  ['a forwarded Host', { Host: 'evil.example', 'X-Forwarded-Host': 'localhost' }, 421],
]

test.each(strangers)('%s gets nowhere: no route, no way of writing it, no upgrade', async (_who, headers, status) => {
  const { http, store, subscriptions } = await onPort()
  await store.import(Buffer.from('Subject: kept\r\n\r\n'), { from: '', to: [] }, '')
  for (const [method, path] of [...ROUTES, ...gets(DISGUISES), ...gets(HEALTH)]) {
    const answer = await ask(http.port, path, headers, method)
    expect([method, path, answer.status]).toEqual([method, path, status])
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
  for (const path of ['/api/feed', '/%61pi/feed', '//api/feed', '/api/feed/', '/', '/livez', '/%zz']) {
    const answer = await ask(http.port, path, { ...headers, ...UPGRADE })
    expect([path, answer.status]).toEqual([path, status])
  }
  expect(subscriptions.open).toBe(0)
  expect((await store.state()).counts.messages).toBe(1)
})

test('a Host that is sent twice is refused, whichever of the two is good', async () => {
  const { http } = await onPort()
  const [answer] = await exchange(http.port, 'GET /api/info HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n')
  expect(answer?.status).toBeOneOf([400, 421])
})

test('with credentials set, every route and upgrade needs them, and health does not', async () => {
  const { http, subscriptions } = await onPort({ auth: user, token: 't0ken' })
  const headers = { Host: 'localhost' }
  for (const [method, path] of [...ROUTES, ...gets(DISGUISES)]) {
    const answer = await ask(http.port, path, headers, method)
    expect([method, path, answer.status]).toEqual([method, path, 401])
    expect(answer.headers['www-authenticate']).toBe('Basic realm="mailsink", charset="UTF-8", Bearer realm="mailsink"')
    const { status } = await ask(http.port, path, { ...headers, Authorization: 'Bearer t0ken' }, method)
    expect([method, path, status]).not.toEqual([method, path, 401])
  }
  for (const path of ['/api/feed', '/%61pi/feed', '//api/feed', '/', '/metrics'])
    expect((await ask(http.port, path, { ...headers, ...UPGRADE })).status).toBe(401)
  for (const path of HEALTH) expect((await ask(http.port, path, headers)).status).toBe(200)
  expect((await ask(http.port, '/livez?x=1', headers, 'HEAD')).status).toBe(200)
  expect(subscriptions.open).toBe(0)
})

test('credentials open the feed as well', async () => {
  const { http } = await onPort({ auth: user })
  const socket = new WebSocket(`${http.url}api/feed`, { headers: { Authorization: basic('ann:se:cret') } })
  const first = await new Promise<string>((resolve, reject) => {
    socket.on('message', (data: Buffer) => resolve(data.toString()))
    socket.on('error', reject)
  })
  expect(JSON.parse(first)).toMatchObject([{ type: 'info' }])
  socket.terminate()
})

test('health is open under the base path too, and nothing else is', async () => {
  const { app } = await inProcess({ basePath: '/mail/', token: 't0ken' })
  for (const url of ['/livez', '/readyz', '/mail/livez', '/mail/readyz'])
    expect((await app.inject(url)).statusCode).toBe(200)
  for (const url of ['/mail/api/info', '/mail/', '/other/livez', '/mail/mail/livez', '/mail/livez/'])
    expect((await app.inject(url)).statusCode).toBe(401)
})

test('readiness is told apart from life', async () => {
  const { app } = await inProcess({ ready: () => false })
  expect((await app.inject('/livez')).json()).toEqual({ status: 'ok' })
  const answer = await app.inject('/readyz')
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({ code: 'not_ready' })
})

test('an allowed origin gets CORS headers for itself alone, errors and preflights included', async () => {
  const { app } = await inProcess({ allowOrigins: ['https://app.test'], token: 't0ken' })
  const origin = 'https://app.test'
  const refused = await app.inject({ url: '/api/info', headers: { origin } })
  expect(refused.statusCode).toBe(401)
  expect(refused.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' })
  expect(refused.headers['access-control-allow-credentials']).toBeUndefined()

  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/api/messages',
    headers: { origin, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization' },
  })
  expect(preflight.statusCode).toBe(204)
  expect(preflight.headers['access-control-allow-methods']).toContain('DELETE')
  expect(preflight.headers['access-control-allow-headers']).toContain('Authorization')

  const other = await app.inject({ url: '/api/info', headers: { origin: 'https://evil.example' } })
  expect(other.statusCode).toBe(403)
  expect(other.headers['access-control-allow-origin']).toBeUndefined()
  expect(other.headers['vary']).toBe('Origin')
})

test('a form of another site changes nothing, whatever it is posted as', async () => {
  const { app, store } = await inProcess()
  await store.import(Buffer.from('Subject: kept\r\n\r\n'), { from: '', to: [] }, '')
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    for (const method of ['POST', 'DELETE'] as const) {
      const answer = await app.inject({
        method,
        url: '/api/messages',
        headers: { 'content-type': type },
        payload: '{}',
      })
      expect(answer.statusCode).toBe(415)
    }
  }
  expect((await store.state()).counts.messages).toBe(1)
})

test('every answer carries the headers that keep a browser from doing more with it', async () => {
  const { app } = await inProcess()
  for (const [method, url] of [...ROUTES, ...gets(['/livez', '/%zz'])]) {
    const { headers } = await app.inject({ method: method as 'GET', url })
    expect({ url, ...headers }).toMatchObject({
      url,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      // The pages of a preview are for frames, of this origin; they have a test of their own.
      'content-security-policy': expect.stringMatching(
        url.startsWith('/preview/')
          ? /default-src 'none'.*frame-ancestors 'self'/
          : /default-src 'none'.*frame-ancestors 'none'/,
      ) as string,
    })
    expect(headers['strict-transport-security']).toBeUndefined()
  }
})

test('5,000 headers on an upgrade are refused and hurt nobody', async () => {
  const { http } = await onPort()
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`x-${at}`, 'y']))
  const answer = await ask(http.port, '/api/feed', { Host: 'localhost', ...UPGRADE, ...many })
  expect(answer.status).toBe(431)
  expect(JSON.parse(answer.body)).toMatchObject({ status: 431, code: 'too_large' })
  expect((await ask(http.port, '/livez', { Host: 'localhost' })).status).toBe(200)
})
