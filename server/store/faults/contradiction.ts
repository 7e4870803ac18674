/** Whether a rule could ever strike beside those that are there already: of several that match, the oldest strikes. */
import { isDeepStrictEqual } from 'node:util'
import type { Criteria } from '../../../contract/criteria.ts'
import type { FaultScope } from '../../../contract/fault.ts'
import { ContradictingFaultError } from '../../../contract/store.ts'
import type { FaultPlan } from './check.ts'
import { isEverybody } from './check-scope.ts'
import type { Rule } from './rule.ts'

/** The part of its life that is not worth being made for: the rules of one test are made within seconds, and end so. */
const LITTLE = 1 / 10

/**
 * Throws ContradictingFaultError where an older rule leaves nothing to one that is to come and lives from `createdAt` to
 * `expiresAt`, or only the last of it.
 */
export function refuseContradiction(
  plan: FaultPlan,
  { createdAt, expiresAt }: { createdAt: number; expiresAt: number },
  elders: Iterable<Rule>,
): void {
  const latest = createdAt + (expiresAt - createdAt) * (1 - LITTLE)
  for (const { id, plan: elder, birth } of elders) {
    // Asked first, for hardly any of thousands does.
    if (!strikesAlways(elder) || elder.stage !== plan.stage || birth.expiresAt < latest) continue
    if (covers(elder.scope, plan.scope)) throw new ContradictingFaultError(id, elder.name, plan.stage)
  }
}

/** Whether it lets nothing pass that it matches. */
function strikesAlways(rule: FaultPlan): boolean {
  return rule.times === null && rule.skip === 0 && rule.for === null && rule.probability === 1
}

/** Whether whatever matches `inner` surely matches `outer`: by its own words, or as a part of what it asks for. */
function covers(outer: FaultScope, inner: FaultScope): boolean {
  if (isEverybody(outer)) return true
  if (isEverybody(inner)) return false
  const wanted = Object.keys(outer) as (keyof Criteria)[]
  return (
    wanted.every((key) => isDeepStrictEqual(outer[key], inner[key])) ||
    (inner.all ?? []).some((part) => covers(outer, part)) ||
    (inner.any?.every((branch) => covers(outer, branch)) ?? false)
  )
}
