/** Which sessions may hold attempts of one mail: read off their messages, so that most transcripts need not be. */
import type { MailReader } from '../../../contract/reader.ts'
import type { Keep } from '../keep.ts'
import type { StoredMessage } from '../message.ts'
import type { StoredSession } from '../session.ts'
import type { Try } from './try.ts'

/** Whether all that it holds are messages that were kept, and told so. */
export function isPlain({ record: { session } }: StoredSession): boolean {
  return session.outcome === 'delivered' && session.messages.length > 0
}

/** The recipients of a message, and those that tries named together with one of them: they may be of other mails. */
export function peopleAround({ delivery: { envelope } }: StoredMessage, tries: readonly Try[]): ReadonlySet<string> {
  const named = [...envelope.to, ...envelope.recipients.map(({ address }) => address)]
  const own = new Set(named.map((address) => address.toLowerCase()))
  const theirs = tries.filter(({ to }) => to.some((address) => own.has(address.toLowerCase()))).flatMap(({ to }) => to)
  return new Set([...own, ...theirs.map((address) => address.toLowerCase())])
}

/** Sessions with a message that has the same Message-ID, or the same sender and one of these recipients. */
export function nearby(
  sessions: readonly StoredSession[],
  message: StoredMessage,
  { people, keep, reader }: { people: ReadonlySet<string>; keep: Keep; reader: MailReader },
): StoredSession[] {
  const from = message.delivery.envelope.from.toLowerCase()
  const { messageId } = message.head(reader)
  const isNear = (other: StoredMessage | undefined) =>
    other !== undefined &&
    ((messageId !== null && other.head(reader).messageId === messageId) ||
      (other.delivery.envelope.from.toLowerCase() === from &&
        other.delivery.envelope.to.some((address) => people.has(address.toLowerCase()))))
  return sessions.filter(({ record }) => record.session.messages.some((id) => isNear(keep.messages.get(id))))
}
