/** The rows that a list of mails holds: in its order, each once. */
import { signal } from '@preact/signals'
import type { MessageSummary } from '../../../contract/message.ts'
import { mailRow, type MailRow } from './row.ts'

export type Order = 'desc' | 'asc'

export function createHeld(order: Order) {
  const rows = signal<readonly MailRow[]>([])
  let known: ReadonlySet<string> = new Set()
  let newest = 0

  const before = (a: { readonly seq: number }, b: { readonly seq: number }) =>
    order === 'desc' ? a.seq > b.seq : a.seq < b.seq

  return {
    rows,
    has: (id: string) => known.has(id),
    /** The highest number of a mail that was held, or noted. */
    newest: () => newest,
    note(seq: number): void {
      newest = Math.max(newest, seq)
    },
    show(next: readonly MailRow[]): void {
      rows.value = next
      known = new Set(next.map(({ id }) => id))
      newest = Math.max(newest, next[0]?.seq ?? 0, next.at(-1)?.seq ?? 0)
    },
    /** Whether a mail stands further down than all that is held. */
    endsBefore(message: MessageSummary): boolean {
      const last = rows.peek().at(-1)
      return last !== undefined && before(last, message)
    },
    /** What a digest has told stays known, although the server may have forgotten it. */
    rowOf(message: MessageSummary): MailRow {
      const row = mailRow(message)
      if (row.digest !== null || !known.has(row.id)) return row
      const shown = rows.peek().find(({ id }) => id === row.id)
      return shown === undefined ? row : { ...row, digest: shown.digest }
    },
    /** Rows that stand in order, and others, each put into its place. */
    merged(standing: MailRow[], came: readonly MailRow[]): MailRow[] {
      if (came.length === 0) return standing
      const next: MailRow[] = []
      const sorted = came.toSorted((a, b) => (before(a, b) ? -1 : 1))
      let at = 0
      for (const row of standing) {
        while (at < sorted.length && before(sorted[at]!, row)) next.push(sorted[at++]!)
        next.push(row)
      }
      next.push(...sorted.slice(at))
      return next
    },
  }
}

export type Held = ReturnType<typeof createHeld>
