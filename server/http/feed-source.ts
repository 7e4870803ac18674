/** A subscription of the store whose taker can change hands, so that no event falls between two of them. */
import type { StoreEvent } from '../../contract/event.ts'
import type { Criteria } from '../../contract/criteria.ts'
import { HistoryLostError, type Store } from '../../contract/store.ts'

export interface Source {
  take: (event: StoreEvent) => void
  follow(sessionId: string): void
  stop(): void
}

/** Subscribes from a cursor on; null when the events since then are no longer known. */
export async function openSource(
  store: Store,
  since: string,
  criteria: Criteria | null,
  take: Source['take'],
): Promise<Source | null> {
  const taker = { take }
  try {
    const subscription = await store.subscribe((event) => taker.take(event), { since, digests: true, criteria })
    if (subscription.replay.kind === 'lost') {
      subscription.stop()
      return null
    }
    return Object.assign(taker, {
      follow: (sessionId: string) => subscription.follow(sessionId),
      stop: () => subscription.stop(),
    })
  } catch (error) {
    if (error instanceof HistoryLostError) return null
    throw error
  }
}
