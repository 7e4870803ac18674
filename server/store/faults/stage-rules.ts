/** The active rules of one stage, so that those of a thousand other inboxes need not be asked. */
import type { SessionRecord } from '../../../contract/intake.ts'
import type { FaultPlace } from '../../../contract/strike.ts'
import { valuesOf, type HandleKind } from './handles.ts'
import type { Rule } from './rule.ts'

export class StageRules {
  size = 0
  /** Those that always have to be asked. */
  private readonly open: Rule[] = []
  private readonly pinned = new Map<HandleKind, Map<string, Rule[]>>()

  get openCount(): number {
    return this.open.length
  }

  /** Adds a rule that is newer than all others. */
  add(rule: Rule): void {
    this.size += 1
    if (rule.birth.handles === null) this.open.push(rule)
    else
      for (const { kind, value } of rule.birth.handles) {
        const ofKind = this.pinned.get(kind) ?? new Map<string, Rule[]>()
        this.pinned.set(kind, ofKind)
        const same = ofKind.get(value)
        if (same === undefined) ofKind.set(value, [rule])
        else if (same.at(-1) !== rule) same.push(rule)
      }
  }

  remove(rule: Rule): void {
    this.size -= 1
    if (rule.birth.handles === null) return takeOut(this.open, rule)
    for (const { kind, value } of rule.birth.handles) {
      const ofKind = this.pinned.get(kind)
      const same = ofKind?.get(value)
      if (ofKind === undefined || same === undefined) continue
      takeOut(same, rule)
      if (same.length === 0) ofKind.delete(value)
      if (ofKind.size === 0) this.pinned.delete(kind)
    }
  }

  /** Those that may match, in order of creation, each once. */
  candidates(place: FaultPlace, record: SessionRecord): readonly Rule[] {
    let lists: Set<readonly Rule[]> | null = null
    for (const [kind, ofKind] of this.pinned) {
      for (const value of valuesOf(kind, place, record)) {
        const same = ofKind.get(value)
        // A mail to a thousand addresses of one domain finds the same list a thousand times.
        if (same !== undefined) (lists ??= new Set()).add(same)
      }
    }
    if (lists === null) return this.open
    const found = new Set(this.open)
    for (const list of lists) for (const rule of list) found.add(rule)
    return [...found].toSorted((a, b) => a.birth.n - b.birth.n)
  }
}

function takeOut(rules: Rule[], rule: Rule): void {
  const index = rules.indexOf(rule)
  if (index >= 0) rules.splice(index, 1)
}
