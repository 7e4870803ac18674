/** Why a wait failed: the facts from the store, put together with what was asked, and the sentences made of them. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Inbox } from '../../contract/inbox.ts'
import type { Message } from '../../contract/message.ts'
import { HistoryLostError, type Circumstances, type Store } from '../../contract/store.ts'
import type { Diagnosis, MessageName, Missed, NoneRequest, WaitFailure, WaitRequest } from '../../contract/wait.ts'
import { inWords } from '../../criteria/words.ts'
import { explain, type Context } from './explain.ts'

/** What an explanation names of the sink itself. */
export interface Surroundings {
  /** URLs of the SMTP listeners. */
  readonly listening: readonly string[]
  /** Where the UI is; null without one. */
  readonly url: string | null
}

type Request = WaitRequest | NoneRequest
type Failure = { readonly kind: 'failed'; readonly diagnosis: Diagnosis; readonly messages: Message[] }

export type Diagnoses = ReturnType<typeof createDiagnoses>

/** Near misses, conversations and the like that are told of each kind. */
const SHOWN = 5

export function createDiagnoses(store: Store, surroundings: () => Promise<Surroundings>, now: () => number) {
  const circumstances = (request: Request, criteria: Criteria): Promise<Circumstances> =>
    store.circumstances(criteria, { since: request.since, exclude: request.exclude, limit: SHOWN })

  async function failed(
    code: WaitFailure,
    request: Request,
    around: Circumstances,
    messages: Message[],
    wanted = wantedBy(request),
  ): Promise<Failure> {
    const { listening, url } = await surroundings()
    const inbox = request.inbox === null ? null : await store.inbox(request.inbox)
    const claims = new Map(request.exclude.map(({ id, by }) => [id, by]))
    const { nearMisses, missed, attempts, inFlight, evicted, connections, vacuous } = around
    const { matching, claimed, passedOver, served, since, total } = around
    const facts: Omit<Diagnosis, 'message'> = {
      code,
      wanted,
      criteria: request.criteria,
      arrived: { matching, claimed, passedOver, served, since, total },
      nearMisses,
      missed: missed.map((one) => (CLAIMED.has(one.why) ? { ...one, by: claims.get(one.id) ?? null } : one)),
      attempts,
      inFlight,
      evicted,
      connections: { ...connections, listening: [...listening] },
      vacuous,
      viewUrl: url === null ? null : viewUrl(url, inbox),
    }
    const context: Context = {
      asked: askedOf(request),
      waited: request.elapsed + (code === 'wait_timeout' || code === 'never_quiet' ? request.timeout : 0),
      inbox,
      since: request.since,
      unexpected: messages.map(nameOf),
      now: now(),
    }
    return { kind: 'failed', diagnosis: { ...facts, message: explain(facts, context) }, messages }
  }

  return {
    circumstances,

    async failure(code: WaitFailure, request: Request, criteria: Criteria, messages: Message[]): Promise<Failure> {
      return failed(code, request, await circumstances(request, criteria), messages)
    },

    /** The mail that should have come after all others has not come itself. */
    async barrier(request: NoneRequest, criteria: Criteria): Promise<Failure> {
      const around = await circumstances(request, criteria)
      return failed('wait_timeout', request, around, [], `1 message to wait for: ${inWords(criteria)}`)
    },

    /** The failure when a limit has dropped messages that might have counted: an exact number cannot be told any more. */
    async evictedInScope(request: Request, around: Circumstances): Promise<Failure | null> {
      // Without a place to count from, what is kept is all that was asked about.
      if (request.since === null) return null
      const dropped = around.missed.some(({ why }) => why === 'evicted') || around.evicted > FORGETTABLE
      return dropped ? failed('history_lost', request, around, []) : null
    },

    /** The place that was counted from, or the inbox, is of another start, or no longer known. */
    async lost(request: Request, error: HistoryLostError): Promise<Failure> {
      const here = { ...request, since: null, inbox: null }
      // What was dropped here says nothing of a place that was never here.
      const around = { ...(await circumstances(here, request.criteria)), evicted: 0 }
      const failure = await failed('history_lost', { ...here, since: request.since }, around, [])
      if (!(error instanceof InboxGoneError)) return failure
      return { ...failure, diagnosis: { ...failure.diagnosis, message: `The history is lost. ${error.message}` } }
    },

    /** Throws HistoryLostError for an inbox that is not there: nothing can be said about its mail. */
    async checkInbox({ inbox }: Request): Promise<void> {
      if (inbox !== null && (await store.inbox(inbox)) === null) throw new InboxGoneError(inbox)
    },
  }
}

const CLAIMED: ReadonlySet<Missed['why']> = new Set(['claimed', 'passed_over', 'served'])

/** As many of the messages that went are remembered one by one; beyond, any of them might have counted. */
const FORGETTABLE = 1000

class InboxGoneError extends HistoryLostError {
  constructor(id: string) {
    super(id)
    this.message =
      `There is no inbox "${id}": it was closed, nobody used it for longer than its time, or mailsink was restarted since. ` +
      'Open one for each test.'
  }
}

function wantedBy(request: Request): string {
  const words = inWords(request.criteria)
  if (!('count' in request)) return `no message: ${words}`
  const { count, exact, per } = request
  const unit = per === 'recipient' ? 'recipient' : 'message'
  return `${exact ? 'exactly ' : ''}${count} ${unit}${count === 1 ? '' : 's'}: ${words}`
}

function askedOf(request: Request): Context['asked'] {
  if ('count' in request) return { kind: 'some', count: request.count, exact: request.exact, per: request.per }
  return { kind: 'none', quiet: request.quiet, timeout: request.timeout, barrier: request.barrier !== null }
}

function nameOf({ id, receivedAt, subject, from, envelope }: Message): MessageName {
  return { id, receivedAt, subject, from: from[0]?.address ?? envelope.from, to: envelope.to }
}

function viewUrl(url: string, inbox: Inbox | null): string {
  return inbox === null ? `${url}messages` : `${url}messages?q=${encodeURIComponent(`inbox:${inbox.id}`)}`
}
