/** The verbs that a sink and its inboxes have in common (client/sink.ts), on any transport. */
import type { Caller } from './caller.ts'
import { called, checkOpen, type Common, confined, messagesOf } from './common.ts'
import { NeverQuietError } from './errors.ts'
import { withDates } from './mail-attempts.ts'
import { createMessage } from './message.ts'
import { expectNone } from './none.ts'
import { checkOptions } from './options.ts'
import { askNow } from './requests.ts'
import type { Duration, Message, Waiting } from './sink.ts'
import { spelled } from './spell.ts'
import { waitForEach } from './wait-each.ts'
import { PATIENCE, waitForSome } from './wait-some.ts'

/** Messages that are asked for at the same time. */
const AT_ONCE = 8

/** All verbs but those that need to know what kind of scope it is. */
export type Verbs = Pick<
  Waiting,
  'waitFor' | 'waitForCount' | 'waitForEach' | 'expectNone' | 'expectNoMore' | 'messages' | 'attempts' | 'capture'
>

export function createVerbs(common: Common): Verbs {
  const { transport, claims, inbox, since: opened } = common

  async function messages(ids: readonly string[]): Promise<Message[]> {
    const found: Message[] = []
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => transport.message(id)))
      // One that was deleted meanwhile is not there any more.
      found.push(...some.flatMap((message) => (message === null ? [] : createMessage(message, transport))))
    }
    return found
  }

  async function captured(since: string, options: { quiet?: Duration; timeout?: Duration }, here: Caller) {
    // No message has this id, so that nothing but the quiet is waited for.
    const { quiet = 250, timeout = PATIENCE } = options
    await expectNone(common, { id: 'none' }, { quiet, timeout, since, onVacuous: 'ignore' }, () => []).catch(
      wantsNothing,
    )
    const asked = { criteria: {}, exclude: () => claims.list(), since, signal: undefined }
    const found = messagesOf(common, await askNow(common, asked)).filter(({ id }) => !claims.has(id))
    for (const { id } of found) claims.take(id, here)
    return found
  }

  return {
    waitFor: (criteria = {}, options = {}) =>
      checked(options, async (here) => {
        const [message] = await waitForSome(common, 1, criteria, options, here)
        if (message === undefined) throw new TypeError('A wait for one message found none')
        return message
      }),
    waitForCount: (count, criteria = {}, options = {}) =>
      checked(options, (here) => waitForSome(common, count, criteria, options, here)),
    waitForEach: (criteria, options = {}) => checked(options, (here) => waitForEach(common, criteria, options, here)),
    // What was taken has come as well: only expectNoMore leaves it out.
    expectNone: (criteria = {}, options = {}) =>
      checked(options, async () => expectNone(common, spelled(criteria), options, () => [])),
    expectNoMore: (options = {}) => checked(options, () => expectNone(common, {}, options, () => claims.list())),
    messages: (criteria = {}) =>
      called(async () => {
        const found = await transport.messages(confined(spelled(criteria), inbox))
        if (found.length === 0) await checkOpen(common)
        return messages(found.map(({ id }) => id))
      }),
    attempts: (criteria = {}, options = {}) =>
      checked(options, async () => {
        const { since = opened } = options
        const mails = await transport.attempts(confined(spelled(criteria), inbox), since)
        if (mails.length === 0) await checkOpen(common)
        return mails.map(withDates)
      }),
    capture: (action, options = {}) =>
      checked(options, async (here) => {
        const since = await transport.cursor()
        const result = await action()
        return { result, messages: await captured(since, options, here) }
      }),
  }
}

function checked<T>(options: object, work: (here: Caller) => Promise<T>): Promise<T> {
  return called(async (here) => {
    checkOptions(options)
    return await work(here)
  })
}

/** What is said of quiet that never came, without the line that tells of the id. */
export function wantsNothing(error: unknown): never {
  if (!(error instanceof NeverQuietError)) throw error
  throw new NeverQuietError(error.message.replace(/^ +wanted .*\n/m, ''), error.diagnostics)
}
