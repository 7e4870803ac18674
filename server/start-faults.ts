/** The rules that a sink starts with. */
import type { FaultSpec } from '../contract/fault.ts'
import { readFault } from './store/faults/check.ts'
import { inboxesIn, isEverybody } from './store/faults/check-scope.ts'
import { type Elder, refuseContradiction } from './store/faults/contradiction.ts'

/** A rule that a sink was to start with makes no sense; its reason is the cause. */
export class FaultRefusedError extends Error {
  override readonly name = 'FaultRefusedError'
  /** Its place in `faults`. */
  readonly index: number
  constructor(index: number, cause: unknown) {
    super(`faults[${index}]: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.index = index
  }
}

/**
 * The rules as the store takes them. One without a scope is for everybody's mail: there is no test yet whose mail it
 * could be. Throws FaultRefusedError.
 */
export function faultsAtStart(faults: readonly FaultSpec[]): FaultSpec[] {
  const elders: Elder[] = []
  return faults.map((given, index) => {
    const spec: FaultSpec = { scope: { all: true }, ...given }
    try {
      const plan = readFault(spec)
      checkNoInbox(spec)
      const expiresAt = plan.ttl ?? Infinity
      refuseContradiction(plan, { createdAt: 0, expiresAt }, elders)
      elders.push({ id: `f_${index + 1}`, plan, birth: { expiresAt } })
    } catch (error) {
      throw new FaultRefusedError(index, error)
    }
    return spec
  })
}

function checkNoInbox({ scope }: FaultSpec): void {
  const [inbox] = scope === undefined || isEverybody(scope) ? [] : inboxesIn(scope)
  if (inbox === undefined) return
  throw new Error(
    `There is no inbox "${inbox}": none is open when a sink starts. Scope the rule by recipient or sender, or add it over the API.`,
  )
}
