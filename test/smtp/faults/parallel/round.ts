/** One round of one worker: opens an inbox, arms a rule, delivers mails against it, and counts what came of it. */
import type { Fault } from '../../../../client/fault.ts'
import type { Inbox, Sink } from '../../../../client/sink.ts'
import { type Step, walk } from '../../../support/smtp-walk.ts'
import { attemptsOf, isStruck, isTold, type Plan } from './plan.ts'

export interface Ports {
  readonly smtp: number
  readonly submission: number
}

/** What a round came to; `wrong` is what it should not have. */
export interface Outcome {
  readonly attempts: number
  readonly strikes: number
  readonly kept: number
  readonly wrong: readonly string[]
}

/** A guard against a client that waits for ever; nothing is measured by it. */
const HANG = 15_000

export async function playRound(sink: Sink, ports: Ports, plan: Plan): Promise<Outcome> {
  const wrong: string[] = []
  // Of the same name for all: their domains and logins differ in the random part alone.
  const inbox = await sink.inbox({ name: 'parallel', isolate: plan.way.isolate })
  const { stage, deed, store, skip, times, per } = plan
  const fault = await inbox.fault({ stage, ...deed.options, store, skip, times, per, ttl: '10m' })
  const expected = new Map<string, number>()
  let mail = 0
  const attempts = attemptsOf(plan)
  for (let attempt = 0; attempt < attempts && wrong.length === 0; attempt += 1) {
    const struck = isStruck(plan, attempt)
    const subject = `mail ${mail}`
    const steps = await deliver({ inbox, fault, ports, plan }, subject, struck ? attempt - skip + 1 : null)
    wrong.push(...judged(plan, steps, struck).map((text) => `attempt ${attempt}: ${text}`))
    const told = !struck || isTold(plan)
    if (told || store) expected.set(subject, (expected.get(subject) ?? 0) + 1)
    if (told) mail += 1
  }
  wrong.push(...(await judgedHits(sink, inbox, fault, plan)))
  const arrived = new Map<string, number>()
  const messages = await inbox.messages()
  for (const { subject } of messages) arrived.set(subject, (arrived.get(subject) ?? 0) + 1)
  if (shown(arrived) !== shown(expected)) wrong.push(`arrived: ${shown(arrived)}; expected: ${shown(expected)}`)
  await inbox.close()
  return { attempts, strikes: fault.count, kept: messages.length, wrong }
}

/** One attempt. `hit` is the number of the strike that it has to meet; a client of a silent server gives up behind that. */
async function deliver(
  { inbox, fault, ports, plan }: { inbox: Inbox; fault: Fault; ports: Ports; plan: Plan },
  subject: string,
  hit: number | null,
): Promise<Step[]> {
  const { isolate, tls } = plan.way
  const domain = isolate === 'domain' ? inbox.domain : 'example.test'
  let timer: NodeJS.Timeout | undefined
  const guard = new Promise((resolve) => {
    timer = setTimeout(resolve, HANG)
  })
  const place = placeOf(plan)
  const walker = {
    port: isolate === 'auth' ? ports.submission : ports.smtp,
    tls,
    address: '127.0.0.1',
    user: isolate === 'auth' ? inbox.smtp.user : null,
    from: 'shop@example.test',
    to: `${plan.local}@${domain}`,
    payload: `Subject: ${subject}\r\n\r\nHello\r\n`,
  }
  const steps = await walk(walker, (stage) =>
    hit !== null && stage === place && plan.deed.comes === 'silent'
      ? fault.hit(hit, { timeout: HANG }).catch(() => guard)
      : guard,
  )
  clearTimeout(timer)
  return steps
}

/** Where a client meets the rule: what strikes its payload is met in place of the reply to it. */
const placeOf = ({ stage }: Plan) => (stage === 'payload' ? 'end' : stage)

function judged(plan: Plan, steps: readonly Step[], struck: boolean): string[] {
  const wrong: string[] = []
  const { deed } = plan
  const at = steps.findIndex(({ stage }) => stage === placeOf(plan))
  const met = steps[at]?.got ?? 'not reached'
  if (struck && !deed.hears.test(met))
    wrong.push(`should have met ${deed.hears.source}, and met ${JSON.stringify(met)}`)
  const good = struck && deed.comes !== 'serves' ? steps.slice(0, Math.max(0, at)) : steps
  for (const { stage, got } of good)
    if (!/(?:^|\n)[23]\d\d [^\n]*\n$|^TLS/.test(got)) wrong.push(`${stage} brought ${JSON.stringify(got)}`)
  const isWhole = steps.at(-1)?.stage === 'quit'
  if (!isWhole && (!struck || deed.comes === 'serves')) wrong.push(`it ended at ${steps.at(-1)?.stage ?? 'nothing'}`)
  return wrong
}

/** The rule has struck as often as it was to, each time in a session of this inbox. */
async function judgedHits(sink: Sink, inbox: Inbox, fault: Fault, plan: Plan): Promise<string[]> {
  const wrong: string[] = []
  const { count, hits, state, id } = await fault.refresh()
  if (count !== plan.times || hits.length !== plan.times)
    wrong.push(`it has struck ${count} times (${hits.length} hits), and not ${plan.times}`)
  if (state !== (plan.per === 'rule' ? 'spent' : 'active')) wrong.push(`it is ${state}`)
  if (new Set(hits.map(({ session }) => session)).size !== hits.length) wrong.push('it struck a session twice')
  for (const { session, entry, message } of hits) {
    const found = await sink.session(session)
    const own =
      plan.way.isolate === 'auth'
        ? found?.auth?.user === inbox.smtp.user
        : found?.transcript.some(({ verb, text }) => verb === 'RCPT' && text.includes(`@${inbox.domain}>`))
    if (own !== true) wrong.push(`${session} is a session of somebody else`)
    if (found?.faults.join() !== id) wrong.push(`${session} was struck by ${found?.faults.join()}, and not ${id}`)
    if (found?.transcript[entry]?.fault !== id) wrong.push(`entry ${entry} of ${session} does not tell of it`)
    const keeps = plan.store || (isTold(plan) && !['quit', 'auth'].includes(plan.stage))
    if ((message !== null) !== keeps) wrong.push(`the hit names ${message ?? 'no message'}`)
  }
  return wrong
}

const shown = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .map(([subject, count]) => `${subject} x ${count}`)
    .toSorted()
    .join(', ')
