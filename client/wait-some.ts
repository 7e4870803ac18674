/** Waiting for one message, or for a number of them, and taking them. */
import type { Caller } from './caller.ts'
import { milliseconds } from './duration.ts'
import { BadRequestError } from './errors.ts'
import { askSome, Deadline, MOST } from './requests.ts'
import type { Message } from './sink.ts'
import { spelled } from './spell.ts'
import type { Criteria } from './criteria.ts'
import { type Common, messagesOf } from './common.ts'
import type { CountOptions, WaitOptions } from './wait-options.ts'

/** What a wait lasts when the test does not say. */
export const PATIENCE = '5s'

type Wanted = CountOptions & Pick<WaitOptions, 'matching'>

/** The oldest that match, `count` of them: see `waitFor` and `waitForCount` of client/sink.ts. */
export async function waitForSome(
  common: Common,
  count: number,
  criteria: Criteria,
  options: Wanted,
  here: Caller,
): Promise<Message[]> {
  const { claims } = common
  const { timeout = PATIENCE, consume = true, exact = false, per = 'message', matching, signal, since } = options
  const quiet = milliseconds('quiet', options.quiet ?? 250)
  const deadline = new Deadline(milliseconds('timeout', timeout))
  const wire = spelled(criteria)
  checkCount(count)
  const passedOver: string[] = []
  const over = () => passedOver.map((id) => ({ id, by: here.place(), as: 'passed_over' as const }))
  // Who only looks sees what was taken, too.
  const exclude = () => (consume ? [...claims.list(), ...over()] : over())

  const work = async (): Promise<Message[]> => {
    for (;;) {
      const asked = { criteria: wire, exclude, since, signal }
      const answer = await askSome(common, asked, deadline, { count, exact, per, quiet })
      // While this one was on its way, another wait, for something else that it is too, took one.
      if (consume && answer.messages.some(({ id }) => claims.has(id)) && answer.kind === 'found') continue
      if (consume && answer.kind === 'failed' && answer.diagnosis.code === 'too_many')
        if (answer.messages.some(({ id }) => claims.has(id))) continue
      const found = messagesOf(common, answer)
      const refused = matching === undefined ? [] : found.filter((message) => !fits(matching, message))
      passedOver.push(...refused.map(({ id }) => id))
      if (refused.length > 0) continue
      if (consume) for (const { id } of found) claims.take(id, here)
      return found
    }
  }
  // Those that pass mails over want different ones, whatever the criteria; those that only look take nobody's turn.
  if (!consume || matching !== undefined) return work()
  return claims.inTurn(JSON.stringify(wire), { patience: deadline.left, signal }, work)
}

function fits(matching: (message: Message) => unknown, message: Message): boolean {
  const isFit = matching(message)
  if (isFit instanceof Promise)
    throw new BadRequestError('"matching" gave a promise, which any message would fit: it has to give true or false.')
  return Boolean(isFit)
}

function checkCount(count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return
  const instead = count === 0 ? ' Whether none comes is told by expectNone().' : ''
  throw new BadRequestError(
    `${count} messages cannot be waited for: it has to be a number from 1 to ${MOST}.${instead}`,
  )
}
