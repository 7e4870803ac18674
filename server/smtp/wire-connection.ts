/**
 * One connection's bytes. The library speaks the protocol: dispatch, SASL, TLS, replies. What it would normalise or lose
 * on the way to its callbacks is taken from the wire here: lines, payloads, and what came too early or too late.
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
import { overhear, type Overheard } from './overhear.ts'
import type { WirePayload } from './payload.ts'
import type { Recorder } from './recorder.ts'
import type { Reply } from './reply.ts'
import type { RecordingServer } from './server.ts'
import { limitHandshake, negotiated, TLS_HELLO } from './tls-handshake.ts'
import { misdirected, tlsFailure } from './tls-reasons.ts'
import { TimeLimits } from './time-limits.ts'

/** Stands before an enhanced code of ours where smtp-server also passes a client's word, which has no space in it. */
const OURS = ' '

export type Next = () => void

export abstract class WireConnection extends SMTPConnection {
  readonly recorder: Recorder
  declare readonly _server: RecordingServer
  // Declared only: smtp-server's constructor makes the first one, before fields are initialised.
  declare protected framing: Framing
  protected readonly mails: MailDialogue
  protected readonly times: TimeLimits
  private readonly lineRules: LineRules
  private readonly heldReplies = new HeldReplies()
  /** What the server says. */
  protected voice: Overheard
  /** Whether nothing is answered any more: a fault is at work. */
  protected isStalled = false
  private readonly heard: net.Socket = this._socket
  /** The connection below any TLS. */
  protected readonly raw: net.Socket
  /** Writes what the transcript does not hold. */
  protected readonly unheard: { write: (bytes: Uint8Array) => void }

  constructor(server: RecordingServer, socket: net.Socket, options: SMTPConnectionOptions, recorder: Recorder) {
    super(server, socket, options)
    this.recorder = recorder
    this.mails = new MailDialogue(recorder, server.settings)
    this.lineRules = { strict: server.settings.strict, note: this.mails.note }
    this.times = new TimeLimits(server.settings.limits, (text) => this.timeUp(text))
    this._maxAllowedUnauthenticatedCommands = false
    this.raw = server.rawOf(socket)
    const write: (bytes: Uint8Array) => void = socket.write.bind(socket)
    this.unheard = { write }
    this.voice = overhear(socket, recorder)
  }

  /** So many bytes of a mail have come. */
  protected tookPayload(_size: number): void {}

  /** The end of a mail has come. */
  protected abstract endPayload(payload: WirePayload, next: Next): void

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
      lineBegun: () => {
        // What is read slowly, or not answered, is not the client's delay.
        if (!this.isStalled && !this.framing.pace.isSlow) this.times.lineBegun()
      },
      lineEnded: () => this.times.lineEnded(),
      dropped: (bytes) => this.recorder.lose(bytes),
      payload: (payload, bytes) => {
        this.mails.take(payload, bytes)
        this.tookPayload(payload.size)
      },
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
    if (this.isStalled) {
      next()
      return
    }
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

  private takeLeftover(bytes: Buffer, readAt: number): void {
    this.recorder.garbage(bytes, readAt)
    if (bytes[0] !== TLS_HELLO || this._closing || this._upgrading || this.isStalled) return
    this.recorder.ending('tls')
    this.recorder.explain(misdirected.tlsOnPlain)
    this.answer({ code: 421, enhanced: '4.7.0', text: 'This port does not begin with TLS' })
  }

  private clientEnded(): void {
    this.recorder.ending('client')
    this.close()
  }

  /** Sends a reply of our own. */
  protected answer({ code, enhanced, text }: Reply): void {
    this.send(code, text, OURS + enhanced)
  }

  /** Answers a command; the next may be served. */
  protected answerAndGoOn(reply: Reply, next: Next): void {
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

  override _onClose(): void {
    this.framing.abandon()
    this.times.end()
    this.mails.release()
    super._onClose()
    this.recorder.close()
  }

  /** During an upgrade smtp-server arms the new socket here: that is the one to destroy, never the one below it. */
  override _armTimeout(socket?: net.Socket): void {
    super._armTimeout(socket)
    if (socket === undefined || !this._upgrading) return
    // The client begins once it has read the whole 220.
    limitHandshake(socket as tls.TLSSocket, this._server.settings.limits.handshake + this.voice.lag)
  }

  /** TLS is up: from this tick on the encrypted socket is listened to. */
  secured(socket: tls.TLSSocket): void {
    this.recorder.upgraded(negotiated(socket))
    if (socket !== this.heard) this.voice = overhear(socket, this.recorder)
  }
}
