/** What the SMTP room feeds the store through: sessions as they go on, and the mail of each. */
import type { Intake, SessionRecord } from '../../contract/intake.ts'
import type { Budget } from './budget.ts'
import type { Chronicle } from './chronicle.ts'
import type { Faults } from './faults/faults.ts'
import type { Keep } from './keep.ts'
import type { Receive } from './receive.ts'
import { StoredSession } from './session.ts'
import type { Sums } from './sums.ts'

interface Parts {
  readonly keep: Keep
  readonly budget: Budget
  readonly chronicle: Chronicle
  readonly sums: Sums
  readonly faults: Faults
  readonly receive: Receive
}

export function createIntake({ keep, budget, chronicle, sums, faults, receive }: Parts): Intake {
  const weigh = ({ session }: SessionRecord) => {
    const stored = keep.sessions.get(session.id)
    if (stored !== undefined) budget.weigh(stored)
  }
  return {
    opened(record) {
      record.session.seq = chronicle.sequence.next()
      keep.addSession(new StoredSession(record))
      chronicle.sessionOpened(record)
      budget.makeRoom()
    },
    spoke(record) {
      chronicle.sessionSpoke(record)
      weigh(record)
    },
    refused(record, { code }) {
      const seq = chronicle.sequence.next()
      const stored = keep.sessions.get(record.session.id)
      if (stored !== undefined) stored.refusedSeq = seq
      sums.addRefused(code ?? 0)
      weigh(record)
    },
    closed(record) {
      chronicle.sessionClosed(record)
      faults.closed(record.session.id)
      sums.addClosed(record.session)
      keep.closeSession(record.session.id, chronicle.sequence.current)
      weigh(record)
    },
    reserve: (bytes) => budget.reserve(bytes),
    accept(delivery, record) {
      const { id } = receive(delivery, delivery.payload.size)
      const { session } = delivery
      faults.accepted(session.id, session.transaction, id)
      weigh(record)
      return id
    },
    hasFaults: (stage) => faults.has(stage),
    strike: (place, record) => faults.strike(place, record),
    struck(strike, record, where) {
      faults.struck(strike, record, where)
      weigh(record)
    },
  }
}
