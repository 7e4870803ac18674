/** What a connected sink is asked over HTTP, and what comes of each answer. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import {
  connectSink,
  type Sink,
  BadRequestError,
  MailTimeoutError,
  UnreachableError,
  WrongServerError,
} from '../../client/main.ts'
import type { WaitRequest } from '../../contract/wait.ts'
import { failureOf } from './app.ts'
import { played, problem } from './played.ts'

/** As much of a message as the client reads when it comes. */
const letter = {
  id: 'm1',
  seq: 1,
  session: {},
  envelope: {},
  headers: [],
  attachments: [],
}

const timedOut = () =>
  problem(404, { code: 'wait_timeout', message: 'No mail.', messages: [] }, { 'X-Mailsink-Result': 'timeout' })

test('a long wait goes in slices of twenty seconds, and the last failure is told', async () => {
  const { calls, connect } = played(timedOut)
  const error = await failureOf((await connect()).waitFor({ subject: 'x' }, { timeout: '45s' }))
  expect(error).toBeInstanceOf(MailTimeoutError)
  const asked = calls.slice(1).map(({ body }) => body as WaitRequest)
  // What was waited for in vain counts, also when the clock of the test stands still.
  expect(asked.map(({ timeout }) => Math.round(timeout / 100) / 10)).toEqual([20, 20, 5])
  expect(asked.map(({ timeout, elapsed }) => timeout + elapsed).at(-1)).toBe(45_000)
})

test('a quiet period fits into a slice', async () => {
  const { calls, connect } = played(timedOut)
  await failureOf((await connect()).expectNone({}, { quiet: '30s' }))
  const [asked] = calls.slice(1).map(({ body }) => body as WaitRequest)
  expect(asked?.quiet).toBe(30_000)
  expect(asked?.timeout).toBeGreaterThan(49_000)
})

test('a 404 of another server is no timeout', async () => {
  const sink = await played(() => new Response('Not Found', { status: 404 })).connect('http://app.test')
  const error = await failureOf(sink.waitFor())
  expect(error).toBeInstanceOf(WrongServerError)
  expect(error.message).toBe(
    'What answers at http://app.test/ is not mailsink, or is too old: it answered api/wait with 404. ' +
      'Check the URL (MAILSINK_URL), its base path included.',
  )
})

/** An answer that begins, and breaks off. */
const cut = () =>
  new Response(new ReadableStream({ start: (body) => body.error(new TypeError('terminated')) }), {
    headers: { 'content-type': 'application/json' },
  })

test('an answer that breaks off is no answer, and no other server', async () => {
  const sink = await played(cut).connect('http://sink')
  const error = await failureOf(sink.waitFor())
  expect(error).toBeInstanceOf(UnreachableError)
  expect(error.cause).toEqual(new TypeError('terminated'))
})

test('a wait that is called off within its answer ends with the reason', async () => {
  const stop = new AbortController()
  const sink = await played(() => {
    stop.abort(new Error('enough'))
    return cut()
  }).connect('http://sink')
  expect((await failureOf(sink.waitFor({}, { signal: stop.signal }))).message).toBe('enough')
})

test('a sink that stops says so in its own words', async () => {
  const body = { code: 'not_ready', message: 'The sink was stopped while this waited.' }
  const error = await failureOf((await played(() => problem(503, body)).connect()).waitFor())
  expect(error).toBeInstanceOf(UnreachableError)
  expect(error.message).toBe('The sink was stopped while this waited.')
})

test('a request that the sink refuses is told in its words', async () => {
  const sink = await played(() => problem(400, { code: 'bad_request', message: 'Did you mean "subject"?' })).connect()
  const error = await failureOf(sink.waitFor())
  expect(error).toBeInstanceOf(BadRequestError)
  expect(error.message).toBe('Did you mean "subject"?')
})

const page = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ id: `s${from + n}` }))

test('lists are read to their end, page by page', async () => {
  const { calls, connect } = played(({ asked }) =>
    Response.json({ sessions: asked.includes('after=s999') ? page(1000, 2) : page(0, 1000) }),
  )
  const sessions = await (await connect('http://sink')).sessions({ since: 'e.5' })
  expect(sessions.map(({ id }) => id).slice(0, 2)).toEqual(['s1001', 's1000'])
  expect(calls.slice(1).map(({ asked }) => asked)).toEqual([
    'GET http://sink/api/sessions?order=asc&limit=1000&after=e.5',
    'GET http://sink/api/sessions?order=asc&limit=1000&after=s999',
  ])
})

test('what was taken is excluded by its id, and those of which it is known with the line that took it', async () => {
  let seq = 0
  const { calls, connect } = played(() => {
    seq += 1
    return Response.json({ messages: [{ ...letter, id: `m${seq}`, seq }], cursor: `e.${seq}`, evicted: 0 })
  })
  const sink = await connect('http://sink')
  for (let n = 0; n < 202; n += 1) await sink.waitFor()
  const [oldest, second, ...others] = (calls.at(-1)?.body as Pick<WaitRequest, 'exclude'> | undefined)?.exclude ?? []
  expect(oldest).toBe('m1')
  expect(second).toEqual({ id: 'm2', by: expect.stringMatching(/^test\/client\/asking\.test\.ts:\d+$/), as: 'taken' })
  expect(others).toHaveLength(199)
})

test.each<[string, (sink: Sink) => Promise<unknown>]>([
  ['passed over', (sink) => sink.waitFor({}, { matching: () => false })],
  ['taken', async (sink) => [await sink.waitFor(), await sink.waitFor()]],
])('a server that gives again what was excluded as %s is no sink, and no reason to ask for ever', async (_, wait) => {
  // A real one: an answer without any way in between would let no time-out of a test come through.
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ messages: [letter], cursor: 'e.1', evicted: 0, epoch: 'e', listeners: [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const error = await failureOf(wait(await connectSink(url)))
  expect(error).toBeInstanceOf(WrongServerError)
  expect(error.message).toBe(
    `What answers at ${url} is not mailsink, or is too old: it gave the message "m1" again, which was excluded. ` +
      'Check the URL (MAILSINK_URL).',
  )
})

test('after everything was deleted nothing needs to be excluded', async () => {
  let seq = 0
  const { calls, connect } = played(({ asked }) => {
    seq += 1
    return Response.json(
      asked.startsWith('DELETE')
        ? { deleted: 1 }
        : { messages: [{ ...letter, id: `m${seq}`, seq }], cursor: `e.${seq}`, evicted: 0 },
    )
  })
  const sink = await connect('http://sink')
  await sink.waitFor()
  await sink.clear()
  await sink.waitFor()
  expect(calls.at(-1)?.body).toMatchObject({ exclude: [] })
})

test('criteria go along as JSON, and everything is deleted only by that word', async () => {
  const { calls, connect } = played(({ asked }) =>
    Response.json(asked.startsWith('DELETE') ? { deleted: 0 } : { messages: [] }),
  )
  const sink = await connect('http://sink')
  await sink.messages({ subject: /a&b/i })
  await sink.clear()
  expect(calls.slice(1).map(({ asked }) => decodeURIComponent(asked))).toEqual([
    'GET http://sink/api/messages?order=asc&limit=1000&criteria={"subject":{"matches":"a&b","flags":"i"}}',
    'DELETE http://sink/api/messages?all=true',
  ])
})
