/** How far a session has come: its progress is read off it, and the reason for a refusal or an early end. */
import type { Progress } from '../../contract/intake.ts'
import type { Session } from '../../contract/session.ts'
import type { WirePayload } from './payload.ts'
import type { Stage } from './reasons.ts'

const stages: readonly Stage[] = ['connected', 'hello', 'mail', 'rcpt', 'data']

export class Headway {
  stage: Stage = 'connected'
  /** The verb that the client sent last, or null when it has said nothing. */
  verb: string | null = null
  /** Whether anything but NOOP and QUIT was said. */
  spoke = false
  /** Whether a mail of the session is in the store. */
  delivered = false
  /** The number of the transaction that runs or comes next, from 1. */
  transaction = 1
  inTransaction = false
  /** What the transaction carries, from its 354 to its last reply. */
  payload: WirePayload | null = null
  private mailAt = 0

  command(verb: string, readAt: number): void {
    this.verb = verb
    if (verb === 'MAIL') {
      if (!this.inTransaction) this.mailAt = readAt
      this.inTransaction = true
    }
    if (verb !== 'NOOP' && verb !== 'QUIT') this.spoke = true
  }

  reach(stage: Stage): void {
    if (stages.indexOf(stage) > stages.indexOf(this.stage)) this.stage = stage
  }

  /** A payload begins to arrive. */
  carry(payload: WirePayload): void {
    this.payload = payload
    this.reach('data')
  }

  /** The transaction is over, one way or the other, and its last reply is out. */
  settle(): void {
    this.payload = null
    if (this.inTransaction) this.transaction += 1
    this.inTransaction = false
    if (this.stage !== 'connected') this.stage = 'hello'
  }

  /** The client begins again, on a line that is encrypted now. */
  restart(): void {
    this.settle()
    this.stage = 'connected'
    this.verb = null
  }

  /** What came of a session that is over. */
  outcome({ reason, ended, faults }: Session, isSecure: boolean): Session['outcome'] {
    if (this.delivered) return reason === null && this.stage !== 'data' ? 'delivered' : 'partial'
    const isMore = this.spoke || reason !== null || ended === 'tls' || isSecure || faults.length > 0
    return isMore ? 'nothing' : 'probe'
  }

  /** Both times are of the monotonic clock. */
  progress(openedAt: number, saidAt: number): Progress {
    const stage =
      this.payload !== null ? 'data' : this.inTransaction ? 'envelope' : this.verb === null ? 'connecting' : 'idle'
    return {
      stage,
      transaction: Math.max(1, this.transaction - (this.inTransaction ? 0 : 1)),
      since: performance.timeOrigin + (this.inTransaction ? this.mailAt : openedAt),
      saidAt: performance.timeOrigin + saidAt,
      bytes: this.payload?.size ?? 0,
    }
  }
}
