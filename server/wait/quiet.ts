/** When an absence may be believed: nothing is under way in scope, and nothing was said there for a while. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Store } from '../../contract/store.ts'
import type { InFlight } from '../../contract/wait.ts'

/** How often (ms) a transaction under way is looked at: that it was broken off is no event. */
const LOOK = 20

export type Quiet = { readonly kind: 'quiet' } | { readonly kind: 'not yet'; readonly again: number }

/**
 * Watches one scope from `start` on. The period is counted from there or from the last thing said in scope, whichever is
 * later; connections that only stay open do not count (assertions, "no mail").
 */
export class QuietWatch {
  /**
   * When it was quiet otherwise: what was under way then and named nobody yet. What begins later does not count, or the
   * traffic of other tests, of which there is always some that has yet to name its recipient, would keep it from ending.
   */
  private undecided: ReadonlySet<string> | null = null
  private readonly store: Store
  private readonly criteria: Criteria
  private readonly quiet: number
  private readonly start: number
  private readonly now: () => number

  constructor(store: Store, criteria: Criteria, times: { quiet: number; start: number; now: () => number }) {
    this.store = store
    this.criteria = criteria
    this.quiet = times.quiet
    this.start = times.start
    this.now = times.now
  }

  /** Whether it is quiet, or in how many ms to ask again. */
  async look(): Promise<Quiet> {
    const { inFlight, quietFor } = await this.store.activity(this.criteria, this.quiet)
    const silence = Math.min(this.now() - this.start, quietFor ?? Infinity)
    const isOurs = inFlight.some(({ scope }) => scope === 'certain')
    if (isOurs || silence < this.quiet) {
      this.undecided = null
      return { kind: 'not yet', again: isOurs ? LOOK : Math.max(1, this.quiet - silence) }
    }
    const open = new Set(inFlight.map(keyOf))
    this.undecided = this.undecided === null ? open : new Set([...this.undecided].filter((key) => open.has(key)))
    return this.undecided.size === 0 ? { kind: 'quiet' } : { kind: 'not yet', again: LOOK }
  }
}

const keyOf = ({ session, transaction }: InFlight) => `${session} ${transaction}`
