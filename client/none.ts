/** "No mail", from the strongest proof that the test can give to the weakest. */
import type * as Wire from '../contract/criteria.ts'
import type { Claim } from '../contract/wait.ts'
import { type Common, messagesOf } from './common.ts'
import { milliseconds } from './duration.ts'
import { NeverQuietError, UnexpectedMessageError, VacuousError } from './errors.ts'
import { orAfter, pause } from './or-after.ts'
import { askNone, Deadline } from './requests.ts'
import type { NoneOptions } from './wait-options.ts'
import { spelled } from './spell.ts'

/** How often (ms) an app is asked whether its queue is empty. */
const ASK_AGAIN = 50

export async function expectNone(
  common: Common,
  criteria: Wire.Criteria,
  options: NoneOptions,
  exclude: () => Claim[],
): Promise<void> {
  const { before, until, since, signal, includeRefused = false, onVacuous = 'warn' } = options
  const quiet = milliseconds('quiet', options.quiet ?? 250)
  const deadline = new Deadline(milliseconds('timeout', options.timeout ?? Math.max(5000, 2 * quiet)))
  const barrier = before === undefined ? null : spelled(before)
  const asked = { criteria, exclude, since, signal }
  const absent = (patience: Deadline, wanted: { quiet: number; barrier: Wire.Criteria | null }) =>
    askNone(common, asked, patience, { ...wanted, includeRefused })

  if (until !== undefined)
    await drained(until, deadline, signal, async () => {
      // What is there already fails at once, however long the queue still takes.
      const now = await absent(new Deadline(0), { quiet: 0, barrier: null })
      if (now.kind === 'failed' && now.diagnosis.code !== 'never_quiet') unexpected(common, now)
    })
  const answer = await absent(deadline, { quiet, barrier })
  if (answer.kind === 'failed') return unexpected(common, answer)
  const { vacuous, note } = answer.none
  if (!vacuous || onVacuous === 'ignore') return
  if (onVacuous === 'fail') throw new VacuousError(note ?? 'Nobody has spoken SMTP to this sink.')
  common.warn(note ?? 'Nobody has spoken SMTP to this sink.')
}

function unexpected(common: Common, answer: Parameters<typeof messagesOf>[1]): void {
  try {
    messagesOf(common, answer)
  } catch (error) {
    const taken = answer.messages.find(({ id }) => common.claims.has(id))
    if (taken === undefined || !(error instanceof UnexpectedMessageError)) throw error
    const where = common.claims.by(taken.id)
    const { diagnostics, messages } = error
    throw new UnexpectedMessageError(
      `${error.message}\n\n"${taken.subject}" was taken by a wait before${where === null ? '' : `, at ${where}`}, and ` +
        'expectNone() counts what was taken, too.\nThat nothing came beside it is told by expectNoMore(), that nothing came ' +
        'after it by { since: cursor }.',
      diagnostics,
      messages,
    )
  }
}

/** The app says itself that it has sent everything. */
async function drained(
  until: NonNullable<NoneOptions['until']>,
  deadline: Deadline,
  signal: AbortSignal | undefined,
  look: () => Promise<void>,
): Promise<void> {
  for (;;) {
    // An app that does not answer has not said that it is done.
    if (await orAfter(Promise.resolve(until()), deadline.left, signal)) return
    if (deadline.left === 0)
      throw new NeverQuietError(
        `The app did not say within ${deadline.limit} ms that its queue is empty: \`until\` never gave true. ` +
          'Raise the timeout, or look at what the queue is doing.',
      )
    await look()
    await pause(ASK_AGAIN, signal)
  }
}
