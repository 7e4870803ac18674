/** When an absence may be believed: nothing is under way in scope, and nothing was said there for a while. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Store } from '../../contract/store.ts'
import type { InFlight } from '../../contract/wait.ts'

/** How often (ms) a transaction under way is looked at: that it was broken off is no event. */
const LOOK = 20

export type Quiet =
  | { readonly kind: 'quiet'; readonly vacuous: boolean }
  | { readonly kind: 'not yet'; readonly again: number; readonly inFlight: InFlight[] }

/**
 * Whether it is quiet now, or in how many ms to ask again. The period is counted from `start` or the last thing said in
 * scope, whichever is later; connections that only stay open do not count (assertions, "no mail").
 */
export async function isQuiet(
  store: Store,
  criteria: Criteria,
  { quiet, start, now }: { quiet: number; start: number; now: () => number },
): Promise<Quiet> {
  const { inFlight, quietFor, vacuous } = await store.activity(criteria, quiet)
  const silence = Math.min(now() - start, quietFor ?? Infinity)
  if (inFlight.length === 0 && silence >= quiet) return { kind: 'quiet', vacuous }
  return { kind: 'not yet', again: inFlight.length > 0 ? LOOK : Math.max(1, quiet - silence), inFlight }
}
