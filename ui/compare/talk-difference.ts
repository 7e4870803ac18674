/** Two conversations, command by command: each with the command of the same name on the other side. */
import { diffArrays } from 'diff/lib/diff/array.js'
import type { Entry } from '../../contract/session.ts'
import { added, compareLines, patience, removed, type Labelled, type Row } from './difference.ts'

/** What the client did, by its verb, and everything that was said until it did the next thing. */
interface Exchange {
  readonly verb: string
  readonly lines: Labelled[]
}

export function compareTalks(a: readonly Entry[], b: readonly Entry[]): Row[] {
  const left = exchanges(a)
  const right = exchanges(b)
  const rows: Row[] = []
  const until = patience()
  const parts = diffArrays(left, right, {
    comparator: (one, other) => one.verb === other.verb,
    timeout: until - performance.now(),
  })
  if (parts === undefined) return compareLines(a.flatMap(linesOf), b.flatMap(linesOf), until)
  let l = 0
  for (const part of parts) {
    if (part.removed) rows.push(...part.value.flatMap(({ lines }) => lines.map(removed)))
    else if (part.added) rows.push(...part.value.flatMap(({ lines }) => lines.map(added)))
    else
      for (const [at, other] of part.value.entries())
        rows.push(...compareLines(left[l + at]?.lines ?? [], other.lines, until))
    if (!part.added) l += part.value.length
  }
  return rows
}

function exchanges(entries: readonly Entry[]): Exchange[] {
  const all: Exchange[] = [{ verb: '', lines: [] }]
  for (const entry of entries) {
    if (entry.from === 'client') all.push({ verb: entry.verb ?? entry.kind, lines: [] })
    all.at(-1)?.lines.push(...linesOf(entry))
  }
  return all
}

/** Ids of mails and sessions, which are never the same. */
const ID = /\b[0-9a-hjkmnp-tv-z]{26}\b/g

function linesOf({ from, text }: Entry): Labelled[] {
  const label = { client: 'C', server: 'S', sink: '·' }[from]
  return text.split(/\r?\n/).map((line) => ({ label, text: line.replace(ID, '…') }))
}

/** What led to one mail: what was said before any mail, and what was said of this one. */
export function leadingTo(transcript: readonly Entry[], transaction: number): Entry[] {
  const first = transcript.findIndex((entry) => entry.transaction !== undefined)
  return transcript.filter((entry, at) => entry.transaction === transaction || (first !== -1 && at < first))
}
