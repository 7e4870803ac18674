/** One connection's conversation: the greeting, what each command does, the end of a mail, and the goodbye. */
import type { WirePayload } from './payload.ts'
import type { Reply } from './reply.ts'
import { WireConnection, type Next } from './wire-connection.ts'

/** What strict waits before it greets: long enough to catch a client that does not (RFC 5321, 3.1). */
const STRICT_GREETING_DELAY = 100
/** Verbs that smtp-server answers for fun. */
export const jokes = ['WIZ', 'SHELL', 'KILL']

const authInside: Reply = { code: 503, enhanced: '5.5.1', text: 'AUTH has no place inside a transaction' }
const notOffered = (verb: string): Reply => ({ code: 502, enhanced: '5.5.1', text: `${verb} is not offered here` })

export class RecordingConnection extends WireConnection {
  override init(): void {
    const { gate, settings } = this._server
    this._setListeners(() => {
      if (gate.open > settings.limits.connections) {
        const text = `There are more than ${settings.limits.connections} connections`
        this.answer({ code: 421, enhanced: '4.3.2', text })
        return
      }
      // smtp-server waits 100 ms here to catch early talkers; the bytes that are there by now show them too.
      const greet = () => this.connectionReady()
      if (settings.strict) setTimeout(greet, STRICT_GREETING_DELAY).unref()
      else setImmediate(greet)
    })
  }

  override _sendGreeting(): void {
    if (this.framing.waiting) {
      this.recorder.lint(
        'early-talker',
        'The client spoke before the greeting (RFC 5321, 3.1).',
        this.recorder.transcript.length + 1,
      )
    }
    super._sendGreeting()
    this.framing.open()
  }

  override handler_MAIL(command: Buffer, next: Next): void {
    const reply = this.mails.mail(command, this.secure)
    if (reply.code < 300) this.times.transactionBegun()
    this.answerAndGoOn(reply, next)
  }

  override handler_RCPT(command: Buffer, next: Next): void {
    this.answerAndGoOn(this.mails.rcpt(command, this.secure), next)
  }

  override handler_DATA(command: Buffer, next: Next): void {
    const refused = this.mails.data(command)
    if (refused !== null) {
      this.answerAndGoOn(refused, next)
      return
    }
    this.send(354, 'End the mail with <CR><LF>.<CR><LF>')
    this.framing.receive(this.mails.begin(this.framing.nextReadAt))
    next()
  }

  override handler_EHLO(command: Buffer, next: Next): void {
    // AUTH that would be refused until STARTTLS is not offered before it (RFC 4954, 4).
    const { tls, auth, authPlaintext } = this._server.role
    const hidden = !this.secure && tls === 'starttls' && auth === 'required' && !authPlaintext
    if (hidden) this.session.disabledCommands = ['AUTH', ...jokes]
    this.greeted(command, () => super.handler_EHLO(command, next))
    delete this.session.disabledCommands
  }

  override handler_HELO(command: Buffer, next: Next): void {
    this.greeted(command, () => super.handler_HELO(command, next))
  }

  private greeted(command: Buffer, hello: () => void): void {
    const before = this.hostNameAppearsAs
    this.hostNameAppearsAs = false
    hello()
    if (this.hostNameAppearsAs === false) {
      this.hostNameAppearsAs = before
      return
    }
    this.recorder.hello(command.toString('utf8').trim().split(/\s+/)[1] ?? null)
  }

  override handler_RSET(command: Buffer, next: Next): void {
    super.handler_RSET(command, next)
    this.recorder.headway.settle()
  }

  override handler_QUIT(command: Buffer, next: Next): void {
    this.recorder.ending('quit')
    super.handler_QUIT(command, next)
  }

  override handler_AUTH(command: Buffer, next: Next): void {
    if (this.mails.inTransaction) this.answerAndGoOn(authInside, next)
    else super.handler_AUTH(command, next)
  }

  override handler_STARTTLS(command: Buffer, next: Next): void {
    if (this._server.role.tls === 'none') this.answerAndGoOn(notOffered('STARTTLS'), next)
    else super.handler_STARTTLS(command, next)
  }

  handler_EXPN(_command: Buffer, next: Next): void {
    this.answerAndGoOn(notOffered('EXPN'), next)
  }

  /** Not offered (RFC 3030); its bytes are swallowed all the same, so that a mail is never read as commands. */
  handler_BDAT(_command: Buffer, next: Next): void {
    this.answerAndGoOn(notOffered('BDAT'), next)
  }

  protected override endPayload(payload: WirePayload, next: Next): void {
    const reply = this.mails.end(payload)
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

  authenticated(mechanism: string, user: string, accepted: boolean): void {
    this.recorder.session.auth = { mechanism, user, accepted }
  }

  /** The server ends: at once, unless the end of a mail or the store is waited for. */
  shutDown(): void {
    if (this.framing.receiving || this._handlerPending) return
    this.answer({ code: 421, enhanced: '4.3.2', text: 'The server is shutting down' })
    this.cutOff()
  }

  /** Closes as soon as what is written is out. */
  cutOff(): void {
    this.close()
    this._socket.destroySoon()
  }
}
