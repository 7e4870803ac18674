/** How one connection's conversation begins: the greeting, hello, STARTTLS and the login. */
import { FaultyConnection } from './faulty-connection.ts'
import type { Reply } from './reply.ts'
import type { Next } from './wire-connection.ts'

/** What strict waits before it greets: long enough to catch a client that does not (RFC 5321, 3.1). */
const STRICT_GREETING_DELAY = 100
/** Verbs that smtp-server answers for fun. */
export const jokes = ['WIZ', 'SHELL', 'KILL']

const authInside: Reply = { code: 503, enhanced: '5.5.1', text: 'AUTH has no place inside a transaction' }
export const notOffered = (verb: string): Reply => ({
  code: 502,
  enhanced: '5.5.1',
  text: `${verb} is not offered here`,
})

export abstract class OpeningConnection extends FaultyConnection {
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
    const greet = () => {
      super._sendGreeting()
      this.framing.open()
    }
    // With TLS from the first byte it was asked before the handshake.
    const strike =
      this._server.role.tls === 'implicit'
        ? this._server.struckAtConnect(this.recorder)
        : this.misbehaviour.noted('connect', () => this.knownBefore())
    if (strike === null) greet()
    // A server that refuses whoever comes waits for nothing more (RFC 5321, 3.1).
    else
      this.misbehaviour.act(strike, {
        serve: greet,
        goOn: () => (strike.reply === null ? this.framing.open() : this.close()),
      })
  }

  override handler_EHLO(command: Buffer, next: Next): void {
    const serve = () => {
      // AUTH that would be refused until STARTTLS is not offered before it (RFC 4954, 4).
      const { tls, auth, authPlaintext } = this._server.role
      const hidden = !this.secure && tls === 'starttls' && auth === 'required' && !authPlaintext
      if (hidden) this.session.disabledCommands = ['AUTH', ...jokes]
      this.greeted(command, () => super.handler_EHLO(command, next))
      delete this.session.disabledCommands
    }
    this.misbehaviour.meet('ehlo', () => this.knownBefore(), { serve, goOn: next })
  }

  override handler_HELO(command: Buffer, next: Next): void {
    const serve = () => this.greeted(command, () => super.handler_HELO(command, next))
    this.misbehaviour.meet('ehlo', () => this.knownBefore(), { serve, goOn: next })
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

  override handler_AUTH(command: Buffer, next: Next): void {
    if (this.mails.inTransaction) this.answerAndGoOn(authInside, next)
    else super.handler_AUTH(command, next)
  }

  override handler_STARTTLS(command: Buffer, next: Next): void {
    if (this._server.role.tls === 'none') return this.answerAndGoOn(notOffered('STARTTLS'), next)
    const isPlain = !this.secure && command.toString().trim().length === 'STARTTLS'.length
    // What is refused anyway is no business of a fault.
    if (!isPlain) return super.handler_STARTTLS(command, next)
    const serve = () => {
      if (!this.breakHandshake(next)) super.handler_STARTTLS(command, next)
    }
    this.misbehaviour.meet('starttls', () => this.knownBefore(), { serve, goOn: next })
  }

  /** Judges a login: `verdict` is told whether it is good. */
  authenticate(mechanism: string, user: string, isGood: boolean, verdict: (accepted: boolean) => void): void {
    // Whose attempt it is has to be known also of one that never gets an answer.
    this.recorder.session.auth = { mechanism, user, accepted: false }
    const told = (accepted: boolean) => {
      this.recorder.session.auth = { mechanism, user, accepted }
      verdict(accepted)
    }
    const goOn = () => {
      this.mute()
      verdict(false)
    }
    this.misbehaviour.meet('auth', () => ({ ...this.knownBefore(), user }), { serve: () => told(isGood), goOn })
  }
}
