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

const NUL = 0
const CR = 13
/** Bytes of the line that ends a payload and belongs to none. */
const DOT_LINE = 3
/** Commands that have to wait for their reply before the next is sent (RFC 2920, 3.1). */
const lastOfGroup: ReadonlySet<string> = new Set(['EHLO', 'HELO', 'DATA'])
/** Commands that others may follow at once: by the RFC, with their own bytes, or since they are no SMTP at all. */
const neverLast: ReadonlySet<string> = new Set(['QUIT', 'BDAT', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
/** Commands whose replies may leave together when they came together. */
const pipelined: ReadonlySet<string | null> = new Set(['MAIL', 'RCPT', 'DATA', 'RSET', 'NOOP'])
const tooLong: Reply = { code: 500, enhanced: '5.5.2', text: 'The command line is too long' }
const control: Reply = { code: 501, enhanced: '5.5.2', text: 'A control character stands in the command' }
/** Stands before an enhanced code of ours where smtp-server also passes a client's word, which has no space in it. */
const OURS = ' '

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
  /** The socket that holds replies back to send them together. */
  private corked: net.Socket | null = null

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
        const text = `There are more than ${this.settings.limits.connections} connections`
        this.answer({ code: 421, enhanced: '4.3.2', text })
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
    this.gather(pipelined.has(verb), more)
    // Whatever the answer to it: its bytes are not to be read as commands.
    if (verb === 'BDAT') this.framing.skip(chunkSize(text))
    const refused = cut ? tooLong : this.departure(line, text, verb, more)
    if (refused !== null) {
      // The answer to a challenge that is refused ends the login.
      this._nextHandler = false
      this.answer(refused)
      this._whenWritable(next)
      return
    }
    this._onCommand(text, next)
  }

  /** The replies to commands of one segment leave in one segment; every other reply leaves by itself. */
  private gather(may: boolean, more: boolean): void {
    if (may && more && this.corked === null) {
      this.corked = this._socket
      this.corked.cork()
      process.nextTick(() => this.letGo())
    } else if (!may) this.letGo()
  }

  private letGo(): void {
    this.corked?.uncork()
    this.corked = null
  }

  /** Lints of the line as such; where strict, the reply instead. */
  private departure(line: Buffer, text: Buffer, verb: string | null, more: boolean): Reply | null {
    const { strict } = this.settings
    if (verb !== null && (text.includes(NUL) || text.includes(CR))) return control
    if (line[line.length - 2] !== CR) {
      this.recorder.lint('bare-lf', 'A command ends in LF without CR (RFC 5321, 2.3.8).', this.mails.entry)
      if (strict) return strictReplies.bareLfCommand
    }
    const alone = this.openingCommand !== 'EHLO' || lastOfGroup.has(verb ?? '')
    if (more && alone && verb !== null && !neverLast.has(verb)) {
      const words = `Something was sent behind ${verb} before its reply (RFC 2920, 3.1).`
      this.recorder.lint('early-pipelining', words, this.mails.entry)
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
    if (this.framing.receiving !== null || this._handlerPending) return
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
      this.framing.receive(this.mails.begin(this.framing.nextReadAt))
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
  handler_BDAT(_command: Buffer, next: Next): void {
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
    // What was said before TLS counts no more (RFC 3207, 4.2).
    this.recorder.session.helo = null
    this.recorder.session.auth = null
    this.recorder.settle()
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

/** How many bytes follow a BDAT (RFC 3030, 2). */
function chunkSize(line: Buffer): number {
  return Number(/^BDAT\s+(\d{1,15})/i.exec(line.toString('latin1', 0, 40))?.[1] ?? 0)
}
