/** One session's mails: what MAIL, RCPT and DATA are answered, and what becomes of a payload. Knows no protocol library. */
import type { LintRule } from '../../contract/session.ts'
import { judgePayload, type Overflow, overflowReply } from './judge.ts'
import { DOT_LINE } from './payload-end.ts'
import { WirePayload } from './payload.ts'
import type { Recorder } from './recorder.ts'
import type { Reply } from './reply.ts'
import type { SmtpSettings } from './settings.ts'
import { Transaction } from './transaction.ts'

const notKept: Reply = { code: 451, enhanced: '4.3.0', text: 'The mail could not be kept; try again' }

export class MailDialogue {
  /** The transcript entry of the line or payload that is being answered: where its lints point to. */
  entry = 0

  private readonly recorder: Recorder
  private readonly settings: SmtpSettings
  private transaction: Transaction
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

  /** Forgets the transaction. */
  reset(): void {
    this.transaction = this.fresh()
    this.overflow = null
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

  /** The end of data has come: gives the reply, once the store has the mail or it is refused. */
  end(payload: WirePayload): Reply | Promise<Reply> {
    this.recorder.session.bytesIn += DOT_LINE
    const refused = this.judge(payload)
    if (refused !== null) return refused
    const id = this.deliver(payload)
    return typeof id === 'string' ? this.delivered(id) : id.then(this.delivered, () => notKept)
  }

  /** Gives the budget of an unfinished payload back. */
  release(): void {
    if (this.reserved > 0) this.settings.intake.reserve(-this.reserved)
    this.reserved = 0
  }

  /** Writes a lint down for what is being answered. */
  readonly note = (rule: LintRule, text: string, line: number | null = null): void =>
    this.recorder.lint(rule, text, this.entry, line)

  /** The refusal, or null when the mail is to be delivered. */
  private judge(payload: WirePayload): Reply | null {
    const { strict, limits } = this.settings
    const scan = payload.finish()
    const refused =
      this.overflow === null
        ? judgePayload(payload, scan, { strict, declares8Bit: this.transaction.declares8Bit }, this.note)
        : overflowReply(this.overflow, limits.messageSize)
    if (refused !== null) {
      payload.drop('refused')
      this.release()
    }
    return refused
  }

  /** Hands the mail to the store, together with the budget it holds. */
  private deliver(payload: WirePayload): string | Promise<string> {
    const { session, headway } = this.recorder
    const { transaction } = headway
    const { id, listener, remote, helo, auth, tls } = session
    const user = auth?.accepted === true ? auth.user : null
    this.reserved = 0
    return this.settings.intake.accept(
      {
        payload,
        envelope: this.transaction.envelope(),
        session: { id, transaction, listener, address: remote.address, helo, user, tls: tls?.protocol ?? null },
        faults: [],
      },
      this.recorder,
    )
  }

  private readonly delivered = (id: string): Reply => {
    this.recorder.deliver(id)
    return { code: 250, enhanced: '2.6.0', text: `OK, kept as ${id}` }
  }

  private fresh(): Transaction {
    const { strict, limits } = this.settings
    return new Transaction({ strict, messageSize: limits.messageSize, recipients: limits.recipients })
  }
}
