/** Messages that are deleted, for good or for a while, and those that come back. */
import type { Deletion } from '../../contract/deletion.ts'
import type { MailReader } from '../../contract/reader.ts'
import type { Bin } from './bin.ts'
import type { Budget } from './budget.ts'
import type { Chronicle } from './chronicle.ts'
import type { GoneMessages } from './gone.ts'
import type { Keep } from './keep.ts'
import type { StoredMessage } from './message.ts'
import { isKept } from './search.ts'
import type { Sums } from './sums.ts'
import type { Updates } from './updates.ts'

/** Of the messages deleted at once, how many are still known by their subject. */
const REMEMBERED_WELL = 1000

interface Parts {
  readonly keep: Keep
  readonly budget: Budget
  readonly chronicle: Chronicle
  readonly updates: Updates
  readonly gone: GoneMessages
  readonly bin: Bin
  readonly sums: Sums
  readonly reader: MailReader
  readonly now: () => number
}

export interface Deletions {
  /** Deletes those that are still there. For `undo` ms they can be restored; with null, or nothing deleted, never. */
  remove(messages: readonly StoredMessage[], by: string | null, undo: number | null): Deletion
  /** Gives how many came back; null for a token that is not known, or whose time is over. */
  restore(token: string): number | null
}

export function createDeletions({ keep, budget, chronicle, updates, gone, bin, sums, reader, now }: Parts): Deletions {
  return {
    remove(wanted, by, undo) {
      // While they were looked for, somebody else may have deleted some.
      const messages = wanted.filter(isKept)
      // Read while the bytes are there: whoever waits for one of these is told what it was.
      for (const message of messages.slice(-REMEMBERED_WELL)) message.head(reader)
      const final = undo === null || undo === 0 || messages.length === 0
      for (const message of messages) {
        if (final) keep.take(message, 'deleted')
        else keep.setAside(message)
      }
      sums.addDeleted(messages.length)
      gone.add(messages, 'deleted', now(), by)
      chronicle.messagesRemoved(messages, 'deleted')
      return { deleted: messages.length, undo: final ? null : bin.add(messages, undo) }
    },
    restore(token) {
      const messages = bin.take(token)
      if (messages === null) return null
      keep.putBack(messages)
      gone.forget(messages)
      chronicle.messagesRestored(messages)
      budget.makeRoom()
      if (chronicle.digestsWanted) for (const message of messages) updates.want(message)
      return messages.length
    },
  }
}
