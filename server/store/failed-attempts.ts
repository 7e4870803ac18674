/** Sessions that tried to deliver what is wanted and failed, each with what it tried and the lines that tell why. */
import type { Entry } from '../../contract/session.ts'
import type { Attempt } from '../../contract/wait.ts'
import type { Matcher } from '../../criteria/compile.ts'
import { scopeOf, triedIn } from './attempt.ts'
import type { StoredSession } from './session.ts'

/** Lines of a conversation that are shown. */
const LINES = 12

/** Those in scope, `limit` at most: what is certain first, within that in the order given. */
export function failedAttempts(matcher: Matcher, sessions: readonly StoredSession[], limit: number): Attempt[] {
  const found = sessions.flatMap((session) => failedAttempt(matcher, session) ?? [])
  return [
    ...found.filter(({ scope }) => scope === 'certain'),
    ...found.filter(({ scope }) => scope === 'possible'),
  ].slice(0, limit)
}

function failedAttempt(matcher: Matcher, { record }: StoredSession): Attempt | null {
  const { session } = record
  const { outcome, reason } = session
  if (reason === null || (outcome !== 'nothing' && outcome !== 'partial' && outcome !== 'open')) return null
  const entries = record.transcript.entries()
  for (const tried of triedIn(record)) {
    const scope = scopeOf(matcher, session, tried)
    // Of a session that delivered something, only the mails that were refused are failures.
    if (scope === 'out' || (outcome !== 'nothing' && refusalIn(entries, tried.transaction) < 0)) continue
    const { from, to, transaction } = tried
    return { session: { ...session }, scope, from, to: [...to], lines: linesOf(entries, transaction) }
  }
  return null
}

/** Around the first refusal of a transaction, or where there is none, the end of the session that came to nothing. */
function linesOf(entries: readonly Entry[], transaction: number | null): Entry[] {
  const refusal = refusalIn(entries, transaction)
  const at = refusal >= 0 ? refusal : entries.length - 1
  // The command that was refused stands before its reply, and what led to it before that.
  return entries.slice(Math.max(0, at - LINES + 4), at + 4).slice(0, LINES)
}

/** The first refusal of a transaction, or of what was said outside of any; -1 where there is none. */
function refusalIn(entries: readonly Entry[], transaction: number | null): number {
  const own = (entry: Entry) =>
    transaction === null || entry.transaction === transaction || entry.transaction === undefined
  return entries.findIndex((entry) => own(entry) && entry.kind === 'reply' && (entry.code ?? 0) >= 400)
}
