/** What a batch of events does to a list of mails: which rows come, change and go, and how many mails there are then. */
import type { FeedEvent } from '../../../contract/event.ts'
import type { MessageSummary } from '../../../contract/message.ts'
import type { Held } from './held.ts'
import { mailRow, type MailRow } from './row.ts'

/** The list as it is before the events; what they tell of `taken` and `gone` is noted there. */
export interface Listed {
  readonly held: Held
  readonly total: number
  /** Whether more mails are counted than are held. */
  readonly more: boolean
  /** Whether every mail there is belongs to it. */
  readonly everything: boolean
  /** Taken away here, and not yet told as removed: they are counted already. */
  readonly taken: Set<string>
  /** Removed while pages were on their way, which may still have them. */
  readonly gone: Set<string>
}

export interface Changes {
  readonly came: ReadonlyMap<string, MailRow>
  readonly changed: ReadonlyMap<string, MailRow>
  readonly went: ReadonlySet<string>
  readonly total: number
}

export function changesOf(events: readonly FeedEvent[], list: Listed): Changes {
  const { held, more, everything, taken, gone } = list
  const came = new Map<string, MailRow>()
  const changed = new Map<string, MailRow>()
  const went = new Set<string>()
  let { total } = list

  const add = (message: MessageSummary, isBack: boolean) => {
    // Gone and back within one batch: it never left the list.
    if (went.delete(message.id) && held.has(message.id)) total++
    taken.delete(message.id)
    if (held.has(message.id) || came.has(message.id)) return
    const isBeyond = more && held.endsBefore(message)
    // A repeated event about a mail that is not held; or in the other order, a new one beyond what is.
    if (!isBack && message.seq <= held.newest() && isBeyond) return
    held.note(message.seq)
    total++
    if (!isBeyond) came.set(message.id, mailRow(message))
  }

  for (const event of events) {
    switch (event.type) {
      case 'message.added':
        add(event.message, false)
        break
      case 'message.restored':
        for (const message of event.messages) add(message, true)
        break
      case 'message.updated': {
        const { id } = event.message
        if (came.has(id)) came.set(id, mailRow(event.message))
        else if (held.has(id)) changed.set(id, mailRow(event.message))
        break
      }
      case 'message.removed':
        for (const id of event.ids) {
          const isHeld = held.has(id) && !went.has(id)
          // A search does not know of those that it does not hold whether they were counted.
          const counted = came.delete(id) || isHeld || (everything && !taken.has(id))
          if (counted) total--
          taken.delete(id)
          went.add(id)
          gone.add(id)
        }
        break
      case 'info':
        if (everything) total = event.info.counts.messages - taken.size
        break
      default:
    }
  }
  return { came, changed, went, total }
}
