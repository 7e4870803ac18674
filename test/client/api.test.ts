import { expect, test } from 'vitest'
import { ApiError, createApi, UnreachableError } from '../../client/api.ts'

/** A client whose requests are answered here, and what it asked for. */
function answered(answer: () => Response | Promise<Response>) {
  const asked: string[] = []
  const api = createApi('http://sink.test/mail/', {
    fetch: async (url, init) => {
      asked.push(`${init?.method ?? 'GET'} ${url instanceof Request ? url.url : url.toString()}`)
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
  await api.deleteAll()
  expect(asked).toEqual([
    'GET http://sink.test/mail/api/messages',
    'GET http://sink.test/mail/api/messages?limit=200&before=e.7',
    'GET http://sink.test/mail/api/sessions?outcome=nothing',
    'GET http://sink.test/mail/api/messages/a%2Fb',
    'DELETE http://sink.test/mail/api/messages?all=true',
  ])
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
