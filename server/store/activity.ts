/** What is under way, and how long nothing was said there: whether what is wanted may still come. */
import type { Activity } from '../../contract/store.ts'
import type { InFlight } from '../../contract/wait.ts'
import type { Matcher } from '../../criteria/compile.ts'
import { scopeOf, triedIn, type Tried } from './attempt.ts'
import type { Keep } from './keep.ts'
import type { StoredSession } from './session.ts'

/** Sessions that are looked at for what was said lately. */
const LATELY = 500

const nobody: Tried = { transaction: null, from: null, to: [] }

/** What is under way in scope, and for how long nothing was said there; only the last `quiet` ms are looked at. */
export function activityOf(matcher: Matcher, keep: Keep, now: number, quiet: number): Omit<Activity, 'vacuous'> {
  let quietFor: number | null = null
  for (const { record } of spokeSince(keep, now - quiet)) {
    const last = triedIn(record).at(-1)
    if (last === undefined || last.transaction === null || scopeOf(matcher, record.session, last) === 'out') continue
    const silence = Math.max(0, now - record.progress().saidAt)
    quietFor = Math.min(quietFor ?? Infinity, silence)
  }
  return { inFlight: inFlightOf(matcher, keep, now, quiet), quietFor }
}

/** Mails in scope that are on their way; a connection that has said nothing counts for `fresh` ms. */
export function inFlightOf(matcher: Matcher, keep: Keep, now: number, fresh: number): InFlight[] {
  const found: InFlight[] = []
  for (const { record } of keep.openSessions) {
    const { stage, since, transaction, bytes } = record.progress()
    const age = Math.max(0, Math.round(now - since))
    if (stage === 'idle' || (stage === 'connecting' && age > fresh)) continue
    const tried =
      stage === 'connecting' ? nobody : (triedIn(record).find((one) => one.transaction === transaction) ?? nobody)
    const scope = scopeOf(matcher, record.session, tried)
    if (scope === 'out') continue
    found.push({
      session: record.session.id,
      scope,
      transaction: stage === 'connecting' ? null : transaction,
      stage,
      from: tried.from,
      to: [...tried.to],
      bytes,
      age,
    })
  }
  return found
}

/** Sessions that said or heard something at `time` or later. */
function* spokeSince(keep: Keep, time: number): Generator<StoredSession> {
  const recent = ({ record }: StoredSession) => record.progress().saidAt >= time
  for (const session of keep.openSessions) if (recent(session)) yield session
  let looked = 0
  for (const session of keep.sessions.downwards(0, Infinity)) {
    if (session.record.session.closedAt !== null && recent(session)) yield session
    looked += 1
    if (looked === LATELY) return
  }
}
