/** What of all that happens is worth a line in the log: mails, sessions that did not deliver all they had, and faults. */
import type { FaultHitEvent, FaultRemoved, StoreEvent } from '../../contract/event.ts'
import type { Fault } from '../../contract/fault.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import type { LogEvent } from '../../contract/log.ts'
import { deedOf, faultInWords } from './fault-words.ts'

/** The line for what happened; null for what needs none. */
export function logEventOf(event: StoreEvent): LogEvent | null {
  switch (event.type) {
    case 'message.added':
      return mailLine(event.message)
    case 'session.closed':
      return sessionLine(event.session)
    case 'fault.added':
      return faultLine(event.fault)
    case 'fault.hit':
      return hitLine(event)
    case 'fault.removed':
      return removedLine(event)
    case 'session.opened':
    case 'session.entries':
    case 'message.updated':
    case 'message.removed':
    case 'message.restored':
      return null
  }
}

const mailLine = ({ id, envelope, subject, size, session }: MessageSummary): LogEvent => ({
  level: 'info',
  message: 'mail',
  fields: { from: envelope.from, to: envelope.to.join(', '), subject, size, listener: session.listener, id },
})

const WORDS: Partial<Record<Session['outcome'], string>> = {
  nothing: 'a session delivered nothing',
  partial: 'a session did not deliver everything',
}

function sessionLine({ id, outcome, listener, remote, helo, reason }: Session): LogEvent | null {
  const message = WORDS[outcome]
  if (!message) return null
  const words = { code: reason?.code ?? null, reason: reason?.text ?? null, hint: reason?.hint ?? null }
  return { level: 'warn', message, fields: { ...words, listener, client: remote.address, helo, id } }
}

/** A rule that is there. */
export const faultLine = (fault: Fault): LogEvent => ({
  level: 'info',
  message: `fault ${faultInWords(fault)}`,
  fields: { fault: fault.id },
})

const hitLine = ({ fault, hit }: FaultHitEvent): LogEvent => ({
  level: 'info',
  message: `fault ${fault.id} ${fault.name} struck`,
  fields: { does: deedOf(fault), count: fault.count, mail: hit.message, session: hit.session, fault: fault.id },
})

const ENDS: Record<FaultRemoved['why'], string> = {
  deleted: 'deleted',
  expired: 'expired',
  inbox_closed: 'gone with its inbox',
}

const removedLine = ({ ids, why }: FaultRemoved): LogEvent => ({
  level: 'info',
  message: `${ids.length === 1 ? 'fault' : 'faults'} ${ENDS[why]}`,
  fields: { fault: ids.join(', ') },
})
