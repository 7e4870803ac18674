/** From the fault of a test to that of the API: times become milliseconds, Infinity becomes null, scopes are confined. */
import type * as Wire from '../contract/fault.ts'
import type { Criteria } from './criteria.ts'
import { milliseconds } from './duration.ts'
import { BadRequestError } from './errors.ts'
import type { FaultOptions } from './fault.ts'
import { spelled } from './spell.ts'

const UNHIT: ReadonlySet<unknown> = new Set(['fail', 'warn', 'ignore'])

/**
 * An unknown key is passed on as it is: the sink knows which one was meant. What is undefined was not said. Throws
 * BadRequestError.
 */
export function spelledFault(
  fault: Wire.FaultPreset | FaultOptions,
  inbox: string | null,
): { spec: Wire.FaultSpec; onUnhit: NonNullable<FaultOptions['onUnhit']> } {
  const { onUnhit = 'fail', scope, ...rest } = typeof fault === 'string' ? { preset: fault } : asked(fault)
  if (!UNHIT.has(onUnhit))
    throw new BadRequestError(`"onUnhit" is ${JSON.stringify(onUnhit)}, but has to be "fail" or "warn" or "ignore".`)
  const said = Object.entries({ ...rest, scope: scopeOf(scope, inbox) }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, inWire(name, value)]],
  )
  return { spec: Object.fromEntries(said), onUnhit }
}

function asked(fault: unknown): FaultOptions {
  if (typeof fault === 'object' && fault !== null) return fault
  throw new BadRequestError(
    `fault() takes a rule such as { stage: 'rcpt', reply: { code: 451 } }, or { preset: 'greylisting' }, not ${String(fault)}.`,
  )
}

function scopeOf(scope: FaultOptions['scope'], inbox: string | null): unknown {
  if (inbox === null) return scope === undefined ? undefined : spelled(scope as Criteria)
  if (scope === undefined) return { inbox }
  // What is no object is for the sink to refuse.
  if (typeof scope !== 'object' || scope === null || Array.isArray(scope)) return scope
  if ('inbox' in scope || ('all' in scope && !Array.isArray(scope.all)))
    throw new BadRequestError('The scope of inbox.fault() is this inbox, narrowed down. Others are for sink.fault().')
  return { inbox, ...spelled(scope as Criteria) }
}

const TIMES: ReadonlySet<string> = new Set(['window', 'for', 'ttl'])

function inWire(name: string, value: unknown): unknown {
  if (TIMES.has(name) && value !== null) return milliseconds(name, value)
  // JSON has neither Infinity nor NaN, and would make null of both: of NaN too, "always".
  if (name === 'times' && value === Infinity) return null
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new BadRequestError(`"${name}" is ${value}, but has to be a number such as 2.`)
  if (name === 'action' && typeof value === 'object' && value !== null && 'delay' in value)
    return { ...value, delay: milliseconds('delay', value.delay) }
  return value
}
