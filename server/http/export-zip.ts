/** Messages as a ZIP archive: each mail, what was said around it, and an index. Made for the artifacts of a CI. */
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import type { Store } from '../../contract/store.ts'
import { type ExportedMessage, type ExportedSession, indexHtml, indexJson, Rows } from './export-index.ts'
import { exportName } from './export-names.ts'
import { createTranscripts } from './export-transcripts.ts'
import type { Exported } from './exported-messages.ts'
import { transcriptText } from '../../client/transcript-text.ts'
import { createZipArchive } from './zip-archive.ts'

/**
 * The bytes of the archive, made as they are taken: one message is held at a time.
 *
 *     0001-welcome.eml          the exact bytes
 *     0001-welcome.txt          the conversation that delivered it, if it is still kept
 *     sessions/0001-nothing.txt a conversation that delivered nothing, or not everything
 *     index.html, index.json    all of the above
 */
export async function* zipOf(
  store: Store,
  { total, messages }: Exported,
  sessions: AsyncIterable<Session>,
): AsyncGenerator<Uint8Array> {
  const archive = createZipArchive()
  const transcriptOf = createTranscripts(store)
  const rows = new Rows<ExportedMessage>()
  const others = new Rows<ExportedSession>()

  let number = 0
  for await (const message of messages) {
    const name = exportName(++number, message.subject, total)
    const raw = await store.raw(message.id)
    if (raw === null) {
      rows.add(gone(message))
      continue
    }
    const at = new Date(message.receivedAt)
    yield* archive.file(`${name}.eml`, at, raw)
    const transcript = await transcriptOf(message.session)
    if (transcript !== null) yield* archive.file(`${name}.txt`, at, Buffer.from(transcript))
    rows.add({ ...message, file: `${name}.eml`, transcript: transcript === null ? null : `${name}.txt`, skipped: null })
  }

  number = 0
  for await (const { id, openedAt, outcome, remote, reason } of sessions) {
    const found = await store.session(id)
    if (found === null) continue
    const file = `sessions/${exportName(++number, outcome, 0)}.txt`
    yield* archive.file(file, new Date(openedAt), Buffer.from(transcriptText(found.transcript)))
    others.add({ openedAt, outcome, address: remote.address, reason: reason?.text ?? null, file })
  }

  const now = new Date()
  yield* archive.file('index.html', now, indexHtml(rows, others))
  yield* archive.file('index.json', now, indexJson(rows))
  yield* archive.end()
}

function gone(message: MessageSummary): ExportedMessage {
  const skipped = 'It was deleted, or a limit dropped it, while the export was under way.'
  return { ...message, file: null, transcript: null, skipped }
}
