/** What a failed test leaves behind about its mail: a summary, every mail, every conversation. */
import type { Session, SessionWithTranscript } from '../../contract/session.ts'
import type { Inbox, Message, Sink } from '../sink.ts'
import { transcriptText } from '../transcript-text.ts'

export interface MailAttachment {
  readonly name: string
  readonly body: Uint8Array | string
  readonly contentType: string
}

export async function attachmentsOf(sink: Sink, inbox: Inbox): Promise<MailAttachment[]> {
  const messages = await inbox.messages()
  const own = (await inbox.sessions()).toSorted(byOpening)
  const others = (await sink.sessions({ since: inbox.cursor }))
    .filter(({ id }) => own.every((session) => session.id !== id))
    .toSorted(byOpening)
  // They named nobody, so nobody knows whose they were: a refused login of this test looks just like this.
  const nameless = others.filter(
    ({ outcome, recipients }) => outcome === 'nothing' && recipients.accepted + recipients.refused === 0,
  )

  const conversations = await Promise.all([...own, ...nameless].map(({ id }) => sink.session(id)))
  return [
    { name: 'mail.txt', body: summary({ inbox, messages, own, nameless }), contentType: 'text/plain' },
    ...(await Promise.all(messages.map(eml))),
    ...conversations.flatMap((session) => (session === null ? [] : [conversation(session)])),
  ]
}

async function eml(message: Message, index: number): Promise<MailAttachment> {
  return {
    name: `${index + 1}-${fileName(message.subject)}.eml`,
    body: await message.raw(),
    contentType: 'message/rfc822',
  }
}

function conversation({ id, transcript }: SessionWithTranscript): MailAttachment {
  return { name: `conversation-${id}.txt`, body: transcriptText(transcript), contentType: 'text/plain' }
}

const byOpening = (a: Session, b: Session) => a.seq - b.seq

export function summary(found: {
  readonly inbox: Inbox
  readonly messages: readonly Message[]
  readonly own: readonly Session[]
  readonly nameless: readonly Session[]
}): string {
  const { inbox, messages, own, nameless } = found
  const troubled = own.filter(({ reason, outcome }) => reason !== null && outcome !== 'delivered')
  const sections = [
    `Mail of the inbox ${inbox.id}${inbox.viewUrl === null ? '' : `, kept at ${inbox.viewUrl}`}`,
    section(messages.length === 0 ? 'No mail arrived.' : `Arrived (${messages.length}):`, messages.map(mailLine)),
    section(`Refused, or come to nothing (${troubled.length}):`, troubled.map(sessionLine)),
    section(
      `Came to nothing and named nobody, so possibly of another test (${nameless.length}):`,
      nameless.map(sessionLine),
    ),
  ]
  if (own.length === 0 && nameless.length === 0)
    sections.push('No SMTP session named this inbox. Does the app send to this sink, and to an address of this inbox?')
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`
}

function section(title: string, rows: readonly string[]): string {
  if (rows.length === 0) return title.endsWith(':') ? '' : title
  return [title, ...rows.map((row) => `  ${row}`)].join('\n')
}

function mailLine({ receivedAt, subject, envelope }: Message): string {
  return `${receivedAt.toISOString()}  "${subject}"  from ${envelope.from || '<>'} to ${envelope.to.join(', ')}`
}

function sessionLine({ id, openedAt, reason }: Session): string {
  const code = reason?.code == null ? '' : `${reason.code} ${reason.enhanced ?? ''} `.replace(/ +$/, ' ')
  const hint = reason?.hint == null ? '' : `\n    ${reason.hint}`
  return `${openedAt}  session ${id}: ${code}${reason?.text ?? 'no reason known'}${hint}`
}

const fileName = (subject: string) =>
  subject
    .replace(/[^\p{L}\p{N} ._-]+/gu, '')
    .trim()
    .slice(0, 60) || 'mail'
