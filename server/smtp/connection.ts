/** One connection's conversation once it has begun: its mails, the end of each, and the goodbye. */
import { type Course, serves } from './faults/misbehaviour.ts'
import { notOffered, OpeningConnection } from './opening-connection.ts'
import { parsePath } from './path.ts'
import type { WirePayload } from './payload.ts'
import type { Reply } from './reply.ts'
import type { Next } from './wire-connection.ts'

export class RecordingConnection extends OpeningConnection {
  override handler_MAIL(command: Buffer, next: Next): void {
    if (!this.mails.inTransaction) this.mails.forgetFaults()
    if (this.misbehaviour.sleeps('mail')) return this.serveMail(command, next)
    const known = () => {
      const path = parsePath(command, 'MAIL FROM')
      return 'error' in path ? null : this.knownOf(path.address, [])
    }
    this.misbehaviour.meet('mail', known, { serve: () => this.serveMail(command, next), goOn: next })
  }

  private serveMail(command: Buffer, next: Next): void {
    const reply = this.mails.mail(command, this.secure)
    if (reply.code < 300) this.times.transactionBegun()
    this.answerAndGoOn(reply, next)
  }

  override handler_RCPT(command: Buffer, next: Next): void {
    if (this.misbehaviour.sleeps('rcpt')) return this.serveRcpt(command, next)
    const known = () => {
      const path = parsePath(command, 'RCPT TO')
      return 'error' in path || !this.mails.inTransaction ? null : this.knownOf(this.mails.sender, [path.address])
    }
    const refused: Course['refused'] = (reply) => this.mails.refuseRcpt(command, reply)
    this.misbehaviour.meet('rcpt', known, { serve: () => this.serveRcpt(command, next), goOn: next, refused })
  }

  private serveRcpt(command: Buffer, next: Next): void {
    this.answerAndGoOn(this.mails.rcpt(command, this.secure), next)
  }

  override handler_DATA(command: Buffer, next: Next): void {
    const refused = this.mails.data(command)
    if (refused !== null) return this.answerAndGoOn(refused, next)
    if (this.misbehaviour.sleeps('data')) return this.takeMail(next)
    this.misbehaviour.meet('data', () => this.known(), { serve: () => this.takeMail(next), goOn: next })
  }

  private takeMail(next: Next): void {
    this.send(354, 'End the mail with <CR><LF>.<CR><LF>')
    this.framing.receive(this.mails.begin(this.framing.nextReadAt))
    if (!this.misbehaviour.sleeps('payload')) this.meetPayload()
    next()
  }

  override handler_RSET(command: Buffer, next: Next): void {
    super.handler_RSET(command, next)
    this.recorder.headway.settle()
  }

  override handler_QUIT(command: Buffer, next: Next): void {
    const serve = () => {
      this.recorder.ending('quit')
      super.handler_QUIT(command, next)
    }
    const goOn = () => {
      // Whatever it is told: the client has said that it leaves.
      if (!this.isStalled) {
        this.recorder.ending('quit')
        this.close()
      }
      next()
    }
    this.misbehaviour.meet('quit', () => this.known(), { serve, goOn })
  }

  handler_EXPN(_command: Buffer, next: Next): void {
    this.answerAndGoOn(notOffered('EXPN'), next)
  }

  /** Not offered (RFC 3030); its bytes are swallowed all the same, so that a mail is never read as commands. */
  handler_BDAT(_command: Buffer, next: Next): void {
    this.answerAndGoOn(notOffered('BDAT'), next)
  }

  protected override endPayload(payload: WirePayload, next: Next): void {
    // Cut off, it has no end, even where that came in the same chunk.
    const refused = this.isDropped ? null : this.mails.judge(payload)
    if (this.isStalled || this.isDropped) {
      this.mails.refuse(payload)
      next()
      return
    }
    if (refused !== null) return this.endTransaction(refused, next)
    if (this.misbehaviour.sleeps('end')) return this.keep(payload, next)
    const strike = this.misbehaviour.ask('end', () => this.known(() => this.mails.delivery(payload)))
    if (strike === null) return this.keep(payload, next)
    const course: Course = {
      serve: () => this.keep(payload, next),
      goOn: () => (this.isStalled ? next() : this.settle(next)),
    }
    const act = (message: string | null) => {
      this.misbehaviour.note(strike, message)
      this.misbehaviour.act(strike, course)
    }
    if (serves(strike)) return act(null)
    if (!strike.store) {
      this.mails.refuse(payload)
      return act(null)
    }
    const message = this.mails.store(payload)
    if (typeof message === 'string') act(message)
    else void message.then(act, () => act(null))
  }

  private keep(payload: WirePayload, next: Next): void {
    const reply = this.mails.keep(payload)
    if (!(reply instanceof Promise)) {
      this.endTransaction(reply, next)
      return
    }
    // Keeps the idle timer from cutting off a client that waits for us.
    this._handlerPending = true
    void reply
      .then((known) => this.endTransaction(known, next))
      .finally(() => {
        this._handlerPending = false
      })
  }

  private endTransaction(reply: Reply, next: Next): void {
    this.answer(reply)
    this.settle(next)
  }

  private settle(next: Next): void {
    this._transactionCounter += 1
    this._unrecognizedCommands = 0
    this._resetSession()
    this.recorder.headway.settle()
    if (this._server.draining) this.shutDown()
    this._whenWritable(next)
  }

  override _resetSession(): void {
    super._resetSession()
    this.mails.reset()
    this.times.end()
  }

  /** The server ends: at once, unless the end of a mail or the store is waited for. */
  shutDown(): void {
    if (this.isHeldUp || this.isSlow) return this.cutOff()
    if (this.framing.receiving || this._handlerPending) return
    this.answer({ code: 421, enhanced: '4.3.2', text: 'The server is shutting down' })
    this.cutOff()
  }

  /** Closes as soon as what is written is out; what a fault holds back is not waited for. */
  cutOff(): void {
    this.close()
    if (this.isHeldUp || this.isSlow) this._socket.destroy()
    else this._socket.destroySoon()
  }
}
