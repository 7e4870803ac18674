/** What is done to a mailsink before it is measured: inboxes of other tests are opened, and given a rule each. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultSpec } from '../../contract/fault.ts'
import type { Ports } from './ports.ts'

export type Prepared = 'nothing' | 'inboxes' | 'rules'

const COUNT = 1000
/** Requests that are under way at once. */
const AT_ONCE = 20
/** In turns: the stages that each mail comes by, and what is said of them in the reply changes nothing. */
const stages = ['rcpt', 'mail', 'rcpt', 'data', 'rcpt', 'end'] as const

/** Gives what tells, by throwing, whether it still is so. None of the inboxes is addressed by the load. */
export async function prepare(wanted: Prepared, { http }: Ports): Promise<() => Promise<void>> {
  if (wanted === 'nothing') return async () => {}
  const api = `http://127.0.0.1:${http}/api`
  await listening(`http://127.0.0.1:${http}/readyz`)
  const add = async (n: number): Promise<void> => {
    const { id, domain } = await post<{ id: string; domain: string }>(`${api}/inboxes`, { name: `other ${n}` })
    if (wanted === 'rules') await post(`${api}/faults`, ruleFor(n, id, domain))
  }
  for (let from = 0; from < COUNT; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => add(from + n)))
  return wanted === 'rules' ? () => untouched(`${api}/faults`) : async () => {}
}

function ruleFor(n: number, inbox: string, domain: string): FaultSpec {
  const stage = stages[n % stages.length] ?? 'rcpt'
  // Whose mail it is is told by its recipients, and they come after MAIL.
  const scope = stage === 'mail' ? { mailFrom: `shop@${domain}` } : { inbox }
  return { scope, stage, reply: { code: 451 }, ttl: '1h' }
}

async function untouched(url: string): Promise<void> {
  const answer = await fetch(url)
  const { faults } = (await answer.json()) as { faults: { state: string; count: number }[] }
  const active = faults.filter(({ state, count }) => state === 'active' && count === 0).length
  if (active !== COUNT) throw new Error(`${active} of ${COUNT} rules are still active and have struck nobody.`)
}

/** SMTP greets before HTTP listens. */
async function listening(url: string): Promise<void> {
  for (;;) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await sleep(5)
  }
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status !== 201) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}
