/** A fault that strikes, as the SMTP room would ask for it and tell of it. */
import type { Intake, SessionRecord } from '../../../contract/intake.ts'
import type { FaultPlace } from '../../../contract/strike.ts'
import { scriptedSession } from './records.ts'

/** Somebody names ann@example.com as a recipient, in a session of its own; gives the session. */
export function rcptBy(intake: Intake, place: Partial<FaultPlace> = {}): SessionRecord {
  const record = scriptedSession()
  intake.opened(record)
  const asked = {
    stage: 'rcpt',
    from: 'shop@example.com',
    to: ['ann@example.com'],
    user: null,
    delivery: null,
  } as const
  const strike = intake.strike({ ...asked, ...place }, record)
  if (strike !== null) intake.struck(strike, record, { entry: 7, transaction: 1, message: null })
  return record
}
