import { expect, test } from 'vitest'
import { ApiError } from '../../client/api.ts'
import type { FaultApi } from '../../client/fault-api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import type { Fault } from '../../contract/fault.ts'
import { faultsOf } from '../../ui/state/fault/faults.ts'
import { spelled, specAgain } from '../../ui/state/fault/spellings.ts'
import { deedOf, scopeOf } from '../../ui/strings/fault-deeds.ts'
import { aPage } from './list/an-app.ts'
import { at } from './samples.ts'

function fault(seq: number, own: Partial<Fault> = {}): Fault {
  return {
    id: `f_${seq}`,
    seq,
    name: '451 at rcpt',
    preset: null,
    scope: { rcpt: 'ann@example.test' },
    stage: 'rcpt',
    reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' },
    action: null,
    store: false,
    per: 'rule',
    skip: 0,
    times: 1,
    window: null,
    for: null,
    ttl: 60_000,
    probability: 1,
    seed: 7,
    createdAt: at(seq),
    expiresAt: at(seq + 60),
    state: 'active',
    count: 0,
    hits: [],
    ...own,
  }
}

const hit = (seq: number, now: Fault) => ({
  type: 'fault.hit' as const,
  seq,
  at: at(seq),
  fault: now,
  hit: { at: at(seq), session: 's1', transaction: 1, entry: 7, message: null },
})
const gone = (seq: number, ids: string[], why: 'deleted' | 'expired' | 'inbox_closed'): FeedEvent => ({
  type: 'fault.removed',
  seq,
  at: at(seq),
  ids,
  why,
})

const missing = () => Promise.reject(new Error('The test gave no answer for this.'))

function rules(faults: FaultApi['faults'], own: Partial<FaultApi> = {}) {
  const api = { createFault: missing, deleteFault: missing, deleteFaults: missing, faultPresets: missing }
  const page = aPage([])
  return { ...page, ...faultsOf(page.app, { ...api, attemptsOf: missing, faults, ...own }) }
}

const ids = (list: readonly Fault[]) => list.map(({ id }) => id)

test('rules are kept as the feed tells of them: the newest first, and those that are over apart', async () => {
  const known = rules(async () => [fault(1), fault(2)])
  await known.load()
  known.tell({ type: 'fault.added', seq: 3, at: at(3), fault: fault(3) })
  known.tell(hit(4, fault(1, { state: 'spent', count: 1 })), gone(5, ['f_2'], 'expired'))
  expect(ids(known.active.value)).toEqual(['f_3'])
  expect(known.over.value.map(({ id, state, count }) => [id, state, count])).toEqual([
    ['f_2', 'expired', 0],
    ['f_1', 'spent', 1],
  ])
})

test.each(['deleted', 'inbox_closed'] as const)('a rule that was removed (%s) is gone', async (why) => {
  const known = rules(async () => [fault(1), fault(2)])
  await known.load()
  known.tell(gone(3, ['f_1'], why))
  expect(ids(known.active.value)).toEqual(['f_2'])
})

test('what happens while the rules are read is not lost to an older answer', async () => {
  const answers: ((list: Fault[]) => void)[] = []
  const known = rules(() => new Promise((resolve) => answers.push(resolve)))
  const loading = known.load()
  known.tell({ type: 'fault.added', seq: 2, at: at(2), fault: fault(2) }, gone(3, ['f_1'], 'deleted'))
  for (const answer of answers) answer([fault(1)])
  await loading
  expect(ids(known.active.value)).toEqual(['f_2'])
})

const strike = (entry: number) => ({ at: at(entry), session: 's1', transaction: 1, entry, message: null })
const strikes = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, more) => strike(first + more))
const entries = (rule: Fault | undefined) => rule?.hits.map(({ entry }) => entry)

test('a hit, told with the newest few, leaves those that are known', async () => {
  const known = rules(async () => [fault(1, { count: 30, hits: strikes(1, 30) })])
  await known.load()
  const now = fault(1, { count: 32, hits: strikes(13, 32) })
  known.tell({ ...hit(40, now), hit: strike(31) }, { ...hit(41, now), hit: strike(32) })
  expect(entries(known.active.value[0])).toEqual(entries(fault(1, { hits: strikes(1, 32) })))
})

test('hits that are told late, with newer ones at once, are all there in their order', async () => {
  const known = rules(async () => [fault(1)])
  await known.load()
  const now = fault(1, { count: 30, hits: strikes(11, 30) })
  known.tell(...strikes(1, 30).map((one) => ({ ...hit(40 + one.entry, now), hit: one })))
  expect(entries(known.active.value[0])).toEqual(entries(fault(1, { hits: strikes(1, 30) })))
})

test('of the rules that are over, no more are kept than the sink keeps', async () => {
  const many = Array.from({ length: 1001 }, (_, n) => fault(n + 1))
  const known = rules(async () => many)
  await known.load()
  known.tell(
    gone(
      2000,
      many.map(({ id }) => id),
      'expired',
    ),
  )
  expect([known.over.value.length, known.over.value.at(-1)?.id]).toEqual([1000, 'f_2'])
})

test('a rule is called by its name, and by its id when it is gone', async () => {
  const known = rules(async () => [fault(1, { name: 'greylisting' })])
  await known.load()
  expect([known.nameOf('f_1'), known.nameOf('f_9')]).toEqual(['greylisting', 'f_9'])
})

test('a rule that cannot be removed says why', async () => {
  const error = new ApiError(404, { code: 'not_found', message: 'There is no fault "f_1".' })
  const known = rules(async () => [fault(1)], { deleteFault: () => Promise.reject(error) })
  await known.load()
  await known.remove('f_1')
  expect(known.app.trouble.value).toBe('There is no fault "f_1".')
})

test.each<[Partial<Fault>, string]>([
  [{}, '451 4.7.1 at RCPT'],
  [{ stage: 'connect', reply: { code: 421, enhanced: null, text: '' } }, '421 on connecting'],
  [
    { stage: 'end', reply: null, action: { type: 'drop', how: 'fin', after: 0 }, store: true },
    'drops the connection after the dot, mail kept',
  ],
  [{ action: { type: 'delay', delay: 2500 } }, 'waits 2.50 s at RCPT, then 451 4.7.1'],
  [
    { stage: 'connect', reply: null, action: { type: 'trickle', bytesPerSecond: 40, direction: 'server' } },
    'says 40 bytes a second, from connecting',
  ],
  [{ stage: 'ehlo', reply: null, action: { type: 'hide', extensions: ['STARTTLS', 'SIZE'] } }, 'hides STARTTLS, SIZE'],
  [{ stage: 'tls', reply: null, action: { type: 'tls', how: 'old-version' } }, 'breaks TLS by TLS 1.0 alone'],
])('a rule in words: %j', (own, said) => expect(deedOf(fault(1, own))).toBe(said))

test.each<[Fault['scope'], string | null]>([
  [{ all: true }, null],
  [{ inbox: 't-welcome' }, 'inbox t-welcome'],
  [{ rcpt: { is: 'ann@example.test' }, tls: false }, 'rcpt ann@example.test, tls false'],
  [{ mailFrom: { contains: '@shop.test' } }, 'mailFrom contains @shop.test'],
  [{ rcpt: { contains: 'a', not: 'b' } }, 'rcpt {"contains":"a","not":"b"}'],
])('a scope in words: %j', (scope, said) => expect(scopeOf(scope)).toBe(said))

test('a rule can be had again, without what is so anyway', () => {
  const { name, scope, stage, reply } = fault(1)
  expect(specAgain(fault(1))).toEqual({ name, scope, stage, reply, ttl: 60_000 })
  const always = specAgain(fault(1, { times: null, per: 'triplet', for: 2000, ttl: null, probability: 0.5 }))
  expect(always).toEqual({
    name,
    scope,
    stage,
    reply,
    per: 'triplet',
    times: null,
    for: 2000,
    probability: 0.5,
    seed: 7,
  })
})

test.each([
  [{ inbox: 't-1' }, 'rcpt', "await inbox.fault({ stage: 'rcpt', reply: { code: 451 } })"],
  [
    { rcpt: 'a@x.test' },
    'rcpt',
    "await inbox.fault({ scope: { rcpt: 'a@x.test' }, stage: 'rcpt', reply: { code: 451 } })",
  ],
  [{ all: true }, 'mail', "await sink.fault({ scope: { all: true }, stage: 'mail', reply: { code: 451 } })"],
] as const)('in a test, scope %j at %s is written as somebody would', (scope, stage, code) => {
  expect(spelled('test', { scope, stage, reply: { code: 451 } }, stage, 'http://sink.test/')).toBe(code)
})

test('for a shell the rule is one word, whatever is in it', () => {
  const line = spelled('curl', { name: "Ann's", scope: { all: true }, stage: 'end' }, 'end', 'http://sink.test/mail/')
  expect(line).toBe(
    `curl -X POST http://sink.test/mail/api/faults -H 'content-type: application/json' -d '{"name":"Ann'\\''s","scope":{"all":true},"stage":"end"}'`,
  )
})
