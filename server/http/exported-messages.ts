/** The messages of an export: those that are there when it begins, oldest first. */
import type { Criteria } from '../../contract/criteria.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import { ANY_SESSION, type Store } from '../../contract/store.ts'
import { cursorOf, seqOf } from './cursor.ts'

const PAGE = 200
/** Each page of a search looks at everything that is kept, so there are fewer of them. */
const SEARCH_PAGE = 1_000

export interface Exported {
  /** How many there are at the beginning. */
  readonly total: number
  /** One page at a time is held. */
  readonly messages: AsyncGenerator<MessageSummary>
}

/** Rejects with CriteriaError before anything is sent. What arrives later is not part of it, so it comes to an end. */
export async function exportedMessages(store: Store, criteria: Criteria | null): Promise<Exported> {
  const { epoch, cursor } = await store.state()
  const limit = criteria === null ? PAGE : SEARCH_PAGE
  const pageAfter = (after: string | null) =>
    store.messages({ limit, after, before: null, order: 'asc', criteria, digests: false })
  const first = await pageAfter(null)
  return {
    total: first.total,
    messages: until(seqOf(cursor), epoch, first.messages, async (after) => (await pageAfter(after)).messages),
  }
}

/** Sessions that say something that no message's transcript does: they delivered nothing, or were refused something. */
export async function* exportedSessions(store: Store): AsyncGenerator<Session> {
  const { epoch, cursor } = await store.state()
  const outcome = ['open', 'nothing', 'partial', 'probe'] as const
  const pageAfter = async (after: string | null) =>
    (await store.sessions({ limit: PAGE, after, before: null, order: 'asc', ...ANY_SESSION, outcome })).sessions
  for await (const session of until(seqOf(cursor), epoch, await pageAfter(null), pageAfter)) {
    if (session.outcome === 'partial' || session.messages.length === 0) yield session
  }
}

/** A place is named by its number, not by an id: the item may be gone when the next page is asked for. */
async function* until<Item extends { seq: number }>(
  last: number,
  epoch: string,
  first: Item[],
  pageAfter: (after: string) => Promise<Item[]>,
): AsyncGenerator<Item> {
  let page = first
  while (page.length > 0) {
    for (const item of page) {
      if (item.seq > last) return
      yield item
    }
    page = await pageAfter(cursorOf(epoch, page.at(-1)!.seq))
  }
}
