/** Waits until it is sure that no message matches, and fails at once when one does. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Message } from '../../contract/message.ts'
import type { NoneAnswer, NoneRequest, None } from '../../contract/wait.ts'
import { catchMessages } from './catch.ts'
import type { Diagnoses } from './diagnose.ts'
import { QuietWatch } from './quiet.ts'
import { scopeOf } from './scope.ts'
import type { Waiting } from './waits.ts'

/** Of the messages that should not have come, how many are handed over. */
const SHOWN = 10

export async function expectNone(waiting: Waiting, request: NoneRequest, diagnoses: Diagnoses): Promise<NoneAnswer> {
  const { store, bell, now, check } = waiting
  const criteria = scopeOf(request)
  const exclude = new Set(request.exclude.map(({ id }) => id))
  const start = now()
  const deadline = start + request.timeout
  await diagnoses.checkInbox(request)
  const caught = await catchMessages(store, criteria, { since: request.since, exclude, bell })
  const barrier = request.barrier === null ? null : await watchBarrier(waiting, request, request.barrier)
  const watch = new QuietWatch(store, criteria, { quiet: request.quiet, start, now })
  try {
    for (;;) {
      check()
      const unexpected = caught.messages()
      const passed = barrier?.seq() ?? null
      const counted =
        barrier === null
          ? unexpected
          : unexpected.filter(({ seq, id }) => id !== barrier.id() && seq < (passed ?? Infinity))
      if (counted.length > 0) {
        const messages = await Promise.all(counted.slice(0, SHOWN).map(({ id }) => store.message(id)))
        return diagnoses.failure('unexpected_message', request, criteria, messages.filter(isThere))
      }
      if (barrier !== null && passed !== null) return await none(waiting, request, criteria, diagnoses, 'barrier')
      const left = deadline - now()
      if (barrier === null) {
        const state = await watch.look()
        if (state.kind === 'quiet') {
          if (caught.messages().length > 0) continue
          return await none(waiting, request, criteria, diagnoses, request.quiet === 0 ? 'causal' : 'quiet')
        }
        if (left <= 0) return diagnoses.failure('never_quiet', request, criteria, [])
        await bell.heard(Math.min(left, state.again))
      } else {
        if (left <= 0) return diagnoses.barrier(request, barrier.criteria)
        await bell.heard(left)
      }
    }
  } finally {
    caught.stop()
    barrier?.stop()
  }
}

/** The mail that has to come later: once it is here, whatever was sent before it is here too. */
async function watchBarrier({ store, bell }: Waiting, { since, exclude }: NoneRequest, criteria: Criteria) {
  const taken = new Set(exclude.map(({ id }) => id))
  const caught = await catchMessages(store, criteria, { since, exclude: taken, bell })
  return {
    criteria,
    seq: () => caught.messages()[0]?.seq ?? null,
    id: () => caught.messages()[0]?.id ?? null,
    stop: () => caught.stop(),
  }
}

async function none(
  { store }: Waiting,
  request: NoneRequest,
  criteria: Criteria,
  diagnoses: Diagnoses,
  proof: None['proof'],
): Promise<NoneAnswer> {
  const around = await diagnoses.circumstances(request, criteria)
  const evicted = await diagnoses.evictedInScope(request, around)
  if (evicted !== null) return evicted
  const { attempts, vacuous } = around
  const refused = attempts.filter(({ scope }) => scope === 'certain')
  if (request.includeRefused && refused.length > 0) return diagnoses.failure('refused_attempt', request, criteria, [])
  const { cursor } = await store.state()
  return {
    kind: 'none',
    none: { messages: [], cursor, proof, vacuous, refused, note: noteOf(vacuous, refused.length) },
  }
}

function noteOf(vacuous: boolean, refused: number): string | null {
  if (vacuous)
    return 'Nobody has spoken SMTP to this sink since it started, so this proves nothing: an app that mails elsewhere would pass as well.'
  if (refused === 0) return null
  return `Nothing came, but ${refused === 1 ? 'a conversation in scope was' : `${refused} conversations in scope were`} refused: somebody tried.`
}

const isThere = (message: Message | null): message is Message => message !== null
