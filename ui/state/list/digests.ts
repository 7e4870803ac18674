/** Asks for the digests of mails that are in view and have none yet: a list that waited for all of them would be slow. */
import type { Api } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { Row } from './row.ts'

/** Whoever scrolls past does not want to know. */
const PAUSE = 150
/** Criteria have an end. */
const MOST = 100

export function createDigests(api: Pick<Api, 'messages'>, tell: (events: FeedEvent[]) => void) {
  /** Asked for already; an answer that is still null will stay so. */
  const asked = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(ids: readonly string[]): Promise<void> {
    for (const id of ids) asked.add(id)
    try {
      const { messages } = await api.messages({ criteria: { any: ids.map((id) => ({ id })) }, limit: ids.length })
      tell(messages.map((message) => ({ type: 'message.updated', seq: message.seq, at: message.receivedAt, message })))
    } catch {
      // The rows stay as they are, and are asked for again when they are next in view.
      for (const id of ids) asked.delete(id)
    }
  }

  return {
    inView(rows: readonly Row[]): void {
      clearTimeout(timer)
      const wanted = rows.flatMap((row) =>
        row.kind === 'mail' && row.digest === null && !asked.has(row.id) ? [row.id] : [],
      )
      if (wanted.length > 0) timer = setTimeout(() => void ask(wanted.slice(0, MOST)), PAUSE)
    },
  }
}
