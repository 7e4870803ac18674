/** What the verbs of one inbox, or of one sink, share. */
import type * as Wire from '../contract/criteria.ts'
import type { NoneAnswer, WaitAnswer } from '../contract/wait.ts'
import { CriteriaError } from '../criteria/error.ts'
import { type Caller, caller } from './caller.ts'
import type { Claims } from './claims.ts'
import { BadRequestError, errorOf, HistoryLostError, MailError, UnreachableError } from './errors.ts'
import { createMessage } from './message.ts'
import type { Scope } from './requests.ts'
import type { Message } from './sink.ts'

export interface Common extends Scope {
  readonly claims: Claims
  /** Told once per sink that nothing was proved. */
  readonly warn: (note: string) => void
}

/** The messages of an answer; throws the error that a failed one is. */
export function messagesOf(
  { transport }: Common,
  answer: WaitAnswer | Extract<NoneAnswer, { kind: 'failed' }>,
): Message[] {
  const messages = answer.messages.map((message) => createMessage(message, transport))
  if (answer.kind === 'failed') throw errorOf(answer.diagnosis, messages)
  return messages
}

/** Throws HistoryLostError for an inbox that is closed: of its mail, that there is none would be no more than a guess. */
export async function checkOpen({ transport, inbox }: Scope): Promise<void> {
  if (inbox === null || (await transport.inbox(inbox)) !== null) return
  throw new HistoryLostError(
    `There is no inbox "${inbox}": it was closed, nobody used it for longer than its time, or mailsink was restarted since. ` +
      'Open one for each test.',
  )
}

/** The criteria within an inbox. They keep their places, by which the sink tells where something is wrong with them. */
export function confined(criteria: Wire.Criteria, inbox: string | null): Wire.Criteria {
  // What is no object is for the sink to refuse.
  if (inbox === null || typeof criteria !== 'object' || criteria === null || Array.isArray(criteria)) return criteria
  const { all = [] } = criteria
  const own = { inbox: { is: inbox } }
  return Array.isArray(all) ? { ...criteria, all: [...all, own] } : { ...own, all: [criteria] }
}

/**
 * Does what a test has called for. Errors begin at the line of the test, and are the same ones however the sink is reached.
 * Has to be called by what the test calls, before anything is awaited.
 */
export async function called<T>(work: (here: Caller) => Promise<T>): Promise<T> {
  const here = caller()
  try {
    return await work(here)
  } catch (error) {
    throw error instanceof MailError ? here.blame(error) : inProcess(error, here)
  }
}

/** The rooms of a sink in this process have errors of their own for what the API answers with a problem. */
function inProcess(error: unknown, here: Caller): unknown {
  if (!(error instanceof Error)) return error
  const { name, message } = error
  if (error instanceof CriteriaError) return here.blame(new BadRequestError(message))
  if (name === 'HistoryLostError') return here.blame(new HistoryLostError(message))
  if (name === 'TooManyFaultsError' || name === 'ContradictingFaultError') return here.blame(new MailError(message))
  if (name === 'WaitEndedError') return here.blame(new UnreachableError(message))
  return error
}
