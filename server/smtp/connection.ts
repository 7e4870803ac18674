/**
 * One connection. The library speaks the protocol: dispatch, SASL, TLS, replies. What it would normalise or lose on the
 * way to its callbacks is taken from the wire instead: lines, payloads, paths, parameters.
 *
 * This file and server.ts are the two that know smtp-server, one for each of its classes. Some members used here are
 * private by their names, though declared: the version is pinned, and the conformance tests fail when one moves.
 */
import type net from 'node:net'
import type tls from 'node:tls'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { chunkSize, judgeLine, type LineRules, tooLong, verbOf, waitsForReply, withoutLineEnd } from './command-line.ts'
import { Framing, type FramingEvents } from './framing.ts'
import { HeldReplies } from './held-replies.ts'
import { MailDialogue } from './mail-dialogue.ts'
import { overhear } from './overhear.ts'
import type { WirePayload } from './payload.ts'
import type { Recorder } from './recorder.ts'
import type { Reply } from './reply.ts'
import type { RecordingServer } from './server.ts'
import { limitHandshake, negotiated, TLS_HELLO } from './tls-handshake.ts'
import { misdirected, tlsFailure } from './tls-reasons.ts'
import { TimeLimits } from './time-limits.ts'

/** What strict waits before it greets: long enough to catch a client that does not (RFC 5321, 3.1). */
const STRICT_GREETING_DELAY = 100
/** Verbs that smtp-server answers for fun. */
export const jokes = ['WIZ', 'SHELL', 'KILL']
/** Stands before an enhanced code of ours where smtp-server also passes a client's word, which has no space in it. */
const OURS = ' '

const authInside: Reply = { code: 503, enhanced: '5.5.1', text: 'AUTH has no place inside a transaction' }
const notOffered = (verb: string): Reply => ({ code: 502, enhanced: '5.5.1', text: `${verb} is not offered here` })

type Next = () => void

export class RecordingConnection extends SMTPConnection {
  readonly recorder: Recorder
  declare readonly _server: RecordingServer
  // Declared only: smtp-server's constructor makes the first one, before fields are initialised.
  declare private framing: Framing
  private readonly mails: MailDialogue
  private readonly lineRules: LineRules
  private readonly times: TimeLimits
  private readonly heldReplies = new HeldReplies()
  private readonly heard: net.Socket = this._socket

  constructor(server: RecordingServer, socket: net.Socket, options: SMTPConnectionOptions, recorder: Recorder) {
    super(server, socket, options)
    this.recorder = recorder
    this.mails = new MailDialogue(recorder, server.settings)
    this.lineRules = { strict: server.settings.strict, note: this.mails.note }
    this.times = new TimeLimits(server.settings.limits, (text) => this.timeUp(text))
    this._maxAllowedUnauthenticatedCommands = false
    server.bySession.set(this.session, this)
    overhear(socket, recorder)
  }

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

  override _createParser(): SMTPStream {
    const { strict, limits } = this._server.settings
    // Strict lets early bytes through to smtp-server, which refuses them.
    const held = this.framing === undefined && !strict
    this.framing = new Framing(this.events(), limits.commandLine, held)
    return this.framing as unknown as SMTPStream
  }

  private events(): FramingEvents {
    return {
      line: (line, cut, more, next) => this.takeLine(line, cut, more, next),
      lineBegun: () => this.times.lineBegun(),
      lineEnded: () => this.times.lineEnded(),
      dropped: (bytes) => this.recorder.lose(bytes),
      payload: (payload, bytes) => this.mails.take(payload, bytes),
      payloadEnd: (payload, next) => this.endPayload(payload, next),
      leftover: (bytes, readAt) => this.takeLeftover(bytes, readAt),
      end: () => this.clientEnded(),
    }
  }

  private takeLine(line: Buffer, cut: boolean, more: boolean, next: Next): void {
    const text = withoutLineEnd(line)
    const verb = this._nextHandler === false ? verbOf(text) : null
    this.mails.entry = this.recorder.line(line, verb, this.framing.readAt)
    this.heldReplies.answering(verb, more, this._socket)
    // Whatever the answer to it: its bytes are not to be read as commands.
    if (verb === 'BDAT') this.framing.skip(chunkSize(text))
    const early = more && verb !== null && waitsForReply(verb, this.openingCommand)
    const refused = cut ? tooLong : judgeLine(line, text, verb, early, this.lineRules)
    if (refused === null) {
      this._onCommand(text, next)
      return
    }
    // The answer to a challenge that is refused ends the login.
    this._nextHandler = false
    this.answer(refused)
    this._whenWritable(next)
  }

  private endPayload(payload: WirePayload, next: Next): void {
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

  private takeLeftover(bytes: Buffer, readAt: number): void {
    this.recorder.garbage(bytes, readAt)
    if (bytes[0] !== TLS_HELLO || this._closing || this._upgrading) return
    this.recorder.ending('tls')
    this.recorder.explain(misdirected.tlsOnPlain)
    this.answer({ code: 421, enhanced: '4.7.0', text: 'This port does not begin with TLS' })
  }

  private clientEnded(): void {
    this.recorder.ending('client')
    this.close()
  }

  /** Sends a reply of our own. */
  private answer({ code, enhanced, text }: Reply): void {
    this.send(code, text, OURS + enhanced)
  }

  /** Answers a command; the next may be served. */
  private answerAndGoOn(reply: Reply, next: Next): void {
    this.answer(reply)
    next()
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (code === 421) this.recorder.ending('server')
    super.send(code, data, context)
  }

  override _getEnhancedStatusCode(code: number, context?: string | false): string {
    if (typeof context === 'string' && context.startsWith(OURS)) return context.slice(OURS.length)
    if (code === 538) return '5.7.11'
    // Here the context is what the client sent, which may be one of the library's names for a code.
    const clientsWord = context !== false && (code === 500 || code === 421)
    return super._getEnhancedStatusCode(code, clientsWord ? undefined : context)
  }

  private timeUp(text: string): void {
    this.recorder.ending('timeout')
    this.answer({ code: 421, enhanced: '4.4.2', text })
  }

  override _onTimeout(): void {
    if (!this._closing && !this._handlerPending) this.recorder.ending('timeout')
    super._onTimeout()
  }

  override _onError(error: Error & { code?: string }): void {
    if (this._upgrading) this.recorder.tlsFailed(tlsFailure(error))
    else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') this.recorder.ending('reset')
    super._onError(error)
  }

  override close(): void {
    const first = !this._closing
    super.close()
    // What still comes is answered by nobody and recorded all the same.
    if (first && !this._upgrading)
      this._socket.on('data', (bytes: Buffer) => this.recorder.garbage(bytes, performance.now()))
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

  override _onClose(): void {
    this.framing.abandon()
    this.times.end()
    this.mails.release()
    super._onClose()
    this.recorder.close()
  }

  override _resetSession(): void {
    super._resetSession()
    this.mails.reset()
    this.times.end()
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

  /** During an upgrade smtp-server arms the new socket here: that is the one to destroy, never the one below it. */
  override _armTimeout(socket?: net.Socket): void {
    super._armTimeout(socket)
    if (socket === undefined || !this._upgrading) return
    limitHandshake(socket as tls.TLSSocket, this._server.settings.limits.handshake)
  }

  /** TLS is up: from this tick on the encrypted socket is listened to. */
  secured(socket: tls.TLSSocket): void {
    this.recorder.upgraded(negotiated(socket))
    if (socket !== this.heard) overhear(socket, this.recorder)
  }

  authenticated(mechanism: string, user: string, accepted: boolean): void {
    this.recorder.session.auth = { mechanism, user, accepted }
  }
}
