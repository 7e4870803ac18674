/** The messages that match from a place on: those that are there, then those that come, without those that go. */
import type { Criteria } from '../../contract/criteria.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Store } from '../../contract/store.ts'
import type { Bell } from './bell.ts'

/** More than this many are never asked for at once. */
const MOST_MESSAGES = 1000

export interface Catch {
  /** How many that came after `since` a limit had dropped before this began. */
  readonly evicted: number
  /** Oldest first. */
  messages(): MessageSummary[]
  /** Leaves out what turned out to be gone. */
  forget(ids: readonly string[]): void
  stop(): void
}

/** Begins to listen before it looks, so that nothing falls between. Rejects with HistoryLostError and CriteriaError. */
export async function catchMessages(
  store: Store,
  criteria: Criteria,
  { since, exclude, bell }: { since: string | null; exclude: ReadonlySet<string>; bell: Bell },
): Promise<Catch> {
  const caught = new Map<string, MessageSummary>()
  const gone = new Set<string>()
  let sorted = true
  const add = (message: MessageSummary) => {
    if (exclude.has(message.id) || caught.has(message.id) || gone.has(message.id)) return
    caught.set(message.id, message)
    sorted = false
  }
  let evicted = 0
  const forget = (ids: readonly string[]) => {
    for (const id of ids) {
      gone.add(id)
      caught.delete(id)
    }
  }
  // Whoever has taken hundreds excludes them: as many more are looked for.
  const look = () => store.find({ criteria, after: since, limit: MOST_MESSAGES + exclude.size })
  /** Only the store can tell whether what was restored had come after `since`. */
  const lookAgain = async () => {
    for (const message of (await look()).messages) add(message)
    bell.ring()
  }
  const subscription = await store.subscribe(
    (event) => {
      switch (event.type) {
        case 'message.added':
          add(event.message)
          return bell.ring()
        case 'message.removed':
          forget(event.ids)
          return bell.ring()
        case 'message.restored':
          for (const { id } of event.messages) gone.delete(id)
          // Where it can no longer be told what came after `since`, nothing that was restored did.
          lookAgain().catch(() => bell.ring())
      }
    },
    { since: null, digests: false, criteria },
  )
  try {
    const found = await look()
    evicted = found.evicted
    for (const message of found.messages) add(message)
  } catch (error) {
    subscription.stop()
    throw error
  }
  let list: MessageSummary[] = []
  return {
    evicted,
    messages() {
      if (!sorted || list.length !== caught.size) list = [...caught.values()].toSorted((a, b) => a.seq - b.seq)
      sorted = true
      return list
    },
    forget,
    stop: () => subscription.stop(),
  }
}
