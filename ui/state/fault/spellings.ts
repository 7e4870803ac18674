/** A rule as it can be pasted: JSON for the API, a line for a shell, a line for a test. */
import type { Fault, FaultSpec, FaultStage } from '../../../contract/fault.ts'
import { literal } from '../snippets/literal.ts'
import { shellWord } from '../snippets/shell-word.ts'
import { STAGES } from './draft.ts'

export const SPELLINGS = ['json', 'curl', 'test'] as const
export type Spelling = (typeof SPELLINGS)[number]

/** `stage` is where the rule strikes, which a preset does not say itself. */
export function spelled(how: Spelling, spec: FaultSpec, stage: FaultStage, base: string): string {
  if (how === 'test') return inTest(spec, stage)
  const json = JSON.stringify(spec, null, 2)
  if (how === 'json') return json
  const url = new URL('api/faults', base).href
  return `curl -X POST ${shellWord(url)} -H 'content-type: application/json' -d ${shellWord(JSON.stringify(spec))}`
}

/** A test has an inbox, which is the scope; but before RCPT nobody knows whose mail it will be. */
function inTest({ scope, ...spec }: FaultSpec, stage: FaultStage): string {
  if (STAGES.indexOf(stage) < STAGES.indexOf('rcpt')) return `await sink.fault(${literal({ scope, ...spec })})`
  const rest = Object.entries(scope ?? {}).filter(([field]) => field !== 'all' && field !== 'inbox')
  return `await inbox.fault(${literal({ ...(rest.length > 0 && { scope: Object.fromEntries(rest) }), ...spec })})`
}

/** What would have to be asked for to have this rule once more; defaults are left off. */
export function specAgain(fault: Fault): FaultSpec {
  const {
    name,
    scope,
    stage,
    reply,
    action,
    store,
    per,
    skip,
    times,
    window,
    for: span,
    ttl,
    probability,
    seed,
  } = fault
  return {
    name,
    scope,
    stage,
    ...(reply !== null && { reply }),
    ...(action !== null && { action }),
    ...(store && { store }),
    ...(per !== 'rule' && { per }),
    ...(skip > 0 && { skip }),
    ...(times !== 1 && { times }),
    ...(window !== null && { window }),
    ...(span !== null && { for: span }),
    ...(ttl !== null && { ttl }),
    ...(probability < 1 && { probability, seed }),
  }
}
