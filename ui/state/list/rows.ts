/** Which rows the list has, in which order: mails, and between them the attempts that delivered nothing. */
import type { Attempt, AttemptRow, MailRow, Row } from './row.ts'

/**
 * Merges mails and attempts, both newest first, into one list that is newest first.
 *
 * With `more` mails further down, attempts older than the last mail are held back: they would stand below a gap.
 */
export function mergeRows(mails: readonly MailRow[], attempts: readonly AttemptRow[], more: boolean): Row[] {
  const rows: Row[] = []
  const oldest = more ? mails.at(-1)?.at : undefined
  let next = 0
  for (const mail of mails) {
    while (next < attempts.length && comesFirst(attempts[next], mail)) rows.push(attempts[next++]!)
    rows.push(mail)
  }
  for (; next < attempts.length; next++) {
    const attempt = attempts[next]!
    // What belongs to a row that is shown is shown with it, however old it is.
    if (oldest === undefined || attempt.place === 'within') rows.push(attempt)
    else if (attempt.at < oldest) break
  }
  return rows
}

/** One row for all attempts that repeat each other, where the newest stands; below it the single ones when it is `open`. */
export function folded(attempts: readonly Attempt[], open: ReadonlySet<string>): AttemptRow[] {
  const groups = new Map<string, Attempt[]>()
  for (const attempt of attempts) {
    const group = groups.get(attempt.sameAs)
    if (group === undefined) groups.set(attempt.sameAs, [attempt])
    else group.push(attempt)
  }
  // The order of a map is that in which its keys came: by the newest of each.
  return [...groups.values()].flatMap((group): AttemptRow[] => {
    const [newest, ...rest] = group
    if (newest === undefined) return []
    const since = group.at(-1)?.at ?? newest.at
    if (rest.length === 0) return [{ ...newest, times: 1, since, place: 'alone' }]
    const head = { ...newest, times: group.length, since }
    if (!open.has(newest.sameAs)) return [{ ...head, place: 'folded' }]
    return [
      { ...head, place: 'unfolded' },
      ...group.map((one): AttemptRow => ({ ...one, times: 1, since: one.at, place: 'within' })),
    ]
  })
}

/** The key of a row: the head of a group is another row than the newest of those within it. */
export function keyOf(row: Row): string {
  if (row.kind === 'mail') return row.id
  return row.place === 'within' || row.place === 'alone' ? row.id : row.sameAs
}

/** Where the row with this key stands, or -1. */
export function indexOf(rows: readonly Row[], key: string | null): number {
  return key === null ? -1 : rows.findIndex((row) => keyOf(row) === key)
}

function comesFirst(attempt: AttemptRow | undefined, mail: MailRow): boolean {
  if (attempt === undefined) return false
  if (attempt.place === 'within') return true
  return attempt.at === mail.at ? attempt.seq > mail.seq : attempt.at > mail.at
}
