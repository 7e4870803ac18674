/** What was said around each message of an export. */
import type { SessionRef } from '../../contract/message.ts'
import type { Entry } from '../../contract/session.ts'
import type { Store } from '../../contract/store.ts'
import { transcriptText } from '../../client/transcript-text.ts'

/** A client that sends thousands of mails on one connection has one transcript for all of them: characters that are held. */
const MOST_HELD = 16_000_000

interface Held {
  readonly whole: string | null
  readonly head: string
  readonly tail: string
  readonly transactions: ReadonlyMap<number, string>
  readonly size: number
}

/**
 * Gives the transcript for a message: of its session or, where that delivered several, its transaction with the beginning
 * and the end of the session. Null where there is none: an imported message, a session that is no longer kept.
 */
export function createTranscripts(store: Store): (session: SessionRef) => Promise<string | null> {
  const held = new Map<string, Held>()
  let size = 0

  const read = async (id: string): Promise<Held | null> => {
    const known = held.get(id)
    if (known !== undefined) return known
    const found = await store.session(id)
    if (found === null) return null
    const made = taken(found.transcript, found.session.messages.length)
    // One that serves a single message is not asked for again.
    if (made.whole !== null) return made
    held.set(id, made)
    size += made.size
    for (const [oldest, { size: freed }] of held) {
      if (size <= MOST_HELD || oldest === id) break
      held.delete(oldest)
      size -= freed
    }
    return made
  }

  return async ({ id, transaction }) => {
    const text = id === null ? null : await read(id)
    if (text === null) return null
    return text.whole ?? text.head + (text.transactions.get(transaction) ?? '') + text.tail
  }
}

function taken(transcript: readonly Entry[], messages: number): Held {
  const first = transcript.findIndex(inTransaction)
  if (messages <= 1 || first < 0) {
    return { whole: transcriptText(transcript), head: '', tail: '', transactions: new Map(), size: 0 }
  }
  const last = transcript.findLastIndex(inTransaction)
  const transactions = new Map<number, string>()
  let size = 0
  for (const entry of transcript.slice(first, last + 1)) {
    if (entry.transaction === undefined) continue
    const line = transcriptText([entry])
    size += line.length
    transactions.set(entry.transaction, (transactions.get(entry.transaction) ?? '') + line)
  }
  const head = transcriptText(transcript.slice(0, first))
  const tail = transcriptText(transcript.slice(last + 1))
  return { whole: null, head, tail, transactions, size: size + head.length + tail.length }
}

function inTransaction({ transaction }: Entry): boolean {
  return transaction !== undefined
}
