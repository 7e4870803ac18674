import { expect, test } from 'vitest'
import { type Api, ApiError, createApi, UnreachableError } from '../../client/api.ts'

/** A client whose requests are answered here, and what it asked for. */
function answered(answer: () => Response | Promise<Response>) {
  const asked: string[] = []
  const api = createApi('http://sink.test/mail/', {
    fetch: async (url, init) => {
      const address = url instanceof Request ? url.url : url.toString()
      const range = new Headers(init?.headers).get('range')
      const body = typeof init?.body === 'string' ? init.body : undefined
      asked.push([init?.method ?? 'GET', address, range, body].filter(Boolean).join(' '))
      return answer()
    },
  })
  return { api, asked }
}

test('asks below the base path, and leaves out what is not asked for', async () => {
  const { api, asked } = answered(() => Response.json({}))
  await api.messages()
  await api.messages({ limit: 200, before: 'e.7' })
  await api.sessions({ outcome: 'nothing' })
  await api.message('a/b')
  await api.deleteAll(30_000)
  expect(asked).toEqual([
    'GET http://sink.test/mail/api/messages',
    'GET http://sink.test/mail/api/messages?limit=200&before=e.7',
    'GET http://sink.test/mail/api/sessions?outcome=nothing',
    'GET http://sink.test/mail/api/messages/a%2Fb',
    'DELETE http://sink.test/mail/api/messages?all=true&undo=30000',
  ])
})

test.each([
  [
    'searches, without waiting for digests',
    (api: Api) => api.messages({ q: 'to:ann has:link', digests: false, order: 'asc', after: 'e.3' }),
    'GET messages?q=to%3Aann+has%3Alink&digests=false&order=asc&after=e.3',
  ],
  [
    'sends criteria as JSON',
    (api: Api) => api.messages({ criteria: { to: 'a@b' } }),
    'GET messages?criteria=%7B%22to%22%3A%22a%40b%22%7D',
  ],
  [
    'deletes by ids, to be taken back',
    (api: Api) => api.deleteMessages(['a', 'b'], 30_000),
    'DELETE messages?undo=30000 {"ids":["a","b"]}',
  ],
  [
    'deletes what matches',
    (api: Api) => api.deleteMatching({ q: 'spam' }, 30_000),
    'DELETE messages?q=spam&undo=30000',
  ],
  ['restores', (api: Api) => api.restore('t'), 'POST messages/restore {"token":"t"}'],
  ['sends a test message', (api: Api) => api.sendTestMessage({ to: 'a@b' }), 'POST test-message {"to":"a@b"}'],
  [
    'filters sessions',
    (api: Api) => api.sessions({ outcome: ['nothing', 'partial'], listener: 'smtp', user: 'billing', q: 'ann' }),
    'GET sessions?outcome=nothing%2Cpartial&listener=smtp&user=billing&q=ann',
  ],
  ['reads a conversation', (api: Api) => api.transcriptText('a/b'), 'GET sessions/a%2Fb/transcript'],
  ['reads the bytes of both sides', (api: Api) => api.wire('s', 'both'), 'GET sessions/s/raw?from=both'],
  [
    'completes a value',
    async (api: Api) => api.completions('to', 'an').catch(() => {}),
    'GET search/fields?field=to&prefix=an',
  ],
  ['reads a search', async (api: Api) => api.readSearch('to:ann b'), 'GET search/read?q=to%3Aann+b'],
])('%s', async (_what, call, expected) => {
  const { api, asked } = answered(() => Response.json({}))
  await call(api)
  const [method = '', path = '', ...body] = expected.split(' ')
  expect(asked).toEqual([[method, `http://sink.test/mail/api/${path}`, ...body].join(' ')])
})

test('a stretch of a large mail is asked for alone, and says how large the whole is', async () => {
  const headers = { 'content-range': 'bytes 100-102/5000' }
  const { api, asked } = answered(() => new Response(new Uint8Array([1, 2, 3]), { status: 206, headers }))
  const stretch = await api.stretch('m', { kind: 'part', part: '1.2', form: 'source' }, 100, 3)
  expect(stretch).toEqual({ bytes: new Uint8Array([1, 2, 3]), from: 100, total: 5000 })
  expect(asked).toEqual(['GET http://sink.test/mail/api/messages/m/parts/1.2/source bytes=100-102'])
})

test('a stretch is cut out of the whole where something in between passed the range over', async () => {
  const { api } = answered(() => new Response(new Uint8Array([1, 2, 3, 4])))
  const stretch = await api.stretch('m', { kind: 'raw' }, 1, 2)
  expect(stretch).toEqual({ bytes: new Uint8Array([2, 3]), from: 1, total: 4 })
})

test('an error carries the sentence and the code of the server', async () => {
  const problem = { code: 'not_found', message: 'There is no message "x".' }
  const headers = { 'content-type': 'application/problem+json' }
  const { api } = answered(() => new Response(JSON.stringify(problem), { status: 404, headers }))
  const error = await api.message('x').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 404, code: 'not_found', message: 'There is no message "x".' })
})

test('an error of something in between still says what is known', async () => {
  const { api } = answered(() => new Response('<h1>Bad Gateway</h1>', { status: 502 }))
  await expect(api.info()).rejects.toMatchObject({ code: null, message: 'The server answered 502 without saying why.' })
})

test('no answer at all asks whether the server is running', async () => {
  const { api } = answered(() => Promise.reject(new TypeError('fetch failed')))
  await expect(api.info()).rejects.toThrow(UnreachableError)
  await expect(api.info()).rejects.toThrow('No answer from http://sink.test/mail/api/info. Is mailsink still running?')
})

test('a small mail is read whole', async () => {
  const { api } = answered(() => new Response(new Uint8Array([1, 2, 255])))
  expect(await api.raw('m1', 3)).toEqual({ bytes: new Uint8Array([1, 2, 255]), complete: true })
})

test('of a large mail no more is transferred than is wanted', async () => {
  let sent = 0
  let stopped = false
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent++
      controller.enqueue(new Uint8Array(10).fill(sent))
    },
    cancel() {
      stopped = true
    },
  })
  const { api } = answered(() => new Response(endless))
  const { bytes, complete } = await api.raw('m1', 25)
  expect([bytes.length, bytes[24], complete, stopped]).toEqual([25, 3, false, true])
})
