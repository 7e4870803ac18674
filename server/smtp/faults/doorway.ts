/** Faults of a listener with TLS from the first byte, where there is no conversation yet: at `connect`, and in the handshake. */
import type net from 'node:net'
import type tls from 'node:tls'
import type { FaultStage } from '../../../contract/fault.ts'
import type { Strike } from '../../../contract/strike.ts'
import type { Certificate } from '../certificate.ts'
import type { Recorder } from '../recorder.ts'
import type { SmtpSettings } from '../settings.ts'
import { badContext, HANDSHAKE_FAILURE } from './bad-tls.ts'
import { type Hands, type Known, Misbehaviour } from './misbehaviour.ts'

const nobody: Known = { from: null, to: [], user: null, delivery: null }
/** How long (ms) a client may take to close its side as well. */
const CLOSING = 5000

export class Doorway implements Hands {
  private readonly socket: net.Socket
  private readonly recorder: Recorder
  private readonly misbehaviour: Misbehaviour
  private readonly patience: number

  constructor(socket: net.Socket, recorder: Recorder, { intake, limits }: SmtpSettings) {
    this.socket = socket
    this.recorder = recorder
    this.patience = limits.transaction
    this.misbehaviour = new Misbehaviour(intake, recorder, this, [])
    socket.once('close', () => this.misbehaviour.end())
  }

  /** Goes on, unless a rule keeps the connection from it; with the rule, if that is to be heard in the greeting. */
  accepted(goOn: (atGreeting: Strike | null) => void): void {
    const strike = this.noted('connect')
    const type = strike?.action?.type
    if (strike === null || type === undefined || type === 'trickle' || type === 'garble') return goOn(strike)
    // What a delay is followed by is for the greeting.
    const rest = strike.reply === null ? null : { ...strike, action: null }
    this.misbehaviour.act({ ...strike, reply: null }, { serve: () => goOn(rest), goOn: () => {} })
  }

  /** Holds the handshake, with the context that a rule has for it, or null for the ordinary one. */
  hello(certificate: Certificate | null, hold: (context: tls.SecureContext | null) => void): void {
    const strike = this.noted('tls')
    if (strike === null || certificate === null) return hold(null)
    const { action } = strike
    if (action?.type !== 'tls') return this.misbehaviour.act(strike, { serve: () => hold(null), goOn: () => {} })
    switch (action.how) {
      case 'alert':
        this.socket.write(HANDSHAKE_FAILURE)
        return this.drop('fin')
      case 'close':
        return this.drop('fin')
      case 'stall':
        return this.stall()
      case 'expired':
      case 'wrong-name':
      case 'old-version':
        badContext(action.how, certificate).then(hold, () => this.drop('fin'))
    }
  }

  drop(how: 'fin' | 'rst'): void {
    this.recorder.ending('fault')
    if (how === 'rst') return void this.socket.resetAndDestroy()
    this.socket.end()
    this.socket.resume()
    // Not the idle timeout, which whatever the client goes on to say would begin anew.
    const timer = setTimeout(() => this.socket.destroy(), CLOSING).unref()
    this.socket.once('close', () => clearTimeout(timer))
  }

  stall(): void {
    const { socket } = this
    this.holding(true)
    socket.once('end', () => socket.end())
    socket.resume()
    const timer = setTimeout(() => this.drop('rst'), this.patience).unref()
    socket.once('close', () => clearTimeout(timer))
  }

  holding(isHolding: boolean): void {
    // Whoever waits for us is not idle.
    if (isHolding) this.socket.setTimeout(0)
  }

  /** Nothing is said here yet. */
  sayInstead(): void {}
  bareLf(): void {}
  hide(): void {}
  slow(): void {}

  private noted(stage: FaultStage): Strike | null {
    return this.misbehaviour.noted(stage, () => nobody)
  }
}
