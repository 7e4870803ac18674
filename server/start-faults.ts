/** The rules that a sink starts with. */
import type { FaultSpec } from '../contract/fault.ts'
import { type FaultPlan, readFault } from './store/faults/check.ts'
import { inboxesIn, isEverybody } from './store/faults/check-scope.ts'

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
 * Adds them. One without a scope is for everybody's mail: there is no test yet whose mail it could be. Throws
 * FaultRefusedError.
 */
export function addFaultsAtStart(faults: readonly FaultSpec[], add: (spec: FaultSpec) => void): void {
  for (const [index, given] of faults.entries()) {
    const spec: FaultSpec = { scope: { all: true }, ...given }
    try {
      checkNoInbox(readFault(spec))
      add(spec)
    } catch (error) {
      throw new FaultRefusedError(index, error)
    }
  }
}

function checkNoInbox({ scope }: FaultPlan): void {
  const [inbox] = isEverybody(scope) ? [] : inboxesIn(scope)
  if (inbox === undefined) return
  throw new Error(
    `There is no inbox "${inbox}": none is open when a sink starts. Scope the rule by recipient or sender, or add it over the API.`,
  )
}
