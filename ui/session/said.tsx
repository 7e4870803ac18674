/** The words of an entry: folded where a reply has many lines, with what was looked for marked. */
import type { ComponentChildren } from 'preact'
import type { Entry } from '../../contract/session.ts'
import { usePart } from '../shell/context.ts'
import { segments } from '../state/visible.ts'
import { keyword } from '../state/session/explain.ts'
import { spoken } from '../state/session/spoken.ts'
import { createTalk } from '../state/session/talk.ts'
import * as words from '../strings/session.ts'

/** Letters of what is folded: nobody sees more of one line. */
const MOST = 400

interface Props {
  readonly entry: Entry
  /** The lines of a reply that can be folded. */
  readonly lines: readonly string[] | null
  readonly isFolded: boolean
  readonly find: string
  /** Marks for the line end, or nothing. */
  readonly end: string
}

export function Said({ entry, lines, isFolded, find, end }: Props) {
  if (lines === null) {
    return (
      <span class="said">
        <Text text={spoken(entry)} find={find} />
        <End end={end} />
      </span>
    )
  }
  return (
    <>
      {isFolded ? (
        <span class="said folded">
          <Text text={lines.join('  ').slice(0, MOST).replace(/\s+/g, ' ')} find="" />
        </span>
      ) : (
        <span class="said">
          {lines.map((line, at) => (
            <span key={at}>
              <Text text={line} find={find} />
              <End end={end} />
              <Keyword line={line} isEhlo={entry.code === 250} />
              {'\n'}
            </span>
          ))}
        </span>
      )}
      <Fold n={entry.n} count={lines.length} isFolded={isFolded} />
    </>
  )
}

function Fold({ n, count, isFolded }: { n: number; count: number; isFolded: boolean }) {
  const talk = usePart(createTalk)
  return (
    <button type="button" class="link unfold" aria-expanded={!isFolded} onClick={() => talk.toggle(n)}>
      {isFolded ? words.unfold(count) : words.fold}
    </button>
  )
}

function Keyword({ line, isEhlo }: { line: string; isEhlo: boolean }) {
  const meanings = usePart(createTalk).meanings.value
  const meaning = isEhlo && meanings !== null ? keyword(meanings, line) : null
  return meaning === null ? null : <span class="gloss muted"> {meaning}</span>
}

function End({ end }: { end: string }) {
  return end === '' ? null : <span class="line-end muted">{end}</span>
}

/** A stranger's text with nothing hidden in it, and with what was looked for marked. */
function Text({ text, find }: { text: string; find: string }) {
  return (
    <>
      {segments(text).map((segment) =>
        segment.mark ? <span class="mark">{segment.text}</span> : highlighted(segment.text, find),
      )}
    </>
  )
}

function highlighted(text: string, find: string): ComponentChildren {
  if (find === '') return text
  const pieces: ComponentChildren[] = []
  const lower = text.toLowerCase()
  const wanted = find.toLowerCase()
  let done = 0
  // Letters that change their length with their case would move the places: then nothing is marked.
  if (lower.length !== text.length) return text
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, done)) {
    pieces.push(text.slice(done, at), <mark>{text.slice(at, at + wanted.length)}</mark>)
    done = at + wanted.length
  }
  pieces.push(text.slice(done))
  return pieces
}
