/** The sessions of an inbox: those that named it, whether or not anything came of them. */
import type { Inbox } from '../contract/inbox.ts'
import type { Session, SessionWithTranscript } from '../contract/session.ts'
import { confined } from './common.ts'
import type { Transport } from './transport.ts'

/** Newest first. Reads the conversation only of those that their facts leave undecided. */
export async function sessionsOf(transport: Transport, inbox: Inbox, since: string): Promise<Session[]> {
  const delivered = await transport.messages(confined({}, inbox.id))
  const own = new Set(delivered.map(({ session }) => session.id))
  const found: Session[] = []
  for (const session of await transport.sessions(since)) {
    const isOwn =
      own.has(session.id) ||
      isLogin(session, inbox) ||
      (mayName(session, inbox) && names(inbox, await transport.session(session.id)))
    if (isOwn) found.push(session)
  }
  return found
}

const isLogin = ({ auth }: Session, { user }: Inbox) => user !== null && auth?.user.toLowerCase() === user.toLowerCase()

/** Whether it named a recipient whose mail is not there: refused, deleted, or still to come. */
function mayName({ recipients, messages, outcome }: Session, { address }: Inbox): boolean {
  if (address === null) return false
  return recipients.refused > 0 || outcome === 'open' || (recipients.accepted > 0 && messages.length === 0)
}

function names(inbox: Inbox, session: SessionWithTranscript | null): boolean {
  const mark = (inbox.domain === null ? inbox.address : `@${inbox.domain}`)?.toLowerCase()
  if (session === null || mark === undefined) return false
  return session.transcript.some(({ verb, text }) => verb === 'RCPT' && text.toLowerCase().includes(mark))
}
