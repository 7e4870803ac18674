/** Faults over HTTP. */
import { expect, test } from 'vitest'
import { Value } from 'typebox/value'
import { Fault, ReadyMade } from '../../contract/fault.ts'
import { TooManyFaultsError } from '../../contract/store.ts'
import { inProcess, room } from './support/app.ts'
import { rcptBy } from './support/strike.ts'
import { buildApp } from '../../server/http/app.ts'

const RULE = { scope: { rcpt: 'ann@example.com' }, stage: 'rcpt', reply: { code: 451 } }

async function faults() {
  const made = await inProcess()
  const post = (payload: object) => made.app.inject({ method: 'POST', url: '/api/faults', payload })
  const remove = (rest: string) => made.app.inject({ method: 'DELETE', url: `/api/faults${rest}` })
  const list = async (query = '') => {
    const { faults: rules } = (await made.app.inject(`/api/faults${query}`)).json<{ faults: Fault[] }>()
    return rules.map(({ id }) => id)
  }
  return { ...made, post, remove, list }
}

test('a rule is added, strikes, is looked up and removed', async () => {
  const { app, post, remove, intake } = await faults()
  const made = await post(RULE)
  expect(made.statusCode).toBe(201)
  expect(made.json()).toMatchObject({ id: 'f_1', name: '451 at rcpt', state: 'active', times: 1, count: 0, hits: [] })
  expect(Value.Errors(Fault, made.json())).toEqual([])
  const { session } = rcptBy(intake)
  expect((await app.inject('/api/faults/f_1')).json()).toMatchObject({
    state: 'spent',
    count: 1,
    hits: [{ session: session.id, transaction: 1, entry: 7, message: null }],
  })
  expect((await remove('/f_1')).json()).toEqual({ deleted: 1 })
  expect((await app.inject('/api/faults/f_1')).statusCode).toBe(404)
})

test('a list is that of a state, or of an inbox, and has the place to go on from', async () => {
  const { app, store, post, list, intake } = await faults()
  const inbox = await store.createInbox({})
  await post(RULE)
  await post({ ...RULE, times: null })
  await post({ ...RULE, scope: { any: [{ inbox: inbox.id }, { rcpt: 'bob@example.com' }] } })
  rcptBy(intake)
  expect(await list()).toEqual(['f_1', 'f_2', 'f_3'])
  expect(await list('?state=active')).toEqual(['f_2', 'f_3'])
  expect(await list('?state=spent,expired')).toEqual(['f_1'])
  expect(await list(`?inbox=${inbox.id}`)).toEqual(['f_3'])
  const { cursor } = await store.state()
  expect((await app.inject('/api/faults')).json().cursor).toBe(cursor)
})

test('the rules of an inbox are removed together, and all of them only where that is said', async () => {
  const { store, post, remove, list } = await faults()
  const inbox = await store.createInbox({})
  await post(RULE)
  await post({ ...RULE, scope: { inbox: inbox.id } })
  await post(RULE)
  const refused = await remove('')
  expect([refused.statusCode, refused.json().message]).toEqual([
    400,
    'This would remove every rule, those of other tests too. Say whose with ?inbox=<id>, or add ?all=true if that is meant.',
  ])
  const both = await remove(`?all=true&inbox=${inbox.id}`)
  expect(both.json().message).toBe('"inbox" and "all=true" were given together; give the one that is meant.')
  expect((await remove(`?inbox=${inbox.id}`)).json()).toEqual({ deleted: 1 })
  expect(await list()).toEqual(['f_1', 'f_3'])
  expect((await remove('?all=true')).json()).toEqual({ deleted: 2 })
  expect(await list()).toEqual([])
})

test('the ready-made rules are listed as they can be copied, and each can be asked for by its name', async () => {
  const { app, post } = await faults()
  const { presets } = (await app.inject('/api/faults/presets')).json<{ presets: ReadyMade[] }>()
  expect(presets.length).toBeGreaterThan(5)
  for (const [n, ready] of presets.entries()) {
    expect(Value.Errors(ReadyMade, ready)).toEqual([])
    const [byName, copied] = [
      await post({ preset: ready.preset, scope: { address: `10.0.0.${n}` } }),
      await post({ ...ready.spec, scope: { address: `10.0.1.${n}` } }),
    ]
    expect([ready.preset, byName.statusCode, copied.statusCode]).toEqual([ready.preset, 201, 201])
    expect(copied.json()).toMatchObject({ stage: byName.json().stage, reply: byName.json().reply })
  }
})

test.each([
  { scope: { size: { above: '10k' } }, stage: 'end', reply: { code: 552, enhanced: null, text: ['Too', 'big'] } },
  { scope: { all: [{ rcpt: 'a@b.test' }, { not: { mailFrom: false } }] }, stage: 'rcpt', reply: { code: 450 } },
  { scope: { all: true }, stage: 'payload', action: { type: 'drop', how: 'rst', after: 100 }, ttl: '5m' },
  { scope: { all: true }, stage: 'mail', action: { type: 'delay', delay: '2s' }, reply: { code: 421 }, window: null },
  { scope: { header: { 'X-Run': '7' } }, stage: 'end', store: true, action: { type: 'drop' }, times: null },
])('%j is a rule', async (payload) => {
  const { post } = await faults()
  const made = await post(payload)
  expect([made.statusCode, made.json().message]).toEqual([201, undefined])
  expect(Value.Errors(Fault, made.json())).toEqual([])
})

test.each([
  [{ ...RULE, stage: 'rctp' }, '"stage" is "rctp"'],
  [{ ...RULE, reply: { code: 250 } }, '250'],
  [{ ...RULE, tmies: 2 }, 'tmies'],
  [{ ...RULE, scope: { rcpct: 'x' } }, 'Did you mean "rcpt"?'],
  [{ ...RULE, scope: { inbox: 't-gone' } }, 'There is no inbox "t-gone"'],
  [{ stage: 'rcpt', reply: { code: 451 } }, 'scope'],
  [{ preset: 'graylisting', scope: { all: true } }, 'graylisting'],
  [['greylisting'], 'A fault is an object'],
])('%j is refused, with the way out', async (payload, words) => {
  const { post } = await faults()
  const answer = await post(payload)
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request'])
  expect(answer.json().message).toContain(words)
})

test('a body that was left off is told what to send', async () => {
  const { app } = await inProcess()
  const answer = await app.inject({ method: 'POST', url: '/api/faults' })
  expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining('A fault is an object')])
})

test('a rule too many is a 409', async () => {
  const { options } = await room()
  const store = { ...options.store, createFault: () => Promise.reject(new TooManyFaultsError(5000, 'in all')) }
  const app = await buildApp({ ...options, store })
  const answer = await app.inject({ method: 'POST', url: '/api/faults', payload: RULE })
  await app.close()
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'too_many_faults'])
})

test('a rule that an older one leaves nothing is a 409', async () => {
  const { app } = await inProcess()
  const add = (times: number | null) => app.inject({ method: 'POST', url: '/api/faults', payload: { ...RULE, times } })
  await add(null)
  const answer = await add(1)
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'contradicting_fault'])
})

test.each(['GET', 'DELETE'] as const)('%s of a rule that is not there says how that can be', async (method) => {
  const { app } = await inProcess()
  const answer = await app.inject({ method, url: '/api/faults/f_9' })
  expect(answer.json()).toMatchObject({
    status: 404,
    code: 'not_found',
    message:
      'There is no fault "f_9". It was deleted, its inbox was closed, it was over long ago, or the id was never given out; ' +
      'GET /api/faults lists what is there.',
  })
})
