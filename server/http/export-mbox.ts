/**
 * Messages as an mbox file: mboxrd, of the formats of that name the one that loses nothing (RFC 4155).
 *
 * Each message begins with a line `From <sender> <date>`, ends with an empty line, and has one more `>` before every line
 * that looks like such a beginning. Line ends stay as they were sent, CRLF that is, so that what is read back is the
 * mail byte for byte. Only a mail that does not end with a line end gets one.
 */
import type { MessageSummary } from '../../contract/message.ts'
import type { Store } from '../../contract/store.ts'

const NEWLINE = 10
const GREATER = 62
/** Pieces between quoted lines are sent together up to about this many bytes. */
const BATCH = 65_536

/** A message that is gone by its turn is left out. */
export async function* mboxOf(store: Store, messages: AsyncIterable<MessageSummary>): AsyncGenerator<Uint8Array> {
  for await (const { id, envelope, receivedAt } of messages) {
    const raw = await store.raw(id)
    if (raw === null) continue
    yield Buffer.from(fromLine(envelope.from, new Date(receivedAt)))
    yield* quoted(raw)
    yield Buffer.from(raw.length > 0 && raw.at(-1) !== NEWLINE ? '\n\n' : '\n')
  }
}

/** The sender has no blanks in it, or the date could not be told from it; the null sender is the mailer itself. */
export function fromLine(sender: string, at: Date): string {
  const clean = sender.replace(/[\s\p{Cc}]/gu, '_')
  return `From ${clean === '' ? 'MAILER-DAEMON' : clean} ${asctime(at)}\n`
}

/** `Mon Nov  2 10:00:00 2026`, in UTC. */
function asctime(at: Date): string {
  const [weekday, day, month, year, time] = at.toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`
}

function* quoted(raw: Uint8Array): Generator<Uint8Array> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const quote = Buffer.from('>')
  let batch: Uint8Array[] = []
  let size = 0
  let sent = 0
  let at = bytes.indexOf('From ')
  while (at >= 0) {
    let start = at
    while (start > sent && bytes[start - 1] === GREATER) start--
    if (start === 0 || bytes[start - 1] === NEWLINE) {
      batch.push(bytes.subarray(sent, start), quote)
      size += start - sent + 1
      sent = start
    }
    if (size >= BATCH) {
      yield Buffer.concat(batch)
      batch = []
      size = 0
    }
    at = bytes.indexOf('From ', at + 5)
  }
  if (batch.length > 0) yield Buffer.concat(batch)
  if (sent < bytes.length) yield bytes.subarray(sent)
}
