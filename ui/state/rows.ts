/** Which rows the list has, in which order: mails, and the sessions that delivered none. */
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import type { Route } from './route.ts'

export type Row =
  | { readonly kind: 'message'; readonly id: string; readonly at: string; readonly message: MessageSummary }
  | { readonly kind: 'attempt'; readonly id: string; readonly at: string; readonly session: Session }

/**
 * Merges both lists, newest first. An attempt stands where its session ended: until then nobody knows that it is one,
 * and a row that appears in the middle of a list is missed.
 *
 * With `more` mails further down, attempts older than the last mail are held back: they would stand below a gap.
 */
export function mergeRows(messages: readonly MessageSummary[], attempts: readonly Session[], more: boolean): Row[] {
  const rows: Row[] = messages.map((message) => ({ kind: 'message', id: message.id, at: message.receivedAt, message }))
  const oldest = more ? messages.at(-1)?.receivedAt : undefined
  for (const session of attempts) {
    const at = endOf(session)
    if (oldest === undefined || at >= oldest) rows.push({ kind: 'attempt', id: session.id, at, session })
  }
  return rows.toSorted((a, b) => (a.at === b.at ? seqOf(b) - seqOf(a) : a.at < b.at ? 1 : -1))
}

/** Puts an item into a list that is newest first, or replaces the one with its id. */
export function placed<T extends { readonly id: string; readonly seq: number }>(list: readonly T[], item: T): T[] {
  const next = list.filter((other) => other.id !== item.id)
  const at = next.findIndex((other) => other.seq < item.seq)
  next.splice(at === -1 ? next.length : at, 0, item)
  return next
}

/** The route that a row opens; a message keeps the tab that is being read. */
export function routeOf(row: Row, reading: Route): Route {
  if (row.kind === 'attempt') return { kind: 'session', id: row.id, side: 'timeline' }
  return { kind: 'message', id: row.id, tab: reading.kind === 'message' ? reading.tab : null }
}

/** Where the open row stands, or -1. */
export function openRow(rows: readonly Row[], route: Route): number {
  if (route.kind !== 'message' && route.kind !== 'session') return -1
  const kind = route.kind === 'message' ? 'message' : 'attempt'
  return rows.findIndex((row) => row.kind === kind && row.id === route.id)
}

/** The row to open next when stepping by one; the first when none is open. */
export function step(rows: readonly Row[], route: Route, by: 1 | -1): Row | null {
  const open = openRow(rows, route)
  if (open === -1) return rows[0] ?? null
  return rows[open + by] ?? null
}

function endOf(session: Session): string {
  return session.closedAt ?? session.openedAt
}

function seqOf(row: Row): number {
  return row.kind === 'message' ? row.message.seq : row.session.seq
}
