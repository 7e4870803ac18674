/** What the sink is asked for by a test, and by the pages: rules as they are spelled, and waits in slices. */
import { expect, test } from 'vitest'
import { createFaultApi, type FaultApi } from '../../client/fault-api.ts'
import { FaultNotHitError } from '../../client/errors.ts'
import type { FaultOptions } from '../../client/fault.ts'
import { spelledFault } from '../../client/spell-fault.ts'
import { played, problem } from './played.ts'

test.each<[FaultOptions | 'greylisting', object]>([
  ['greylisting', { preset: 'greylisting', scope: { inbox: 'i' } }],
  [
    { preset: 'greylisting', ttl: '2m', for: '500ms', window: null },
    { preset: 'greylisting', ttl: 120_000, for: 500, window: null, scope: { inbox: 'i' } },
  ],
  [
    { stage: 'end', times: Infinity, action: { type: 'delay', delay: '2s' } },
    { stage: 'end', times: null, action: { type: 'delay', delay: 2000 }, scope: { inbox: 'i' } },
  ],
  [
    { stage: 'rcpt', reply: { code: 550 }, scope: { rcpt: /^bob@/ } },
    { stage: 'rcpt', reply: { code: 550 }, scope: { inbox: 'i', rcpt: { matches: '^bob@', flags: '' } } },
  ],
])('%j is spelled for the API, within the inbox', (asked, spec) => {
  expect(spelledFault(asked, 'i')).toEqual({ spec, onUnhit: 'fail' })
})

test('what was left undefined was not said', () => {
  const asked = { preset: 'greylisting', name: undefined, scope: { all: true } } as unknown as FaultOptions
  expect(Object.keys(spelledFault(asked, null).spec)).toEqual(['preset', 'scope'])
})

const fault = { id: 'f_1', name: 'busy', stage: 'rcpt', state: 'active', count: 0, hits: [] }
const hit = { at: '2026-03-01T12:00:00.000Z', session: 's', transaction: 1, entry: 4, message: null }

test('a long wait is asked for in slices, until it is over', async () => {
  const answers = [
    problem(404, { code: 'wait_timeout', message: 'not yet' }, { 'X-Mailsink-Result': 'timeout' }),
    Response.json({ ...fault, count: 1, hits: [hit] }),
  ]
  const { calls, connect } = played(({ asked }) =>
    asked.startsWith('POST') ? Response.json(fault) : (answers.shift() ?? Response.json(null)),
  )
  const made = await (await connect()).fault({ preset: 'greylisting', scope: { all: true } })
  expect(await made.hit(1, { timeout: '1m' })).toEqual({ ...hit, at: new Date(hit.at) })
  expect(calls.slice(2).map(({ asked }) => asked)).toEqual([
    'GET http://localhost:8025/api/faults/f_1/wait?hits=1&timeout=20000',
    expect.stringMatching(/^GET http:\/\/localhost:8025\/api\/faults\/f_1\/wait\?hits=1&timeout=20000$/),
  ])
})

test('a wait that cannot come to anything any more is not asked for again', async () => {
  const { calls, connect } = played(({ asked }) =>
    asked.startsWith('POST')
      ? Response.json(fault)
      : problem(404, { code: 'wait_timeout', message: 'It has expired.' }, { 'X-Mailsink-Result': 'gone' }),
  )
  const made = await (await connect()).fault({ preset: 'greylisting', scope: { all: true } })
  await expect(made.hit(1, { timeout: '1m' })).rejects.toThrow(new FaultNotHitError('It has expired.', ['f_1']))
  expect(calls).toHaveLength(3)
})

test.each<[string, (api: FaultApi) => Promise<unknown>, string]>([
  ['lists the rules', (api) => api.faults(), 'GET api/faults'],
  ['adds one', (api) => api.createFault({ preset: 'greylisting' }), 'POST api/faults {"preset":"greylisting"}'],
  ['removes one', (api) => api.deleteFault('f/1'), 'DELETE api/faults/f%2F1'],
  ['removes all', (api) => api.deleteFaults(), 'DELETE api/faults?all=true'],
  ['lists the ready-made ones', (api) => api.faultPresets(), 'GET api/faults/presets'],
  ['tells the attempts of a message', (api) => api.attemptsOf('a/b'), 'GET api/messages/a%2Fb/attempts'],
])('a page %s', async (_, call, expected) => {
  const asked: string[] = []
  const api = createFaultApi('http://sink.test/mail/', {
    fetch: async (url, init) => {
      const path = (url instanceof Request ? url.url : url.toString()).replace('http://sink.test/mail/', '')
      asked.push([init?.method ?? 'GET', path, typeof init?.body === 'string' ? init.body : ''].join(' ').trim())
      return Response.json({})
    },
  })
  await call(api)
  expect(asked).toEqual([expected])
})
