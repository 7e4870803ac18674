/** What a line of a conversation shows beside its words: how long it waited, and what its code means. */
import type { Entry } from '../../contract/session.ts'

export interface Line {
  readonly entry: Entry
  /** Milliseconds after the line before; null for the first. Pipelined commands may step back, which counts as none. */
  readonly wait: number | null
  readonly verdict: Verdict | null
  readonly dimmed: boolean
}

/** What a reply code says: RFC 5321, section 4.2.1. */
export type Verdict = 'good' | 'temporary' | 'permanent'

/** Lines for entries; with a transaction, what belongs to another one is dimmed and what belongs to none is not. */
export function linesOf(entries: readonly Entry[], transaction: number | null): Line[] {
  return entries.map((entry, at) => {
    const before = entries[at - 1]
    const other = transaction !== null && entry.transaction !== undefined && entry.transaction !== transaction
    return {
      entry,
      wait: before === undefined ? null : Math.max(0, entry.at - before.at),
      verdict: verdictOf(entry.code),
      dimmed: other,
    }
  })
}

export function verdictOf(code: number | undefined): Verdict | null {
  if (code === undefined) return null
  if (code >= 500) return 'permanent'
  return code >= 400 ? 'temporary' : 'good'
}
