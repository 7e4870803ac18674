/** Waits until so many messages match: at least, or exactly. */
import type { Message, MessageSummary } from '../../contract/message.ts'
import type { WaitAnswer, WaitRequest } from '../../contract/wait.ts'
import { catchMessages, type Catch } from './catch.ts'
import type { Diagnoses } from './diagnose.ts'
import { QuietWatch } from './quiet.ts'
import { scopeOf } from './scope.ts'
import type { Waiting } from './waits.ts'

export async function expectSome(waiting: Waiting, request: WaitRequest, diagnoses: Diagnoses): Promise<WaitAnswer> {
  const { store, bell, now, check } = waiting
  const criteria = scopeOf(request)
  const exclude = new Set(request.exclude.map(({ id }) => id))
  const deadline = now() + request.timeout
  await diagnoses.checkInbox(request)
  const caught = await catchMessages(store, criteria, { since: request.since, exclude, bell })
  try {
    let complete: QuietWatch | null = null
    for (;;) {
      check()
      const all = caught.messages()
      const { chosen, units } = enough(all, request)
      const left = deadline - now()
      if (request.exact && units > request.count)
        return diagnoses.failure('too_many', request, criteria, await whole(waiting, all))
      if (chosen !== null && !request.exact) {
        const messages = await whole(waiting, chosen)
        if (messages.length === chosen.length) return await found(waiting, caught, messages)
        caught.forget(chosen.map(({ id }) => id).filter((id) => messages.every((message) => message.id !== id)))
        continue
      }
      if (chosen === null) complete = null
      else {
        complete ??= new QuietWatch(store, criteria, { quiet: request.quiet, start: now(), now })
        const state = await complete.look()
        if (state.kind === 'quiet') {
          if (caught.messages().length !== all.length) continue
          const evicted = await diagnoses.evictedInScope(request, await diagnoses.circumstances(request, criteria))
          if (evicted !== null) return evicted
          return await found(waiting, caught, await whole(waiting, chosen))
        }
        if (left <= 0) return diagnoses.failure('never_quiet', request, criteria, [])
        await bell.heard(Math.min(left, state.again))
        continue
      }
      if (left <= 0) return diagnoses.failure('wait_timeout', request, criteria, await whole(waiting, all))
      await bell.heard(left)
    }
  } finally {
    caught.stop()
  }
}

/** The oldest that make up the count, or null when they are too few; and how many there are. */
function enough(
  messages: readonly MessageSummary[],
  { count, per }: WaitRequest,
): { chosen: readonly MessageSummary[] | null; units: number } {
  const worth = ({ envelope }: MessageSummary) => (per === 'recipient' ? envelope.to.length : 1)
  let units = 0
  let chosen: readonly MessageSummary[] | null = null
  for (const [index, message] of messages.entries()) {
    units += worth(message)
    if (chosen === null && units >= count) chosen = messages.slice(0, index + 1)
  }
  return { chosen, units }
}

/** With their bodies; without those that went in this moment. */
async function whole({ store }: Waiting, summaries: readonly MessageSummary[]): Promise<Message[]> {
  const messages = await Promise.all(summaries.map(({ id }) => store.message(id)))
  return messages.filter((message) => message !== null)
}

async function found({ store }: Waiting, { evicted }: Catch, messages: Message[]): Promise<WaitAnswer> {
  const { epoch, cursor } = await store.state()
  const newest = Math.max(...messages.map(({ seq }) => seq))
  return {
    kind: 'found',
    messages,
    cursor: messages.length === 0 ? cursor : `${epoch}.${newest}`,
    evicted,
  }
}
