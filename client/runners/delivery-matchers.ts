/** What can be asked about the delivery of a mail: whether a fault was met, tried again after, and survived without a double. */
import { checkRetries, judgeRetries, notDeliveredOnce, type Finding, type Retries } from '../attempts.ts'
import type { Criteria } from '../criteria.ts'
import { milliseconds } from '../duration.ts'
import type { Fault } from '../fault.ts'
import { checkOptions } from '../options.ts'
import { pause } from '../or-after.ts'
import { Deadline, MOST } from '../requests.ts'
import type { Duration, Waiting } from '../sink.ts'
import { PATIENCE } from '../wait-some.ts'
import { wantsNothing } from '../waiting.ts'
import { asked } from './asked.ts'
import { faultOf, waitingOf } from './receiver.ts'
import type { State, Verdict } from './verdict.ts'

export interface DeliveryOptions {
  /** How long to wait. Default 5 s. */
  timeout?: Duration
  /** For how long nothing more may have happened in scope. Default 250 ms. */
  quiet?: Duration
}

/** How often (ms) the sink is asked for the attempts. */
const ASK_AGAIN = 50

export const deliveryMatchers = { toHaveBeenHit, toHaveRetried, toHaveDeliveredOnce }

async function toHaveBeenHit(this: State, received: unknown, times?: number): Promise<Verdict> {
  const fault = faultOf('toHaveBeenHit', received)
  if (this.isNot && times !== undefined)
    throw new TypeError(
      '.not.toHaveBeenHit with a number would pass on any other. Say how often it is to be hit, or leave the number out.',
    )
  const { count } = await fault.refresh()
  const pass = times === undefined ? count > 0 : count === times
  // Too few are explained by the sink, which knows what came by; too many are listed, or more than it explains.
  const wanted = times ?? 1
  const isShort = !pass && count < wanted && wanted <= MOST
  const text = isShort ? await explained(fault, wanted) : hits(fault, times)
  return { pass, message: () => text }
}

async function explained(fault: Fault, wanted: number): Promise<string> {
  try {
    await fault.hit(wanted, { timeout: 0 })
    return `The fault ${fault.id} (${fault.name}) was hit just now, after this had looked.`
  } catch (error) {
    if (error instanceof Error && error.name === 'FaultNotHitError') return error.message
    throw error
  }
}

function hits(fault: Fault, wanted: number | undefined): string {
  const limit = wanted === undefined ? 'not to be hit' : `to be hit ${wanted === 1 ? 'once' : `${wanted} times`}`
  const { id, name, count } = fault
  const rows = fault.hits.slice(0, 10).map(({ at, session }) => `  ${at.toISOString()}  session ${session}`)
  const more = count > rows.length ? [`  and ${count - rows.length} more`] : []
  const head = `The fault ${id} (${name}) was ${limit}, and was hit ${count === 1 ? 'once' : `${count} times`}:`
  return [head, ...rows, ...more].join('\n')
}

async function toHaveRetried(
  this: State,
  received: unknown,
  wanted: Retries,
  criteria: Criteria = {},
  options: DeliveryOptions = {},
): Promise<Verdict> {
  const waiting = waitingOf('toHaveRetried', received)
  if (this.isNot)
    throw new TypeError(
      '.not.toHaveRetried would pass on any other number. Say how many retries there are to be: { times: 0 } for none.',
    )
  checkRetries(wanted)
  checkOptions(options)
  const deadline = new Deadline(milliseconds('timeout', options.timeout ?? PATIENCE))
  let finding = await retries(waiting, wanted, criteria)
  while ((finding.kind === 'later' || finding.kind === 'nothing') && deadline.left > 0) {
    await pause(ASK_AGAIN)
    finding = await retries(waiting, wanted, criteria)
  }
  if (finding.kind === 'good') {
    const quiet = await asked(() => untilQuiet(waiting, criteria, options), { passed: true })
    if (!quiet.pass) return quiet
    finding = await retries(waiting, wanted, criteria)
  }
  if (finding.kind === 'good') return { pass: true, message: () => '' }
  return failed(finding.message, finding.kind === 'nothing' ? await whyNothing(waiting, criteria) : null)
}

async function toHaveDeliveredOnce(
  this: State,
  received: unknown,
  criteria: Criteria = {},
  options: DeliveryOptions = {},
): Promise<Verdict> {
  const waiting = waitingOf('toHaveDeliveredOnce', received)
  if (this.isNot)
    throw new TypeError(
      '.not.toHaveDeliveredOnce would pass for none and for two. For none it is .not.toHaveReceived, for two toHaveReceivedTimes(2).',
    )
  checkOptions(options)
  const { timeout = PATIENCE } = options
  const came = await asked(() => waiting.waitFor(criteria, { timeout, consume: false }), { passed: true })
  if (!came.pass) return failed(notDeliveredOnce(await waiting.attempts(criteria)), came.message())
  const quiet = await asked(() => untilQuiet(waiting, criteria, options), { passed: true })
  if (!quiet.pass) return quiet
  const wrong = notDeliveredOnce(await waiting.attempts(criteria))
  return wrong === null ? { pass: true, message: () => '' } : failed(wrong, null)
}

async function retries(waiting: Waiting, wanted: Retries, criteria: Criteria): Promise<Finding> {
  return judgeRetries(await waiting.attempts(criteria), wanted)
}

/** No message has this id, so that nothing but the quiet is waited for. */
async function untilQuiet(waiting: Waiting, criteria: Criteria, { quiet = 250, timeout }: DeliveryOptions) {
  const options = { quiet, onVacuous: 'ignore', ...(timeout !== undefined && { timeout }) } as const
  await waiting.expectNone({ all: [criteria, { id: 'none' }] }, options).catch(wantsNothing)
}

/** What the sink says of a mail that it has not got. */
async function whyNothing(waiting: Waiting, criteria: Criteria): Promise<string> {
  return (await asked(() => waiting.waitFor(criteria, { timeout: 0, consume: false }), { passed: true })).message()
}

function failed(...texts: readonly (string | null)[]): Verdict {
  const message = texts.filter((text) => text !== null && text !== '').join('\n\n')
  return { pass: false, message: () => message }
}
