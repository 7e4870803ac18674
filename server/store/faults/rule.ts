/** One rule: what it is about, what it has counted, and whom it struck. */
import { createHash } from 'node:crypto'
import type { Fault, FaultHit, FaultRef, FaultState, FaultStage } from '../../../contract/fault.ts'
import type { SessionRecord } from '../../../contract/intake.ts'
import type { FaultPlace, Strike } from '../../../contract/strike.ts'
import type { Matcher } from '../../../criteria/compile.ts'
import type { FaultPlan } from './check.ts'
import type { Handle } from './handles.ts'
import type { Tally } from './tally.ts'

/** Strikes of one rule that are kept; more are only counted. */
export const MOST_HITS = 1000
const LONGEST_KEY = 250

/** What a rule gets when it is made. */
export interface Birth {
  /** Counts rules from 1. */
  readonly n: number
  readonly seq: number
  readonly seed: number
  readonly createdAt: number
  /** Infinity for one that holds as long as the sink runs. */
  readonly expiresAt: number
  /** Null: everybody's mail. */
  readonly matcher: Matcher | null
  /** Null: it has to be asked always. */
  readonly handles: readonly Handle[] | null
  /** Ids of the inboxes that its scope names. */
  readonly inboxes: readonly string[]
  readonly tally: Tally
}

export class Rule {
  readonly plan: FaultPlan
  readonly birth: Birth
  readonly id: string
  state: FaultState = 'active'
  count = 0
  readonly hits: FaultHit[] = []
  /** Matches that were let pass. */
  readonly passed = { skipped: 0, over: 0, lucky: 0 }

  constructor(plan: FaultPlan, birth: Birth) {
    this.plan = plan
    this.birth = birth
    this.id = `f_${birth.n}`
  }

  get stage(): FaultStage {
    return this.plan.stage
  }

  get ref(): FaultRef {
    return { id: this.id, name: this.plan.name }
  }

  /** Whether it strikes here, a match counted; what it lets pass is for the next. */
  strikes(key: string, now: number): boolean {
    const verdict = this.birth.tally.match(key, now)
    if (verdict !== 'struck') {
      this.passed[verdict] += 1
      return false
    }
    this.count += 1
    return true
  }

  /** Whether it has struck as often as it was to, for good: with a window, or for others, it may begin anew. */
  get isUsedUp(): boolean {
    const { per, times, window } = this.plan
    return per === 'rule' && window === null && times !== null && this.count >= times
  }

  get strike(): Strike {
    const { stage, reply, action, store } = this.plan
    return { fault: this.ref, stage, reply, action, store }
  }

  /** With the newest `hits` strikes that are kept. */
  shown(hits = MOST_HITS): Fault {
    const { plan, birth, state, count } = this
    const { seq, seed, createdAt, expiresAt } = birth
    const endless = expiresAt === Infinity
    return {
      id: this.id,
      seq,
      ...plan,
      reply: plan.reply && { ...plan.reply },
      ttl: endless ? null : expiresAt - createdAt,
      seed,
      createdAt: new Date(createdAt).toISOString(),
      expiresAt: endless ? null : new Date(expiresAt).toISOString(),
      state,
      count,
      hits: this.hits.slice(-hits).map((hit) => ({ ...hit })),
    }
  }
}

/** What a match at a place is counted under. */
export function keyOf(per: FaultPlan['per'], { from, to }: FaultPlace, { session }: SessionRecord): string {
  switch (per) {
    case 'rule':
      return ''
    case 'session':
      return session.id
    case 'client':
      return session.remote.address
    case 'triplet':
      return short([session.remote.address, from ?? '', ...to].join(' ').toLowerCase())
  }
}

/** A mail to a thousand recipients would have a key of many kilobytes, and keys are kept. */
const short = (key: string) => (key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('base64'))
