/** Two conversations, command by command: each with the command of the same name on the other side. */
import type { Entry } from '../../contract/session.ts'
import { added, compareLines, patience, removed, type Labelled, type Row } from './difference.ts'
import { edits } from './edits.ts'

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
  const found = edits(left, right, { same: (one, other) => one.verb === other.verb, until })
  if (found === null) return compareLines(a.flatMap(linesOf), b.flatMap(linesOf), until)
  let l = 0
  let r = 0
  for (const stretch of found) {
    for (const end = l + stretch.same; l < end; l++, r++)
      rows.push(...compareLines(left[l]?.lines ?? [], right[r]?.lines ?? [], until))
    rows.push(...left.slice(l, (l += stretch.removed)).flatMap(({ lines }) => lines.map(removed)))
    rows.push(...right.slice(r, (r += stretch.added)).flatMap(({ lines }) => lines.map(added)))
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
