/** A conversation line by line: who spoke, when, and how long it took to answer. */
import type { Entry, Session } from '../../contract/session.ts'
import { linesOf } from '../state/entry.ts'
import { strings } from '../strings/common.ts'
import { EntryLine } from './entry-line.tsx'

/** A session with ten thousand mails is read as a text file. */
const SHOWN = 2000

interface Props {
  session: Session
  entries: readonly Entry[]
  /** The transaction that matters here; others are dimmed. */
  transaction?: number
}

export function Transcript({ session, entries, transaction }: Props) {
  const lines = linesOf(entries.slice(0, SHOWN), transaction ?? null)
  return (
    <section class="transcript" aria-label={strings.transcriptLabel}>
      <p class="note">
        {entries.length > SHOWN && <span>{strings.transcriptCut(SHOWN)}</span>}
        <span>{strings.legend}</span>
        <a href={`api/sessions/${session.id}/transcript`}>{strings.transcriptText}</a>
      </p>
      {lines.length === 0 && <p class="sentence">{strings.noTranscript}</p>}
      <p class="entry columns" aria-hidden="true">
        <span class="at">{strings.columns.at}</span>
        <span class="wait">{strings.columns.wait}</span>
      </p>
      <ol>
        {lines.map((line) => (
          <EntryLine key={line.entry.n} line={line} />
        ))}
      </ol>
      {session.outcome === 'open' && <p class="following">{strings.following}</p>}
    </section>
  )
}
