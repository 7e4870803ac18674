/** A place in a session as criteria see it: what is known of the mail by then, and nothing that comes later. */
import type { Delivery, SessionRecord } from '../../../contract/intake.ts'
import type { Address } from '../../../contract/message.ts'
import type { HeaderSummary, MailReader } from '../../../contract/reader.ts'
import type { FaultPlace } from '../../../contract/strike.ts'
import type { Facts, Field } from '../../../criteria/facts.ts'
import { inNoHeader } from '../blind.ts'
import { isKnown } from './reach.ts'

export class PlaceFacts implements Facts {
  readonly receivedAt = null
  private readonly place: FaultPlace
  private readonly record: SessionRecord
  private readonly reader: MailReader
  private made: Delivery | null = null
  private read: HeaderSummary | null = null

  constructor(place: FaultPlace, record: SessionRecord, reader: MailReader) {
    this.place = place
    this.record = record
    this.reader = reader
  }

  get size(): number | null {
    return this.delivery?.payload.rawSize ?? null
  }

  values(field: Field): readonly string[] | null {
    const { place } = this
    const { session } = this.record
    if (field !== 'inbox' && !isKnown(field, place.stage)) return null
    switch (field) {
      case 'to':
        return this.delivery === null
          ? place.to
          : [...place.to, ...addresses(this.head?.to), ...addresses(this.head?.cc)]
      case 'rcpt':
        return place.to
      case 'from':
        return this.delivery === null ? this.sender() : [...(this.sender() ?? []), ...addresses(this.head?.from)]
      case 'mailFrom':
        return this.sender()
      case 'user':
        return some(place.user)
      case 'helo':
        return some(session.helo)
      case 'tls':
        return some(session.tls?.protocol ?? null)
      case 'address':
        return [session.remote.address]
      case 'listener':
        return [session.listener]
      case 'session':
        return [session.id]
      case 'subject':
        return this.head && some(this.head.subject)
      case 'cc':
        return this.head && addresses(this.head.cc)
      case 'bcc':
        return this.head && inNoHeader(place.to, [...this.head.to, ...this.head.cc], () => this.header('bcc') ?? [])
      case 'replyTo':
        return this.head && addresses(this.head.replyTo)
      // Of the body nothing is read before the mail is accepted, and an inbox is unfolded to what it goes by.
      case 'text':
      case 'html':
      case 'body':
      case 'link':
      case 'code':
      case 'id':
      case 'inbox':
        return null
    }
  }

  names(): readonly string[] {
    return []
  }

  header(name: string): readonly string[] | null {
    const { delivery } = this
    return delivery === null ? null : this.reader.field(rawOf(delivery), name)
  }

  attachments(): null {
    return null
  }

  private get delivery(): Delivery | null {
    if (this.place.stage !== 'end' || this.place.delivery === null) return null
    return (this.made ??= this.place.delivery())
  }

  private get head(): HeaderSummary | null {
    const { delivery } = this
    if (delivery !== null) this.read ??= this.reader.header(rawOf(delivery))
    return this.read
  }

  /** None is the null sender; null where no MAIL came. */
  private sender(): readonly string[] | null {
    const { from } = this.place
    return from === null ? null : some(from)
  }
}

const rawOf = ({ payload }: Delivery) => payload.raw() ?? new Uint8Array(0)
const addresses = (list: readonly Address[] = []) => list.map(({ address }) => address)
const some = (value: string | null) => (value === null || value === '' ? [] : [value])
