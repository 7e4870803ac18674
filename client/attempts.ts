/** What the attempts to deliver a mail say about the app that made them: whether it tried again, when, and how often it arrived. */
import { BadRequestError } from './errors.ts'
import type { MailAttempt, MailAttempts } from './mail-attempts.ts'

/** How an app is to try again. */
export interface Retries {
  /** Attempts after the first: exactly so many. */
  times: number
  /**
   * `growing`: each pause between two attempts is longer than the one before; `constant`: they differ by no more than half,
   * or 100 ms.
   */
  backoff?: 'growing' | 'constant'
}

/** Pauses (ms) this near to each other are the same: what runs on a busy machine is never exact. */
const SAME = 100

/** Throws BadRequestError for what no app could do. */
export function checkRetries({ times, backoff, ...others }: Retries): void {
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw new BadRequestError(`There is no option "${unknown}" of retries. Known: times, backoff.`)
  if (!Number.isInteger(times) || times < 0)
    throw new BadRequestError(`"times" is ${times}, but has to be a number of attempts after the first, 0 for none.`)
  if (backoff === undefined) return
  if (!['growing', 'constant'].includes(backoff))
    throw new BadRequestError(`"backoff" is ${JSON.stringify(backoff)}, but has to be "growing" or "constant".`)
  if (times < 2)
    throw new BadRequestError(
      `Whether pauses are ${backoff} can be told of two of them, so "times" has to be at least 2, not ${times}.`,
    )
}

/** What is to be said of what was seen so far: `nothing`, and `later`, may still come to be what is wanted. */
export type Finding =
  | { readonly kind: 'good' }
  | { readonly kind: 'nothing' | 'later' | 'bad'; readonly message: string }

export function judgeRetries(mails: readonly MailAttempts[], wanted: Retries): Finding {
  const [mail, ...others] = mails
  if (mail === undefined) return { kind: 'nothing', message: 'Nobody has tried to deliver a mail that matches.' }
  if (others.length > 0)
    return {
      kind: 'bad',
      message: `${mails.length} mails match, and it has to be told of which one the attempts are to be counted:\n${list(mails)}`,
    }
  const { times, backoff } = wanted
  const seen = mail.attempts.length - 1
  const told = (text: string) => `${named(mail)} ${text}\n\n${table(mail)}`
  const aim = times === 0 ? 'was not to be tried again' : `was to be tried again ${timesOf(times)}`
  const count = told(`${aim}, and ${seen === 0 ? 'was not' : `was ${timesOf(seen)}`}.`)
  if (seen > times) return { kind: 'bad', message: count }
  if (seen < times) return { kind: 'later', message: count }
  if (mail.attempts.some(({ outcome }) => outcome === 'open'))
    return { kind: 'later', message: told('is still being delivered.') }
  const pauses = mail.attempts.flatMap(({ gap }) => gap ?? [])
  if (backoff === undefined || isSpaced(pauses, backoff)) return { kind: 'good' }
  const rule =
    backoff === 'growing'
      ? 'was to be tried again after longer and longer pauses, and was not.'
      : `was to be tried again after pauses that differ by no more than half, or ${SAME} ms, and was not.`
  return { kind: 'bad', message: told(rule) }
}

function isSpaced(pauses: readonly number[], backoff: NonNullable<Retries['backoff']>): boolean {
  if (backoff === 'growing') return pauses.every((pause, index) => index === 0 || pause > (pauses[index - 1] ?? 0))
  const [shortest, longest] = [Math.min(...pauses), Math.max(...pauses)]
  return longest - shortest <= SAME || longest <= 1.5 * shortest
}

/** What is wrong with mails that were each to arrive once; null when nothing is. */
export function notDeliveredOnce(mails: readonly MailAttempts[]): string | null {
  const wrong = mails.filter(({ delivered }) => delivered !== 'once')
  return wrong.length === 0
    ? null
    : wrong.map((mail) => `${named(mail)} ${arrivals(mail)}:\n\n${table(mail)}`).join('\n\n')
}

function arrivals({ delivered, copies }: MailAttempts): string {
  switch (delivered) {
    case 'never':
      return 'was not delivered'
    case 'partly':
      return 'was delivered to some of its recipients only'
    case 'once':
      return 'was delivered once'
    case 'twice':
      return 'was delivered twice'
    case 'more':
      return `was delivered more than twice, as ${copies} copies`
  }
}

/**
 * The attempts, a line for each:
 *
 *       time          pause    outcome     reply
 *       12:00:00.123           refused     451 4.7.1 Try again later
 *       12:00:01.130  1007 ms  delivered   250 2.6.0 Message accepted
 */
function table({ attempts }: MailAttempts): string {
  const rows = [['time', 'pause', 'outcome', 'reply'], ...attempts.map(cells)]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()).join('\n')
}

function cells({ at, gap, outcome, reply }: MailAttempt): string[] {
  const words = outcome === 'open' ? 'under way' : outcome.replace('_', ' ')
  const said = reply === null ? '' : [reply.code, reply.enhanced, reply.text].filter((part) => part !== null).join(' ')
  return [at.toISOString().slice(11, -1), gap === null ? '' : `${gap} ms`, words, said.replaceAll(/\s+/g, ' ')]
}

/** One that was refused at MAIL has no recipients. */
const named = ({ subject, from, to }: MailAttempts) =>
  `The mail ${subject === null ? `from ${from || '<>'}` : JSON.stringify(subject)}${to.length === 0 ? '' : ` to ${to.join(', ')}`}`

const list = (mails: readonly MailAttempts[]) =>
  mails.map((mail) => `  ${named(mail)}, ${timesOf(mail.attempts.length)}`).join('\n')

const timesOf = (count: number) => (count === 1 ? 'once' : `${count} times`)
