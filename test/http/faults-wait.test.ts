/** Waiting over HTTP until a fault has struck: statuses and headers, as a client without a library meets them. */
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { inProcess, onPort } from './support/app.ts'
import { rcptBy } from './support/strike.ts'

const RULE = { scope: { rcpt: 'ann@example.com' }, stage: 'rcpt', reply: { code: 451 } } as const

test('a strike is waited for, and answers with the rule', async () => {
  const { http, store, intake, options } = await onPort()
  const { id } = await store.createFault(RULE)
  const answer = fetch(`${http.url}api/faults/${id}/wait?timeout=60s`)
  while (options.waits.count() < 1) await new Promise(setImmediate)
  const { session } = rcptBy(intake)
  const { status, headers } = await answer
  expect([status, headers.get('x-mailsink-result')]).toEqual([200, null])
  expect(await (await answer).json()).toMatchObject({ id, count: 1, hits: [{ session: session.id }] })
})

test('one that does not come in time is a 404 that a client does not repeat, and says why', async () => {
  const { app, store } = await inProcess()
  const { id } = await store.createFault(RULE)
  const answer = await app.inject(`/api/faults/${id}/wait?timeout=1ms`)
  expect([answer.statusCode, answer.headers['x-mailsink-result']]).toEqual([404, 'timeout'])
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.json()).toMatchObject({ code: 'wait_timeout', message: await store.explainFault(id, 1) })
})

test('for a shell the reason is plain text', async () => {
  const { app, store } = await inProcess()
  const { id } = await store.createFault(RULE)
  const answer = await app.inject({ url: `/api/faults/${id}/wait?timeout=0`, headers: { accept: 'text/plain' } })
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body).toBe(`${await store.explainFault(id, 1)}\n`)
})

test('one that can never come is not waited for', async () => {
  const { app, store } = await inProcess()
  const { id } = await store.createFault(RULE)
  const answer = await app.inject(`/api/faults/${id}/wait?hits=2&timeout=60s`)
  expect([answer.statusCode, answer.headers['x-mailsink-result']]).toEqual([404, 'gone'])
  expect(answer.json().message).toContain('strikes once at most')
})

test('a rule that is not there is not found', async () => {
  const { app } = await inProcess()
  const answer = await app.inject('/api/faults/f_9/wait')
  expect([answer.statusCode, answer.json().code, answer.headers['x-mailsink-result']]).toEqual([
    404,
    'not_found',
    undefined,
  ])
})

test('a longer wait than a minute is cut to one, and says so', async () => {
  const { app, store, intake } = await inProcess()
  const { id } = await store.createFault(RULE)
  rcptBy(intake)
  expect((await app.inject(`/api/faults/${id}/wait?timeout=5m`)).headers['x-mailsink-timeout']).toBe('60000')
})

test.each([
  ['hits=0', '"hits" is "0", but has to be a whole number from 1 to 1000.'],
  ['timeout=soon', '"timeout" is "soon", but has to be a time such as 500ms, 5s or 1m, or a number of milliseconds.'],
  ['hit=1', 'There is no query parameter "hit" here. Did you mean "hits"? Known: hits, timeout.'],
])('%s is refused, with the way out', async (query, message) => {
  const { app } = await inProcess()
  const answer = await app.inject(`/api/faults/f_1/wait?${query}`)
  expect([answer.statusCode, answer.json().message]).toEqual([400, message])
})

test('a wait ends when its client goes', async () => {
  const { http, store, options } = await onPort()
  const { id } = await store.createFault(RULE)
  const call = request(`${http.url}api/faults/${id}/wait?timeout=60s`).on('error', () => {})
  call.end()
  while (options.waits.count() < 1) await new Promise(setImmediate)
  call.destroy()
  while (options.waits.count() > 0) await new Promise(setImmediate)
  expect((await fetch(`${http.url}livez`)).status).toBe(200)
})
