/** What came of one attempt, and the reply that decided it. */
import type { AttemptOutcome } from '../../../contract/attempts.ts'
import type { Ending } from '../../../contract/session.ts'
import { type Answer, isRefusal, type Transcribed } from './transcribed.ts'

interface State {
  /** Whether it left a message. */
  readonly isKept: boolean
  /** Whether the transaction still goes on. */
  readonly isOpen: boolean
  readonly ended: Ending | null
}

export function outcomeOf(
  said: Transcribed,
  { isKept, isOpen, ended }: State,
): { outcome: AttemptOutcome; reply: Answer | null } {
  const { end, farewell } = said
  if (isKept) {
    if (end !== null) return { outcome: isRefusal(end) ? 'unconfirmed' : 'delivered', reply: end }
    return { outcome: isOpen ? 'open' : 'unconfirmed', reply: farewell }
  }
  const refusal = refusalIn(said)
  // After a timeout the reply is not the reason: the client had stopped, and nobody refused it anything.
  if (ended === 'timeout' && farewell !== null && (refusal ?? farewell) === farewell)
    return { outcome: 'broken_off', reply: farewell }
  if (refusal !== null && !(isOpen && mayGoOn(said))) return { outcome: 'refused', reply: refusal }
  if (isOpen) return { outcome: 'open', reply: null }
  return { outcome: farewell === null ? 'broken_off' : 'refused', reply: farewell }
}

/** The reply that the mail failed by; null where none did. */
function refusalIn(said: Transcribed): Answer | null {
  const { mail, recipients, data, hasPayload, end } = said
  if (isRefusal(end)) return end
  if (isRefusal(mail)) return mail
  // Once the mail itself came, some had been accepted, and a refused recipient has not decided it.
  if (hasPayload) return null
  if (isRefusal(data) && hasAccepted(said)) return data
  return recipients.find(({ answer }) => isRefusal(answer))?.answer ?? (isRefusal(data) ? data : null)
}

const hasAccepted = ({ recipients }: Transcribed) =>
  recipients.some(({ answer }) => answer !== null && !isRefusal(answer))

/** Whether it may yet be delivered to somebody. */
const mayGoOn = (said: Transcribed) => !isRefusal(said.data) && !isRefusal(said.end) && hasAccepted(said)
