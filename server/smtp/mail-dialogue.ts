/** One session's mails: what MAIL, RCPT and DATA are answered, and what becomes of a payload. Knows no protocol library. */
import type { FaultRef, FaultReply } from '../../contract/fault.ts'
import type { Delivery } from '../../contract/intake.ts'
import type { LintRule } from '../../contract/session.ts'
import { judgePayload, type Overflow, overflowReply } from './judge.ts'
import { DOT_LINE } from './payload-end.ts'
import { WirePayload } from './payload.ts'
import type { Recorder } from './recorder.ts'
import type { Reply } from './reply.ts'
import type { SmtpSettings } from './settings.ts'
import { Transaction } from './transaction.ts'

/** The part of a transaction that a rule may know. */
export interface Known {
  readonly from: string | null
  /** The accepted recipients. */
  readonly to: readonly string[]
}

const nobody: Known = { from: null, to: [] }
const none: readonly FaultRef[] = []
const kept = (id: string): Reply => ({ code: 250, enhanced: '2.6.0', text: `OK, kept as ${id}` })
const notKept: Reply = { code: 451, enhanced: '4.3.0', text: 'The mail could not be kept; try again' }

export class MailDialogue {
  /** The transcript entry of the line or payload that is being answered: where its lints point to. */
  entry = 0
  /** Rules that have struck the transaction. */
  readonly faults: FaultRef[] = []

  private readonly recorder: Recorder
  private readonly settings: SmtpSettings
  private transaction: Transaction
  private last: Transaction | null = null
  private overflow: Overflow | null = null
  /** Bytes of the budget that the arriving payload holds. */
  private reserved = 0

  constructor(recorder: Recorder, settings: SmtpSettings) {
    this.recorder = recorder
    this.settings = settings
    this.transaction = this.fresh()
  }

  get inTransaction(): boolean {
    return this.transaction.open
  }

  /** MAIL FROM of the transaction under way. */
  get sender(): string | null {
    return this.transaction.sender
  }

  /** What a rule may know of the transaction under way, or between mails of the last one. */
  get known(): Known {
    return (this.transaction.open ? this.transaction : this.last)?.known ?? nobody
  }

  /** Forgets the transaction. */
  reset(): void {
    if (this.transaction.open) this.last = this.transaction
    this.forgetFaults()
    this.transaction = this.fresh()
    this.overflow = null
  }

  /** A new transaction begins, which no rule has struck. */
  forgetFaults(): void {
    // Asked first: setting a length costs as much as a reply.
    if (this.faults.length > 0) this.faults.length = 0
  }

  mail(line: Buffer, secure: boolean): Reply {
    const reply = this.transaction.mail(line, secure, this.note)
    if (reply.code < 300) this.recorder.headway.reach('mail')
    return reply
  }

  rcpt(line: Buffer, secure: boolean): Reply {
    const reply = this.transaction.rcpt(line, secure, this.note)
    const { recipients } = this.recorder.session
    if (reply.code < 300) {
      recipients.accepted += 1
      this.recorder.headway.reach('rcpt')
    } else if (this.transaction.open) recipients.refused += 1
    return reply
  }

  /** A fault refuses a recipient. */
  refuseRcpt(line: Buffer, { code, enhanced, text }: FaultReply): void {
    this.transaction.refuse(line, code, enhanced === null ? text : `${enhanced} ${text}`)
    this.recorder.session.recipients.refused += 1
  }

  /** The refusal of a DATA, or null when the mail may come. */
  data(line: Buffer): Reply | null {
    if (line.toString('latin1').trim().length > 4)
      return { code: 501, enhanced: '5.5.4', text: 'DATA takes no argument' }
    if (!this.transaction.open) return { code: 503, enhanced: '5.5.1', text: 'MAIL FROM has to come first' }
    if (!this.transaction.hasRecipients) return { code: 503, enhanced: '5.5.1', text: 'No recipient was accepted' }
    return null
  }

  /** A payload begins to arrive. */
  begin(readAt: number): WirePayload {
    const payload = new WirePayload()
    this.recorder.carry(payload, readAt)
    this.entry = this.recorder.transcript.length - 1
    return payload
  }

  /** Takes bytes of the payload; past a limit they are counted and let go. */
  take(payload: WirePayload, bytes: Buffer): void {
    payload.add(bytes)
    this.recorder.session.bytesIn += bytes.length
    if (!payload.held) return
    if (payload.rawSize > this.settings.limits.messageSize) this.overflow = 'too large'
    else if (!this.settings.intake.reserve(bytes.length)) this.overflow = 'no memory'
    else this.reserved += bytes.length
    if (this.overflow !== null) {
      payload.drop('refused')
      this.release()
    }
  }

  /** The end of data has come. Gives the refusal, or null when the mail is to be kept. */
  judge(payload: WirePayload): Reply | null {
    this.recorder.session.bytesIn += DOT_LINE
    const { strict, limits } = this.settings
    const scan = payload.finish()
    const refused =
      this.overflow === null
        ? judgePayload(payload, scan, { strict, declares8Bit: this.transaction.declares8Bit }, this.note)
        : overflowReply(this.overflow, limits.messageSize)
    if (refused !== null) this.refuse(payload)
    return refused
  }

  /** The mail is not wanted: it is let go. */
  refuse(payload: WirePayload): void {
    payload.drop('refused')
    this.release()
  }

  /** Hands the mail to the store, together with the budget it holds: the reply, once it is kept. */
  keep(payload: WirePayload): Reply | Promise<Reply> {
    const id = this.store(payload)
    return typeof id === 'string' ? kept(id) : id.then(kept, () => notKept)
  }

  /** The same, and gives the id that the mail got. */
  store(payload: WirePayload): string | Promise<string> {
    const delivery = this.delivery(payload)
    this.reserved = 0
    const id = this.settings.intake.accept(delivery, this.recorder)
    if (typeof id !== 'string') return id.then(this.stored)
    return this.stored(id)
  }

  /** The mail as the store gets it. */
  delivery(payload: WirePayload): Delivery {
    const { session, headway } = this.recorder
    const { transaction } = headway
    const { id, listener, remote, helo, auth, tls } = session
    const user = auth?.accepted === true ? auth.user : null
    return {
      payload,
      envelope: this.transaction.envelope(),
      session: { id, transaction, listener, address: remote.address, helo, user, tls: tls?.protocol ?? null },
      faults: this.faults.length === 0 ? none : [...this.faults],
    }
  }

  /** Gives the budget of an unfinished payload back. */
  release(): void {
    if (this.reserved > 0) this.settings.intake.reserve(-this.reserved)
    this.reserved = 0
  }

  /** Writes a lint down for what is being answered. */
  readonly note = (rule: LintRule, text: string, line: number | null = null): void =>
    this.recorder.lint(rule, text, this.entry, line)

  private readonly stored = (id: string): string => {
    this.recorder.deliver(id)
    return id
  }

  private fresh(): Transaction {
    const { strict, limits } = this.settings
    return new Transaction({ strict, messageSize: limits.messageSize, recipients: limits.recipients })
  }
}
