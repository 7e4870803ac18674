/** Looking rules up by what their scope pins down finds the same ones as asking them all. */
import { expect, test } from 'vitest'
import type { Criteria } from '../../../contract/criteria.ts'
import type { FaultStage } from '../../../contract/fault.ts'
import type { FaultPlace } from '../../../contract/strike.ts'
import { compile } from '../../../criteria/compile.ts'
import { createChance } from '../../../server/store/faults/chance.ts'
import { handlesOf } from '../../../server/store/faults/handles.ts'
import { PlaceFacts } from '../../../server/store/faults/place-facts.ts'
import { atHand, deliveryOf } from './striking.ts'

const STAGES: readonly FaultStage[] = ['connect', 'auth', 'mail', 'rcpt', 'data', 'end', 'quit']
const ADDRESSES = [
  'ann@x.test',
  'ANN@X.TEST',
  ' bob@x.test',
  'bob@y.test',
  'a@b@x.test',
  'kelvin@y.teſt',
  'x.test',
  '*@x.test',
]
const WANTED = [...ADDRESSES, '*@x.test', '*@Y.Test', '*@*', 'ann@*', '*', '*@b@x.test', '*@y.teſt', 'kelvin@y.test']
const USERS = ['app', 'App', 'other', 'ſo', 'so']

function drawing(seed: number) {
  const chance = createChance(seed)
  const below = (most: number) => Math.floor(chance() * most)
  const one = <T>(of: readonly T[]): T => {
    const found = of[below(of.length)]
    if (found === undefined) throw new Error('There is nothing to choose from')
    return found
  }
  const match = (words: readonly string[]) => {
    const word = one(words)
    return one([word, { is: word }, { contains: word.slice(1, 4) }, { is: word, not: one(words) }, { not: word }])
  }
  const criteria = (depth: number): Criteria => {
    const fields: Criteria[] = [
      { rcpt: match(WANTED) },
      { to: match(WANTED) },
      { mailFrom: match(WANTED) },
      { from: match(WANTED) },
      { user: match(USERS) },
      { address: one(['127.0.0.1', '10.0.0.1', '127.*']) },
      { listener: one(['smtp', 'submission']) },
      { rcpt: match(WANTED), user: match(USERS) },
    ]
    if (depth === 0) return one(fields)
    const parts = () => Array.from({ length: 1 + below(2) }, () => criteria(depth - 1))
    return one([one(fields), { all: parts() }, { any: parts() }, { not: criteria(0), ...one(fields) }])
  }
  const place = (stage: FaultStage): FaultPlace => ({
    stage,
    from: one([null, '', ...ADDRESSES]),
    to: Array.from({ length: below(3) }, () => one(ADDRESSES)),
    user: one([null, ...USERS]),
    delivery: null,
  })
  return { one, criteria, place }
}

test.each([1, 2, 3, 4])(
  'of random rules the oldest that matches strikes, as in a plain search (seed %i)',
  async (seed) => {
    const { one, criteria, place } = drawing(seed)
    const { fed, ask } = atHand()
    const session = fed.open()
    const rules: { stage: FaultStage; criteria: Criteria; id: string }[] = []
    for (let n = 0; n < 150; n += 1) {
      const rule = { stage: one(STAGES), criteria: criteria(2) }
      // Some of these could never strike and are refused.
      const made = await fed.store
        .createFault({ scope: rule.criteria, stage: rule.stage, reply: { code: 451 }, times: null })
        .catch(() => null)
      if (made !== null) rules.push({ ...rule, id: made.id })
    }
    // Some are taken out again: the others are still found.
    for (const { id } of rules.splice(10, 15)) await fed.store.deleteFaults({ id })
    const reader = { header: () => HEADER, field: () => [] } as unknown as ConstructorParameters<typeof PlaceFacts>[2]
    let struck = 0
    for (let n = 0; n < 400; n += 1) {
      const stage = one(STAGES)
      const asked = { ...place(stage), delivery: stage === 'end' ? () => deliveryOf('x\r\n', session) : null }
      const facts = new PlaceFacts(asked, session, reader)
      const plain = rules.find((rule) => rule.stage === stage && compile(rule.criteria).test(facts) === true)
      expect(ask(asked, session)?.fault.id).toBe(plain?.id)
      if (plain !== undefined) struck += 1
    }
    expect(struck).toBeGreaterThan(40)
  },
)

const HEADER = { subject: 'x', from: [], to: [], cc: [], replyTo: [], date: null, messageId: null }

test.each<[Criteria, FaultStage, string[] | null]>([
  [{ rcpt: '*@T-1.mailsink.test' }, 'rcpt', ['domain t-1.mailsink.test']],
  [{ rcpt: { is: 'Ann@x.test' } }, 'rcpt', ['recipient ann@x.test']],
  [{ all: [{ subject: 'x' }, { user: 'app' }] }, 'end', ['user app']],
  [{ any: [{ rcpt: 'a@x.test' }, { mailFrom: 'b@x.test' }] }, 'rcpt', ['recipient a@x.test', 'sender b@x.test']],
  [{ any: [{ rcpt: 'a@x.test' }, { rcpt: 'a*' }] }, 'rcpt', null],
  [{ to: 'a@x.test' }, 'rcpt', ['recipient a@x.test']],
  // At the end, To and Cc hold as well.
  [{ to: 'a@x.test' }, 'end', null],
  [{ not: { rcpt: 'a@x.test' } }, 'rcpt', null],
  [{ rcpt: { contains: 'a' } }, 'rcpt', null],
  [{ rcpt: true }, 'rcpt', null],
])('%j at %s is looked up by %j', (criteria, stage, handles) => {
  expect(handlesOf(criteria, stage)?.map(({ kind, value }) => `${kind} ${value}`) ?? null).toEqual(handles)
})
