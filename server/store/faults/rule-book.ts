/** The rules that are there: those that are active, found by stage and by what their scope pins down, and those that were. */
import type { Fault, FaultHit, FaultStage, FaultState } from '../../../contract/fault.ts'
import { Room } from './room.ts'
import { MOST_HITS, type Rule } from './rule.ts'
import { StageRules } from './stage-rules.ts'

/** Rules that strike no more and can still be read. */
const MOST_FINISHED = 1000
/** Strikes that are kept of all rules together. */
const MOST_HITS_IN_ALL = 100_000

const TOLD_HITS = 20

export class RuleBook {
  private readonly active = new Map<string, Rule>()
  /** In the order in which they ended. */
  private readonly finished = new Map<string, Rule>()
  private readonly byStage = new Map<FaultStage, StageRules>()
  private readonly hitRoom = new Room(MOST_HITS_IN_ALL)

  get activeCount(): number {
    return this.active.size
  }

  /** How many of the active ones always have to be asked. */
  get openCount(): number {
    let count = 0
    for (const rules of this.byStage.values()) count += rules.openCount
    return count
  }

  add(rule: Rule): void {
    this.active.set(rule.id, rule)
    const rules = this.byStage.get(rule.stage) ?? new StageRules()
    this.byStage.set(rule.stage, rules)
    rules.add(rule)
  }

  /** The active rules of a stage; undefined where there are none. */
  at(stage: FaultStage): StageRules | undefined {
    return this.byStage.get(stage)
  }

  get(id: string): Rule | undefined {
    return this.active.get(id) ?? this.finished.get(id)
  }

  /** A rule as it is shown; null for one that is not here. */
  shown(id: string): Fault | null {
    return this.get(id)?.shown() ?? null
  }

  /** The same for an event, of which there may be thousands: with its newest strikes only. */
  told(id: string): Fault | null {
    return this.get(id)?.shown(TOLD_HITS) ?? null
  }

  allActive(): Iterable<Rule> {
    return this.active.values()
  }

  /** All of them in order of creation. */
  all(): Rule[] {
    return [...this.finished.values(), ...this.active.values()].toSorted((a, b) => a.birth.n - b.birth.n)
  }

  /** Keeps a strike of a rule; false where there is no room, and it is only counted. */
  note(rule: Rule, hit: FaultHit): boolean {
    if (rule.hits.length >= MOST_HITS || this.hitRoom.isFull) return false
    this.hitRoom.take()
    rule.hits.push(hit)
    return true
  }

  /** It strikes no more, and stays readable. */
  finish(rule: Rule, state: Exclude<FaultState, 'active'>): void {
    this.withdraw(rule)
    rule.state = state
    rule.birth.tally.clear()
    this.finished.set(rule.id, rule)
    const [oldest] = this.finished.values()
    if (this.finished.size > MOST_FINISHED && oldest !== undefined) this.remove(oldest)
  }

  /** It is gone. */
  remove(rule: Rule): void {
    this.withdraw(rule)
    this.finished.delete(rule.id)
    rule.birth.tally.clear()
    this.hitRoom.giveBack(rule.hits.length)
  }

  private withdraw(rule: Rule): void {
    if (!this.active.delete(rule.id)) return
    const rules = this.byStage.get(rule.stage)
    rules?.remove(rule)
    if (rules?.size === 0) this.byStage.delete(rule.stage)
  }
}
