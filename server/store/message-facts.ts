/** A stored message as criteria see it. Nothing is built before it is asked for: a search makes one of these per message. */
import type { Facts, Field } from '../../criteria/facts.ts'
import type { Address } from '../../contract/message.ts'
import type { MailReader, ParsedMail } from '../../contract/reader.ts'
import { inNoHeader } from './blind.ts'
import { valuesOf, type StoredMessage } from './message.ts'

export class MessageFacts implements Facts {
  private readonly message: StoredMessage
  private readonly reader: MailReader

  private readonly parsed: ParsedMail | null

  /** `parsed`: where the message itself no longer has it. */
  constructor(message: StoredMessage, reader: MailReader, parsed: ParsedMail | null = message.parsed) {
    this.message = message
    this.reader = reader
    this.parsed = parsed
  }

  get size(): number {
    return this.message.delivery.payload.rawSize
  }

  get receivedAt(): number {
    return this.message.receivedAt
  }

  values(field: Field): readonly string[] | null {
    const { parsed } = this
    const { id, inboxes, delivery } = this.message
    const { envelope, session } = delivery
    switch (field) {
      case 'to':
        return [...envelope.to, ...addresses(this.head().to), ...addresses(this.head().cc)]
      case 'from':
        return [...some(envelope.from), ...addresses(this.head().from)]
      case 'cc':
        return addresses(this.head().cc)
      case 'bcc':
        return inNoHeader(envelope.to, [...this.head().to, ...this.head().cc], () => this.header('bcc'))
      case 'rcpt':
        return envelope.to
      case 'mailFrom':
        return some(envelope.from)
      case 'replyTo':
        return addresses(this.head().replyTo)
      case 'subject':
        return some(this.head().subject)
      case 'text':
        return parsed && some(parsed.text)
      case 'html':
        return parsed && some(parsed.html)
      case 'body':
        return parsed && [...some(parsed.text), ...some(parsed.visible)]
      case 'link':
        return parsed && parsed.links.flatMap(({ href, text }) => [href, text])
      case 'code':
        return parsed && parsed.codes.map(({ value }) => value)
      case 'id':
        return [id]
      case 'inbox':
        return inboxes
      case 'session':
        return some(session.id)
      case 'listener':
        return [session.listener]
      case 'user':
        return some(session.user)
      case 'helo':
        return some(session.helo)
      case 'address':
        return [session.address]
      case 'tls':
        return some(session.tls)
    }
  }

  names(field: Field): readonly string[] {
    const head = this.head()
    const named = { to: [...head.to, ...head.cc], from: head.from, cc: head.cc, replyTo: head.replyTo }
    return field in named
      ? named[field as keyof typeof named].map(({ name }) => name).filter((name) => name !== '')
      : []
  }

  header(name: string): readonly string[] {
    const { parsed } = this
    return parsed === null ? this.reader.field(this.message.raw, name) : valuesOf(parsed.headers, name)
  }

  attachments(): readonly { filename: string | null; contentType: string }[] | null {
    return this.parsed?.attachments ?? null
  }

  private head() {
    return this.message.head(this.reader)
  }
}

const addresses = (list: readonly Address[]) => list.map(({ address }) => address)
const some = (value: string | null) => (value === null || value === '' ? [] : [value])
