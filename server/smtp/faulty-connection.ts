/** One connection's hands and tongue where a fault wants them to do something else than serve. */
import type tls from 'node:tls'
import { badContext, HANDSHAKE_FAILURE } from './faults/bad-tls.ts'
import { type Hands, type Known, Misbehaviour } from './faults/misbehaviour.ts'
import { type Next, WireConnection } from './wire-connection.ts'

/** Bytes a second that a stalled connection still reads, so that it notices when its client has left. */
const STALLED_READING = 1000

const nobody: readonly string[] = []

export abstract class FaultyConnection extends WireConnection implements Hands {
  protected readonly misbehaviour = new Misbehaviour(
    this._server.settings.intake,
    this.recorder,
    this,
    this.mails.faults,
  )
  private readonly slowness: { server: number | null; client: number | null } = { server: null, client: null }
  private hidden: readonly string[] | null = null
  /** Whether the next reply was given already, by a fault. */
  private isMute = false
  private isHolding = false
  /** Whether the connection was ended by a rule; what is left of the last chunk is served no more. */
  protected isDropped = false
  /** After how many bytes of a payload, and how, the connection ends. */
  private cut: { readonly how: 'fin' | 'rst'; readonly after: number } | null = null
  private stallEnds: NodeJS.Timeout | undefined

  /** What is known of a mail, by its sender and those recipients that count here. */
  protected knownOf(from: string | null, to: readonly string[], delivery: Known['delivery'] = null): Known {
    const { auth } = this.recorder.session
    return { from, to, user: auth?.accepted === true ? auth.user : null, delivery }
  }

  /** What is known of the mail under way, or between mails of the last. */
  protected known(delivery: Known['delivery'] = null): Known {
    const { from, to } = this.mails.known
    return this.knownOf(from, to, delivery)
  }

  /** What is known before any mail. */
  protected knownBefore(): Known {
    return this.knownOf(null, nobody)
  }

  /** Whether the connection waits because of a fault: it is not waited for when the sink stops. */
  protected get isHeldUp(): boolean {
    return this.isStalled || this.isHolding
  }

  /** Whether what was said has yet to leave, because of a fault. */
  protected get isSlow(): boolean {
    return this.slowness.server !== null
  }

  sayInstead(bytes: string, code: number | null): void {
    if (code === 421) this.recorder.ending('fault')
    if (this._socket.readyState === 'open') this._socket.write(bytes)
    if (code === 421) this.close()
  }

  bareLf(): void {
    this.voice.bareLf()
  }

  hide(extensions: readonly string[]): void {
    this.hidden = extensions
  }

  slow(bytesPerSecond: number, direction: 'server' | 'client'): void {
    this.slowness[direction] = bytesPerSecond
    if (direction === 'server') this.voice.slow(bytesPerSecond)
    else this.framing.pace.slow(bytesPerSecond)
  }

  drop(how: 'fin' | 'rst'): void {
    this.recorder.ending('fault')
    this.isDropped = true
    this.framing.isClosed = true
    if (how === 'fin') {
      this._server.leaves(this.raw)
      this.close()
    } else {
      // Replies that were to leave with the next one.
      this._socket.uncork()
      // Not the encrypted one, which would say goodbye in its own way.
      this.raw.resetAndDestroy()
      this._socket.destroy()
    }
  }

  stall(): void {
    this.isStalled = true
    this.times.end()
    if (this.framing.receiving) this.framing.pace.slow(STALLED_READING)
    // Longer than any client waits (RFC 5321, 4.5.3.2); one that has vanished must not be kept for ever.
    this.stallEnds = setTimeout(() => this.drop('rst'), this._server.settings.limits.transaction).unref()
  }

  holding(isHolding: boolean): void {
    this.isHolding = isHolding
  }

  /** The library's next reply is not sent: the fault has given it. */
  protected mute(): void {
    this.isMute = true
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (this.isMute) {
      this.isMute = false
      // A refused login by XOAUTH2 would have the next line as the client's word on it.
      this._nextHandler = false
      return
    }
    const { hidden } = this
    if (hidden === null || !Array.isArray(data)) return super.send(code, data, context)
    this.hidden = null
    const isShown = (line: string) => !hidden.includes(line.split(' ', 1)[0] ?? '')
    super.send(
      code,
      data.filter((line, n) => n === 0 || isShown(line)),
      context,
    )
  }

  /** A mail begins to arrive. */
  protected meetPayload(): void {
    const strike = this.misbehaviour.noted('payload', () => this.known())
    const action = strike?.action ?? null
    if (strike === null || action === null) return
    if (action.type === 'drop') this.cut = action
    else if (action.type === 'delay') {
      this.holding(true)
      this.framing.pace.rest(action.delay, () => this.holding(false))
    } else this.misbehaviour.act(strike, { serve: () => {}, goOn: () => {} })
  }

  protected override tookPayload(size: number): void {
    if (this.cut !== null && size > this.cut.after) this.drop(this.cut.how)
  }

  /** Answers STARTTLS with a handshake that fails as the rule for the stage `tls` says; false where there is none. */
  protected breakHandshake(next: Next): boolean {
    const strike = this.misbehaviour.noted('tls', () => this.knownBefore())
    if (strike === null) return false
    const { action } = strike
    const how = action?.type === 'tls' ? action.how : null
    const { certificate } = this._server.role
    if (how === 'expired' || how === 'wrong-name' || how === 'old-version') {
      if (certificate === null) return false
      // Before the 220: once that is out, the client's handshake is on its way.
      badContext(how, certificate).then(
        (context) => this.upgradeWith(context, next),
        () => this.drop('fin'),
      )
      return true
    }
    this.send(220, 'Ready to start TLS')
    this._socket.unpipe(this.framing)
    if (action?.type === 'delay') {
      this.misbehaviour.act(strike, { serve: () => this.upgrade(next), goOn: next })
      return true
    }
    this._socket.once('data', () => {
      // The handshake is no part of the conversation, and neither is what answers it.
      if (how === 'alert') this.unheard.write(HANDSHAKE_FAILURE)
      if (how === 'stall' || action?.type === 'stall') this.stall()
      else this.drop(action?.type === 'drop' ? action.how : 'fin')
    })
    this._socket.once('end', () => this.close())
    this._socket.resume()
    return true
  }

  private upgradeWith(context: tls.SecureContext, next: Next): void {
    if (this._socket.destroyed) return
    const server = this._server
    this.send(220, 'Ready to start TLS')
    // The library asks its server what to show, now and once the client has named a host.
    Object.assign(this, { _server: server.showing(context) })
    this.upgrade(next)
    Object.assign(this, { _server: server })
  }

  override secured(socket: tls.TLSSocket): void {
    super.secured(socket)
    const { server, client } = this.slowness
    if (server !== null) this.voice.slow(server)
    if (client !== null) this.framing.pace.slow(client)
  }

  /** A client that does not read what it is told waits for the next reply. */
  override _whenWritable(next: Next): void {
    super._whenWritable(this.isSlow ? () => this.voice.whenSaid(next) : next)
  }

  override _onTimeout(): void {
    if (this.isHeldUp || this.framing.pace.isWaiting) this._armTimeout()
    else super._onTimeout()
  }

  override close(): void {
    if (this.isSlow) this._server.leaves(this.raw)
    super.close()
  }

  override _onClose(): void {
    this.misbehaviour.end()
    clearTimeout(this.stallEnds)
    super._onClose()
  }
}
