/** Connecting to a sink over HTTP: where it is, and who answers there. */
import { afterEach, expect, test, vi } from 'vitest'
import { connectSink, UnreachableError, WrongServerError } from '../../client/main.ts'
import type { ConnectOptions } from '../../client/connect.ts'
import { failureOf } from './app.ts'
import { info, played, problem } from './played.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test.each([
  ['http://localhost:8025', 'http://localhost:8025/'],
  ['localhost:8025', 'http://localhost:8025/'],
  ['https://mail.test/sink', 'https://mail.test/sink/'],
  ['http://localhost:8025/api', 'http://localhost:8025/'],
  ['http://localhost:8025/mail/api/?x#y', 'http://localhost:8025/mail/'],
])('%s is the sink at %s', async (url, root) => {
  const { calls, connect } = played()
  expect((await connect(url)).http?.url).toBe(root)
  expect(calls[0]?.asked).toBe(`GET ${root}api/info`)
})

test('without a URL it is the one of MAILSINK_URL, then that of the default port', async () => {
  const { calls, connect } = played()
  vi.stubEnv('MAILSINK_URL', 'http://sink:8025')
  await connect()
  vi.stubEnv('MAILSINK_URL', '')
  await connect()
  expect(calls.map(({ asked }) => asked)).toEqual([
    'GET http://sink:8025/api/info',
    'GET http://localhost:8025/api/info',
  ])
})

test.each<[string, string, ConnectOptions, string]>([
  ['a token', 'http://sink', { token: 'secret' }, 'Bearer secret'],
  ['a login', 'http://sink', { auth: { user: 'ann', password: 'grün' } }, 'Basic YW5uOmdyw7xu'],
  ['a login within the URL', 'http://ann:p%40ss@sink', {}, 'Basic YW5uOnBAc3M='],
])('%s goes along', async (_, url, options, authorization) => {
  const { calls, connect } = played()
  await connect(url, options)
  expect(calls).toEqual([{ asked: 'GET http://sink/api/info', authorization, body: null }])
})

test('nobody there is one clear line', async () => {
  const error = await failureOf(
    connectSink('http://sink.test', { fetch: () => Promise.reject(new TypeError('fetch failed')) }),
  )
  expect(error).toBeInstanceOf(UnreachableError)
  expect(error.message).toBe(
    'Nobody answers at http://sink.test/. Is mailsink running, and is this its HTTP address (MAILSINK_URL)?',
  )
  expect(error.cause).toEqual(new TypeError('fetch failed'))
})

test.each<[string, () => Response, string]>([
  [
    'a page',
    () => new Response('<h1>Hello</h1>', { headers: { 'content-type': 'text/html' } }),
    'What answers at http://app.test/ is not mailsink: its answer is not JSON. Check the URL (MAILSINK_URL).',
  ],
  [
    'other JSON',
    () => Response.json({}),
    'What answers at http://app.test/ is not mailsink. Check the URL (MAILSINK_URL).',
  ],
  [
    'no such page',
    () => new Response('Not Found', { status: 404 }),
    'What answers at http://app.test/ is not mailsink, or is too old: it answered api/info with 404. ' +
      'Check the URL (MAILSINK_URL), its base path included.',
  ],
])('another server is told from mailsink: %s', async (_, facts, message) => {
  const error = await failureOf(played(undefined, facts).connect('http://app.test'))
  expect(error).toBeInstanceOf(WrongServerError)
  expect(error.message).toBe(message)
})

test('a URL that is none is one clear line', async () => {
  expect((await failureOf(played().connect('http://'))).message).toBe(
    '"http://" is not a URL; it has to look like http://localhost:8025/.',
  )
})

test('missing credentials are told in the words of the sink, with the way out', async () => {
  const body = { code: 'unauthorized', message: 'Credentials are needed.' }
  const { connect } = played(undefined, () => problem(401, body))
  expect((await failureOf(connect('http://sink'))).message).toBe(
    'Credentials are needed. To connectSink() it is given as { token } or { auth }.',
  )
})

test.each<[string, string, ConnectOptions['smtp'], object]>([
  ['where the sink was reached', 'http://sink:8025', undefined, { host: 'sink', port: 1025, url: 'smtp://sink:1025' }],
  ['also at an IPv6 address', 'http://[::1]:8025', undefined, { host: '::1', port: 1025, url: 'smtp://[::1]:1025' }],
  [
    'where the test says',
    'http://sink:8025',
    { host: '10.0.0.7', port: 2525 },
    { host: '10.0.0.7', port: 2525, url: 'smtp://10.0.0.7:2525' },
  ],
])('the SMTP listener is %s', async (_, url, smtp, expected) => {
  expect((await played().connect(url, smtp && { smtp })).smtp).toEqual(expected)
})

test('a sink that listens nowhere says so when it is asked where', async () => {
  const sink = await played(undefined, () => info({ listeners: [] })).connect()
  expect(() => sink.smtp).toThrow(
    'No SMTP listener of this sink is on, so there is nowhere to send mail to. Start it with one.',
  )
})

const moved = () =>
  Object.defineProperties(info(), { redirected: { value: true }, url: { value: 'https://sink/api/info' } })

test('an address that sends on elsewhere is refused: what is posted would not arrive', async () => {
  const error = await failureOf(played(undefined, moved).connect('http://sink'))
  expect(error).toBeInstanceOf(WrongServerError)
  expect(error.message).toBe(
    'http://sink/ sends on to https://sink/, which a wait would not survive. Give that address instead (MAILSINK_URL).',
  )
})

test('a connected sink goes on when it is let go of', async () => {
  const { calls, connect } = played()
  await (await connect()).stop()
  expect(calls).toHaveLength(1)
})
