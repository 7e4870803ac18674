/** One row of a source: the number of its line, its letters, and how the line ends. */
import { Marked } from '../shell/foreign.tsx'
import { LONGEST_LINE, octetsOf } from '../state/source/raw-marks.ts'
import { rowPieces, type Span } from '../state/source/row-pieces.ts'
import type { Lines, Row } from '../state/source/source-lines.ts'
import * as words from '../strings/source.ts'

/** What is told of lines beside their letters. */
export interface Look {
  /** How each ends. */
  readonly ends: boolean
  /** These are bytes of a mail: a line that is too long, or that ends with a bare LF, is always told. */
  readonly wire: boolean
}

interface Props {
  readonly text: string
  readonly row: Row
  readonly lines: Lines
  readonly digits: number
  readonly chosen: boolean
  readonly spans: readonly Span[]
  readonly look: Look
  readonly onNumber: (event: MouseEvent, line: number) => void
}

export function SourceRow({ text, row, lines, digits, chosen, spans, look, onNumber }: Props) {
  const number = row.line + 1
  const octets = look.wire && row.first ? longOctets(text, lines, row.line) : null
  return (
    <div class="source-row" data-first={row.first} data-chosen={chosen}>
      {row.first ? (
        <a
          class="source-number muted"
          href={`#L${number}`}
          tabIndex={-1}
          title={words.lineTitle(number)}
          onClick={(event) => onNumber(event, number)}
        >
          {String(number).padStart(digits)}
        </a>
      ) : (
        <span class="source-number muted" aria-hidden="true">
          {'↳'.padStart(digits)}
        </span>
      )}
      <span class="source-text">
        {rowPieces(text, row.from, row.to, spans).map(({ text: piece, look: classes }, at) =>
          classes === '' ? (
            <Marked key={at} text={piece} wire />
          ) : (
            <span key={at} class={classes}>
              <Marked text={piece} wire />
            </span>
          ),
        )}
      </span>
      {row.last && (look.ends || (look.wire && lines.ending(row.line) === 'lf')) && (
        <End ending={lines.ending(row.line)} />
      )}
      {octets !== null && (
        <span class="source-long" title={words.longLine(octets)}>
          {words.longWord(octets)}
        </span>
      )}
    </div>
  )
}

function End({ ending }: { ending: 'crlf' | 'lf' | 'none' }) {
  return (
    <span class="source-end" data-ending={ending}>
      {words.endNames[ending]}
    </span>
  )
}

function longOctets(text: string, lines: Lines, line: number): number | null {
  const from = lines.start(line)
  const to = lines.end(line)
  if (to - from <= LONGEST_LINE / 4) return null
  const octets = to - from > 100_000 ? to - from : octetsOf(text.slice(from, to))
  return octets > LONGEST_LINE ? octets : null
}
