/** Waits as a sink is asked for them: in slices that no client or proxy in between gives up on, within one deadline. */
import type * as Wire from '../contract/criteria.ts'
import type { Message as WireMessage } from '../contract/message.ts'
import type { Claim, NoneAnswer, NoneRequest, WaitAnswer, WaitRequest } from '../contract/wait.ts'
import { WrongServerError } from './errors.ts'
import type { Transport } from './transport.ts'

const SLICE = 20_000
/** As many as a sink hands over at once. */
export const MOST = 1000

/** Everything that is common to the waits of one inbox or sink. */
export interface Scope {
  readonly transport: Transport
  readonly inbox: string | null
  /** Where it begins: mail from before does not count. */
  readonly since: string | null
}

/** When a wait began and how long it may take, in ms. */
export class Deadline {
  readonly limit: number
  private readonly started = performance.now()
  private spent = 0
  constructor(limit: number) {
    this.limit = limit
  }

  get left(): number {
    return Math.max(0, this.limit - Math.max(Math.round(performance.now() - this.started), this.spent))
  }

  /** The next part of it; a quiet period has to fit in, or it would begin anew with each. */
  slice(quiet: number): { timeout: number; elapsed: number } {
    const { left } = this
    return { timeout: Math.min(left, quiet + SLICE), elapsed: this.limit - left }
  }

  /** Counts a slice that was waited for in vain, whatever this clock says: a test may have stopped it. */
  pass({ timeout, elapsed }: { timeout: number; elapsed: number }): void {
    this.spent = Math.max(this.spent, elapsed + timeout)
  }
}

export interface Asked {
  readonly criteria: Wire.Criteria
  /** Asked for each slice: while one lasts, another wait may take what this one must not get any more. */
  readonly exclude: () => Claim[]
  readonly since: string | undefined
  readonly signal: AbortSignal | undefined
}

export async function askSome(
  { transport, inbox, since }: Scope,
  asked: Asked,
  deadline: Deadline,
  wanted: { count: number; exact?: boolean; per?: WaitRequest['per']; quiet?: number },
): Promise<WaitAnswer> {
  const { count, exact = false, per = 'message', quiet = 0 } = wanted
  return inSlices(deadline, exact ? quiet : 0, async (slice) => {
    const { criteria, signal } = asked
    const exclude = asked.exclude()
    const common = { criteria, inbox, since: asked.since ?? since, exclude }
    const answer = await transport.wait({ ...common, count, exact, per, quiet, ...slice }, signal)
    checkExcluded(transport, answer, exclude)
    return answer
  })
}

export async function askNone(
  { transport, inbox, since }: Scope,
  asked: Asked,
  deadline: Deadline,
  wanted: Pick<NoneRequest, 'quiet' | 'barrier' | 'includeRefused'>,
): Promise<NoneAnswer> {
  return inSlices(deadline, wanted.quiet, (slice) => {
    const { criteria, signal } = asked
    const common = { criteria, inbox, since: asked.since ?? since, exclude: asked.exclude() }
    return transport.none({ ...common, ...wanted, ...slice }, signal)
  })
}

/** All that match at this moment, oldest first; or the failure, when that cannot be told. */
export async function askNow(scope: Scope, asked: Asked): Promise<WaitAnswer> {
  const found: WireMessage[] = []
  // As taken, of which nothing goes along but the id: there may be thousands, and no failure tells of them.
  const exclude = () => [...asked.exclude(), ...found.map(({ id }) => ({ id, by: null, as: 'taken' as const }))]
  for (;;) {
    const answer = await askSome(scope, { ...asked, exclude }, new Deadline(0), { count: MOST })
    if (answer.kind === 'failed' && answer.diagnosis.code !== 'wait_timeout') return answer
    found.push(...answer.messages)
    // That there are fewer than this many left is what was to be found out.
    if (answer.kind === 'failed') return { kind: 'found', messages: found, cursor: '', evicted: 0 }
  }
}

/** Who gives what was excluded gives it again at once whenever it is asked, and the wait would never end. */
function checkExcluded({ http }: Transport, { messages }: WaitAnswer, exclude: readonly Claim[]): void {
  const ids = new Set(messages.map(({ id }) => id))
  const again = exclude.find(({ id }) => ids.has(id))
  if (again === undefined) return
  throw new WrongServerError(
    `What answers at ${http?.url ?? 'this sink'} is not mailsink, or is too old: it gave the message "${again.id}" again, ` +
      'which was excluded. Check the URL (MAILSINK_URL).',
  )
}

async function inSlices<Answer extends WaitAnswer | NoneAnswer>(
  deadline: Deadline,
  quiet: number,
  ask: (slice: { timeout: number; elapsed: number }) => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    const slice = deadline.slice(quiet)
    const answer = await ask(slice)
    if (answer.kind !== 'failed' || !['wait_timeout', 'never_quiet'].includes(answer.diagnosis.code)) return answer
    deadline.pass(slice)
    if (deadline.left === 0) return answer
  }
}
