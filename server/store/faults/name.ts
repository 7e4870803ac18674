/** What a rule is called where nobody gave it a name, and what it does, in a few words. */
import type { FaultAction } from '../../../contract/fault.ts'
import type { FaultPlan } from './check.ts'
import { inWords } from './check-numbers.ts'

/** `451 at rcpt`, `drop at end`; of a preset its name. */
export function nameOf(plan: Pick<FaultPlan, 'preset' | 'stage' | 'reply' | 'action'>): string {
  return plan.preset ?? `${deedIn(plan)} at ${plan.stage}`
}

/** `451 4.3.0 after 2 s`. */
export function deedIn({ reply, action }: Pick<FaultPlan, 'reply' | 'action'>): string {
  if (reply === null) return action === null ? 'nothing' : actionIn(action)
  return action?.type === 'delay' ? `${reply.code} after ${inWords(action.delay)}` : String(reply.code)
}

function actionIn(action: FaultAction): string {
  switch (action.type) {
    case 'delay':
      return `delay of ${inWords(action.delay)}`
    case 'drop':
      return action.how === 'rst' ? 'reset' : 'drop'
    case 'stall':
      return 'stall'
    case 'trickle':
      return `trickle of ${action.bytesPerSecond} bytes/s`
    case 'garble':
      return `garble (${action.how})`
    case 'hide':
      return `hide ${action.extensions.join(', ')}`
    case 'tls':
      return `TLS ${action.how}`
  }
}
