/** A captured message in the hands of a test. */
import type * as Wire from '../contract/message.ts'
import { MailError, NothingToPickError } from './errors.ts'
import { type MailAttempts, withDates } from './mail-attempts.ts'
import { pickCode, pickLink, type Picked } from './pick.ts'
import { readable } from './readable.ts'
import { placeholders } from './redact.ts'
import type { Attachment, Message, SnapshotOptions } from './sink.ts'
import type { Transport } from './transport.ts'

export function createMessage(wire: Wire.Message, transport: Transport): Message {
  return new CapturedMessage(wire, transport)
}

class CapturedMessage implements Message {
  readonly id: string
  readonly seq: number
  readonly receivedAt: Date
  readonly viewUrl: string | null
  readonly rawUrl: string | null
  readonly size: number
  readonly envelope: Message['envelope']
  readonly from: Wire.Address[]
  readonly to: Wire.Address[]
  readonly cc: Wire.Address[]
  readonly bcc: Wire.Address[]
  readonly replyTo: Wire.Address[]
  readonly subject: string
  readonly text: string | null
  readonly html: string | null
  readonly headers: [string, string][]
  readonly links: Wire.Link[]
  readonly codes: Wire.Code[]
  readonly attachments: Attachment[]
  readonly parseError: string | null
  readonly inbox: string | null
  // Private by the language, so that a runner that prints a message does not print the way to the sink.
  readonly #transport: Transport

  constructor(wire: Wire.Message, transport: Transport) {
    const { session, envelope, headers, attachments } = wire
    const url = transport.http?.url
    const path = encodeURIComponent(wire.id)
    this.#transport = transport
    this.id = wire.id
    this.seq = wire.seq
    this.receivedAt = new Date(wire.receivedAt)
    this.viewUrl = url === undefined ? null : `${url}messages/${path}`
    this.rawUrl = url === undefined ? null : `${url}api/messages/${path}/raw`
    this.size = wire.size
    this.envelope = {
      ...envelope,
      user: session.user,
      helo: session.helo,
      address: session.address,
      tls: session.tls,
      sessionId: session.id,
    }
    this.from = wire.from
    this.to = wire.to
    this.cc = wire.cc
    this.bcc = wire.bcc
    this.replyTo = wire.replyTo
    this.subject = wire.subject
    this.text = wire.text
    this.html = wire.html
    this.headers = headers.map(({ name, value }) => [name, value])
    this.links = wire.links
    this.codes = wire.codes
    this.attachments = attachments.map((attachment) => ({ ...attachment, content: () => this.#content(attachment) }))
    this.parseError = wire.parseError
    this.inbox = wire.inbox
  }

  header(name: string): string | undefined {
    const wanted = name.toLowerCase()
    return this.headers.find(([field]) => field.toLowerCase() === wanted)?.[1]
  }

  link(match?: string | RegExp, options: { in?: 'href' | 'text' } = {}): Wire.Link {
    return this.#the(pickLink(this.links, match ?? null, options.in ?? 'either'))
  }

  code(options: { pattern?: RegExp; digits?: number } = {}): string {
    const text = [this.subject, this.text ?? '', this.html === null ? '' : readable(this.html)].join('\n')
    return this.#the(pickCode({ codes: this.codes, text }, options))
  }

  async raw(): Promise<Uint8Array> {
    return (await this.#transport.raw(this.id)) ?? this.#gone()
  }

  async snapshot({ headers, redact = [], html = 'normalized' }: SnapshotOptions = {}): Promise<string> {
    const form = { headers: headers ?? null, html: html === false ? ('none' as const) : html }
    return placeholders((await this.#transport.snapshot(this.id, form)) ?? this.#gone(), redact)
  }

  async transcript(): Promise<string> {
    return (await this.#transport.transcript(this.id)) ?? this.#gone()
  }

  async attempts(): Promise<MailAttempts> {
    return withDates((await this.#transport.attemptsOf(this.id)) ?? this.#gone())
  }

  async #content({ part }: Wire.Attachment): Promise<Uint8Array> {
    return (await this.#transport.part(this.id, part)) ?? this.#gone()
  }

  #the<T>(picked: Picked<T>): T {
    if (picked.kind === 'one') return picked.value
    const where = this.viewUrl === null ? '' : `\nLook at it: ${this.viewUrl}`
    throw new NothingToPickError(`"${this.subject}": ${picked.message}${where}`)
  }

  #gone(): never {
    throw new MailError(
      `The message "${this.subject}" (${this.id}) is not there any more: it was deleted, its inbox was closed, or a limit ` +
        'dropped it. Ask for its content before that.',
    )
  }
}
