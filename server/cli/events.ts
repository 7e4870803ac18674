/** What of all that happens is worth a line in the log: mails, and sessions that did not deliver all they had. */
import type { MessageAdded, SessionClosed } from '../../contract/event.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { Session } from '../../contract/session.ts'
import type { LogEvent } from '../../contract/log.ts'

/** The line for a mail, or for a session that is over; null for one that needs none. */
export function logEventOf(event: MessageAdded | SessionClosed): LogEvent | null {
  switch (event.type) {
    case 'message.added':
      return mailLine(event.message)
    case 'session.closed':
      return sessionLine(event.session)
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
