/** How often a rule has matched, by what it counts by, and whether the next match is struck. */
import type { FaultPlan } from './check.ts'
import { createChance } from './chance.ts'
import type { Room } from './room.ts'

/** Sessions, clients or triplets that one rule tells apart; the oldest are forgotten. */
const MOST_KEYS = 10_000

interface Count {
  /** When the first match came. */
  began: number
  skipped: number
  struck: number
  firstStruck: number | null
}

/** `over`: it has struck this key so often, or for so long, as it was to. `lucky`: the probability let it pass. */
export type Verdict = 'struck' | 'skipped' | 'over' | 'lucky'

export class Tally {
  private readonly plan: Pick<FaultPlan, 'skip' | 'times' | 'window' | 'for' | 'probability'>
  private readonly chance: () => number
  private readonly room: Room
  private readonly counts = new Map<string, Count>()

  constructor(
    plan: Pick<FaultPlan, 'skip' | 'times' | 'window' | 'for' | 'probability'>,
    { seed, room }: { seed: number; room: Room },
  ) {
    this.plan = plan
    this.chance = createChance(seed)
    this.room = room
  }

  /** Counts a match. */
  match(key: string, now: number): Verdict {
    const { skip, times, probability } = this.plan
    const count = this.countOf(key, now)
    if (count.skipped < skip) {
      count.skipped += 1
      return 'skipped'
    }
    if (times !== null && count.struck >= times) return 'over'
    if (this.plan.for !== null && count.firstStruck !== null && now - count.firstStruck >= this.plan.for) return 'over'
    // Asked last, so that what is let pass for another reason does not change who is struck next.
    if (probability < 1 && this.chance() >= probability) return 'lucky'
    count.struck += 1
    count.firstStruck ??= now
    return 'struck'
  }

  /** It will not be asked again. */
  clear(): void {
    this.room.giveBack(this.counts.size)
    this.counts.clear()
  }

  private countOf(key: string, now: number): Count {
    const { window } = this.plan
    const known = this.counts.get(key)
    if (known !== undefined && (window === null || now - known.began < window)) return known
    if (known !== undefined) this.drop(key)
    const [oldest] = this.counts.keys()
    if (oldest !== undefined && (this.counts.size >= MOST_KEYS || this.room.isFull)) this.drop(oldest)
    this.room.take()
    const count = { began: now, skipped: 0, struck: 0, firstStruck: null }
    this.counts.set(key, count)
    return count
  }

  private drop(key: string): void {
    if (this.counts.delete(key)) this.room.giveBack(1)
  }
}
