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
import { Framing, type FramingEvents } from './framing.ts'
import { MailDialogue } from './mail-dialogue.ts'
import { overhear } from './overhear.ts'
import type { Reply } from './parameters.ts'
import type { WirePayload } from './payload.ts'
import { misdirected, strictReplies, tlsFailure } from './reasons.ts'
import type { Recorder } from './recorder.ts'
import type { RecordingServer } from './server.ts'
import type { Gate, Role, SmtpSettings } from './settings.ts'
import { limitHandshake, TLS_HELLO } from './tls-handshake.ts'

/** What strict waits before it greets: long enough to catch a client that does not (RFC 5321, 3.1). */
const STRICT_GREETING_DELAY = 100
/** Verbs that smtp-server answers for fun. */
export const jokes = ['WIZ', 'SHELL', 'KILL']

/** Bytes of the line that ends a payload and belongs to none. */
const DOT_LINE = 3
/** Commands that have to wait for their reply before the next is sent (RFC 2920, 3.1). */
const lastOfGroup: ReadonlySet<string> = new Set(['EHLO', 'HELO', 'DATA'])
const tooLong: Reply = { code: 500, enhanced: '5.5.2', text: 'The command line is too long' }

type Next = () => void

export class RecordingConnection extends SMTPConnection {
  readonly recorder: Recorder
  private readonly settings: SmtpSettings
  private readonly role: Role
  private readonly gate: Gate
  // Declared only: smtp-server's constructor makes the first one, before fields are initialised.
  declare private framing: Framing
  private readonly mails: MailDialogue
  private transactionTimer: NodeJS.Timeout | null = null
  private lineTimer: NodeJS.Timeout | null = null

  constructor(server: RecordingServer, socket: net.Socket, options: SMTPConnectionOptions, recorder: Recorder) {
    super(server, socket, options)
    this.recorder = recorder
    this.settings = server.settings
    this.role = server.role
    this.gate = server.gate
    this.mails = new MailDialogue(recorder, server.settings)
    this._maxAllowedUnauthenticatedCommands = false
    server.bySession.set(this.session, this)
    overhear(socket, recorder)
  }

  override init(): void {
    this._setListeners(() => {
      if (this.gate.open > this.settings.limits.connections) {
        this.send(421, `There are more than ${this.settings.limits.connections} connections`, '4.3.2')
        return
      }
      // smtp-server waits 100 ms here to catch early talkers; the bytes that are there by now show them too.
      const greet = () => this.connectionReady()
      if (this.settings.strict) setTimeout(greet, STRICT_GREETING_DELAY).unref()
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
    const server = this._server as RecordingServer
    // Strict lets early bytes through to smtp-server, which refuses them.
    const held = this.framing === undefined && !server.settings.strict
    this.framing = new Framing(this.events(), server.settings.limits.commandLine, held)
    return this.framing as unknown as SMTPStream
  }

  private events(): FramingEvents {
    return {
      line: (line, cut, more, next) => this.takeLine(line, cut, more, next),
      openLine: (open) => this.watchLine(open),
      payload: (payload, bytes) => this.mails.take(payload, bytes),
      payloadEnd: (payload, next) => this.endPayload(payload, next),
      leftover: (bytes) => this.takeLeftover(bytes),
      end: () => this.clientEnded(),
    }
  }

  private takeLine(line: Buffer, cut: boolean, more: boolean, next: Next): void {
    const text = withoutLineEnd(line)
    const verb = this._nextHandler === false ? verbOf(text) : null
    this.mails.entry = this.recorder.line(line, verb, this.framing.readAt)
    const refused = cut ? tooLong : this.departure(line, verb, more)
    if (refused !== null) {
      this.answer(refused)
      next()
      return
    }
    this._onCommand(text, next)
  }

  /** Lints of the line as such; where strict, the reply instead. */
  private departure(line: Buffer, verb: string | null, more: boolean): Reply | null {
    const { strict } = this.settings
    if (line[line.length - 2] !== 13) {
      this.recorder.lint('bare-lf', 'A command ends in LF without CR (RFC 5321, 2.3.8).', this.mails.entry)
      if (strict) return strictReplies.bareLfCommand
    }
    if (more && verb !== null && verb !== 'QUIT' && (this.openingCommand !== 'EHLO' || lastOfGroup.has(verb))) {
      const text = `Something was sent behind ${verb} before its reply (RFC 2920, 3.1).`
      this.recorder.lint('early-pipelining', text, this.mails.entry)
      if (strict && verb !== 'DATA') return strictReplies.earlyPipelining
    }
    return null
  }

  /** A command line is cut off by the same time limit as silence, however slowly it drips. */
  private watchLine(open: boolean): void {
    if (this.lineTimer !== null) clearTimeout(this.lineTimer)
    this.lineTimer = open
      ? setTimeout(() => this.timeUp('A command took too long'), this.settings.limits.idle).unref()
      : null
  }

  private endPayload(payload: WirePayload, next: Next): void {
    this.recorder.session.bytesIn += DOT_LINE
    const refused = this.mails.judge(payload)
    if (refused !== null) {
      this.endTransaction(refused, next)
      return
    }
    const id = this.mails.deliver(payload)
    if (typeof id === 'string') this.delivered(id, next)
    else this.whenDelivered(id, next)
  }

  private delivered(id: string, next: Next): void {
    this.recorder.deliver(id)
    this.endTransaction({ code: 250, enhanced: '2.6.0', text: `OK, kept as ${id}` }, next)
  }

  private whenDelivered(id: Promise<string>, next: Next): void {
    // Keeps the idle timer from cutting off a client that waits for us.
    this._handlerPending = true
    id.then(
      (known) => this.delivered(known, next),
      () => this.endTransaction({ code: 451, enhanced: '4.3.0', text: 'The mail could not be kept; try again' }, next),
    ).finally(() => {
      this._handlerPending = false
    })
  }

  private endTransaction(reply: Reply, next: Next): void {
    this.answer(reply)
    this._transactionCounter += 1
    this._unrecognizedCommands = 0
    this._resetSession()
    this.recorder.settle()
    if ((this._server as RecordingServer).draining) this.shutDown()
    this._whenWritable(next)
  }

  private takeLeftover(bytes: Buffer): void {
    this.recorder.garbage(bytes, this.framing.readAt)
    if (bytes[0] !== TLS_HELLO || this._closing || this._upgrading) return
    this.recorder.ending('tls')
    this.recorder.explain(misdirected.tlsOnPlain)
    this.send(421, 'This port does not begin with TLS', '4.7.0')
  }

  private clientEnded(): void {
    this.recorder.ending('client')
    this.close()
  }

  /** Sends a reply of our own. */
  private answer({ code, enhanced, text }: Reply): void {
    this.send(code, text, enhanced)
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (code === 421) this.recorder.ending('server')
    super.send(code, data, context)
  }

  /** Beside the library's names for its own codes, a code itself. */
  override _getEnhancedStatusCode(code: number, context?: string | false): string {
    if (typeof context === 'string' && /^[245]\.\d/.test(context)) return context
    return code === 538 ? '5.7.11' : super._getEnhancedStatusCode(code, context)
  }

  private timeUp(text: string): void {
    this.recorder.ending('timeout')
    this.send(421, text, '4.4.2')
  }

  override _onTimeout(): void {
    if (!this._closing && !this._handlerPending) this.recorder.ending('timeout')
    super._onTimeout()
  }

  override _onError(error: Error & { code?: string }): void {
    if (this._upgrading) this.recorder.tlsFailed(tlsFailure({ code: error.code ?? '', message: error.message }))
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
    if (this.framing.receiving !== null || this._handlerPending) return
    this.send(421, 'The server is shutting down', '4.3.2')
    this.cutOff()
  }

  /** Closes as soon as what is written is out. */
  cutOff(): void {
    this.close()
    this._socket.destroySoon()
  }

  override _onClose(): void {
    this.framing.abandon()
    this.endTimers()
    this.mails.release()
    super._onClose()
    this.recorder.close()
  }

  private endTimers(): void {
    if (this.transactionTimer !== null) clearTimeout(this.transactionTimer)
    this.transactionTimer = null
    this.watchLine(false)
  }

  override _resetSession(): void {
    super._resetSession()
    this.mails.reset()
    this.endTimers()
  }

  override handler_MAIL(command: Buffer, next: Next): void {
    const reply = this.mails.mail(command, this.secure)
    if (reply.code < 300) {
      const timeUp = () => this.timeUp('The transaction took too long')
      this.transactionTimer = setTimeout(timeUp, this.settings.limits.transaction).unref()
    }
    this.answer(reply)
    next()
  }

  override handler_RCPT(command: Buffer, next: Next): void {
    this.answer(this.mails.rcpt(command, this.secure))
    next()
  }

  override handler_DATA(command: Buffer, next: Next): void {
    const refused = this.mails.data(command)
    if (refused === null) {
      this.send(354, 'End the mail with <CR><LF>.<CR><LF>')
      this.framing.receive(this.mails.begin())
    } else this.answer(refused)
    next()
  }

  override handler_EHLO(command: Buffer, next: Next): void {
    // AUTH that would be refused until STARTTLS is not offered before it (RFC 4954, 4).
    const hidden =
      !this.secure && this.role.tls === 'starttls' && this.role.auth === 'required' && !this.role.authPlaintext
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
    this.recorder.session.helo = command.toString('utf8').trim().split(/\s+/)[1] ?? null
    this.recorder.settle()
    this.recorder.reach('hello')
  }

  override handler_RSET(command: Buffer, next: Next): void {
    super.handler_RSET(command, next)
    this.recorder.settle()
  }

  override handler_QUIT(command: Buffer, next: Next): void {
    this.recorder.ending('quit')
    super.handler_QUIT(command, next)
  }

  override handler_AUTH(command: Buffer, next: Next): void {
    if (!this.mails.inTransaction) {
      super.handler_AUTH(command, next)
      return
    }
    this.answer({ code: 503, enhanced: '5.5.1', text: 'AUTH has no place inside a transaction' })
    next()
  }

  override handler_STARTTLS(command: Buffer, next: Next): void {
    if (this.role.tls !== 'none') {
      super.handler_STARTTLS(command, next)
      return
    }
    this.answer({ code: 502, enhanced: '5.5.1', text: 'STARTTLS is not offered here' })
    next()
  }

  handler_EXPN(_command: Buffer, next: Next): void {
    this.answer({ code: 502, enhanced: '5.5.1', text: 'EXPN is not offered here' })
    next()
  }

  /** Not offered (RFC 3030); its bytes are swallowed all the same, so that a mail is never read as commands. */
  handler_BDAT(command: Buffer, next: Next): void {
    const size = /^BDAT\s+(\d{1,15})/i.exec(command.toString('latin1'))?.[1] ?? '0'
    this.framing.skip(Number(size))
    this.answer({ code: 502, enhanced: '5.5.1', text: 'BDAT is not offered here' })
    next()
  }

  /** During an upgrade smtp-server arms the new socket here: that is the one to destroy, never the one below it. */
  override _armTimeout(socket?: net.Socket): void {
    super._armTimeout(socket)
    if (socket !== undefined && this._upgrading) limitHandshake(socket as tls.TLSSocket, this.settings.limits.handshake)
  }

  /** TLS is up: from this tick on the encrypted socket is listened to. */
  secured(socket: tls.TLSSocket): void {
    const protocol = socket.getProtocol() ?? 'TLS'
    const cipher = socket.getCipher().name
    const servername = typeof socket.servername === 'string' && socket.servername !== '' ? socket.servername : null
    this.recorder.session.tls = { protocol, cipher, servername }
    this.recorder.session.helo = null
    this.recorder.tls(`${protocol}, ${cipher}${servername === null ? '' : `, server name ${servername}`}`)
    if (socket !== this.heard) overhear(socket, this.recorder)
  }

  private readonly heard: net.Socket = this._socket

  authenticated(mechanism: string, user: string, accepted: boolean): void {
    this.recorder.session.auth = { mechanism, user, accepted }
  }
}

function withoutLineEnd(line: Buffer): Buffer {
  const end = line[line.length - 1] === 10 ? line.length - 1 : line.length
  return line.subarray(0, line[end - 1] === 13 ? end - 1 : end)
}

function verbOf(line: Buffer): string {
  return (line.toString('latin1', 0, 12).split(/[ \t:]/, 1)[0] ?? '').toUpperCase()
}
