/** Which of the messages and sessions somebody means: those of a page and how many there are, those that match, those that are named. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Chosen, MessagePage, SessionPage } from '../../contract/store.ts'
import type { Keep } from './keep.ts'
import { first, itemsOf, stretchOf } from './lists.ts'
import type { StoredMessage } from './message.ts'
import type { Search } from './search.ts'
import type { Sequence } from './sequence.ts'
import type { StoredSession } from './session.ts'
import type { SessionSearch } from './session-search.ts'

export class Query {
  private readonly keep: Keep
  private readonly sequence: Sequence
  private readonly search: Search
  private readonly sessionSearch: SessionSearch

  constructor(keep: Keep, sequence: Sequence, search: Search, sessionSearch: SessionSearch) {
    this.keep = keep
    this.sequence = sequence
    this.search = search
    this.sessionSearch = sessionSearch
  }

  /** `total` is how many there are beside those of the page, too. Rejects with HistoryLostError, or CriteriaError. */
  async messages(page: MessagePage): Promise<{ rows: StoredMessage[]; total: number }> {
    const { messages } = this.keep
    if (page.criteria === null) {
      return { rows: first(page.limit, itemsOf(page, messages, this.sequence)), total: messages.size }
    }
    const matcher = this.search.matcher(page.criteria)
    // The whole shelf, for the total; the page is a stretch of what matches.
    const within = stretchOf(page, messages, this.sequence)
    const found = await this.search.all(matcher, this.keep.messagesAfter(0, inboxOf(page.criteria)))
    return { rows: within(found), total: found.length }
  }

  async sessions(page: SessionPage): Promise<{ rows: StoredSession[]; total: number }> {
    const { sessions } = this.keep
    const { outcome, listener, user, q, faulted } = page
    if (outcome === null && listener === null && user === null && q === null && !faulted) {
      return { rows: first(page.limit, itemsOf(page, sessions, this.sequence)), total: sessions.size }
    }
    const within = stretchOf(page, sessions, this.sequence)
    const found = await this.sessionSearch.all(page)
    return { rows: within(found), total: found.length }
  }

  /** Messages after a place that match, oldest first, `most` at most. Rejects with CriteriaError. */
  async matching(criteria: Criteria, after = 0, most = Infinity): Promise<StoredMessage[]> {
    return this.search.all(this.search.matcher(criteria), this.keep.messagesAfter(after, inboxOf(criteria)), most)
  }

  /** Those that are there, each once. */
  async chosen(which: Chosen): Promise<StoredMessage[]> {
    switch (which.kind) {
      case 'ids': {
        const { messages } = this.keep
        return [...new Set(which.ids.map((id) => messages.get(id)).filter((message) => message !== undefined))]
      }
      case 'criteria':
        return this.matching(which.criteria)
    }
  }
}

/** The only inbox that a message can be in to match; null where that cannot be told. */
function inboxOf({ inbox, all }: Criteria): string | null {
  if (typeof inbox === 'string' && !inbox.includes('*')) return inbox.toLowerCase()
  for (const one of all ?? []) {
    const found = inboxOf(one)
    if (found !== null) return found
  }
  return null
}
