/** One listener's server, with the second of smtp-server's classes: accepts, greets by role, checks logins, drains. */
import type net from 'node:net'
import type tls from 'node:tls'
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions, TLSError } from 'smtp-server/lib/smtp-connection.js'
import type { Reason } from '../../contract/session.ts'
import type { Strike } from '../../contract/strike.ts'
import { RecordingConnection } from './connection.ts'
import { loginIsGood } from './credentials.ts'
import { Doorway } from './faults/doorway.ts'
import { jokes } from './opening-connection.ts'
import { Recorder } from './recorder.ts'
import type { Gate, Role, SmtpSettings } from './settings.ts'
import { limitHandshake, notTls, TLS_HELLO } from './tls-handshake.ts'
import { misdirected, tlsFailure } from './tls-reasons.ts'
import type { Next } from './wire-connection.ts'

export class RecordingServer extends SMTPServer {
  readonly settings: SmtpSettings
  readonly role: Role
  readonly gate: Gate
  readonly bySession = new WeakMap<SMTPServerSession, RecordingConnection>()
  draining = false
  private readonly leaving = new Set<net.Socket>()
  private readonly recorders = new WeakMap<net.Socket, Recorder>()
  /** Of an encrypted socket, the one below. */
  private readonly below = new WeakMap<net.Socket, net.Socket>()
  /** Rules that struck a connection before its handshake and are to be heard in its greeting. */
  private readonly atGreeting = new WeakMap<Recorder, Strike>()

  constructor(settings: SmtpSettings, role: Role, gate: Gate) {
    const { limits } = settings
    super({
      logger: false,
      disableReverseLookup: true,
      allowHalfOpen: true,
      name: 'mailsink',
      heloResponse: '%s greets %s',
      size: limits.messageSize,
      authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
      authOptional: role.auth === 'offered',
      allowInsecureAuth: role.auth === 'offered' || role.authPlaintext,
      authRequiredMessage: 'A login is required here',
      secure: role.tls === 'implicit',
      hideSTARTTLS: role.tls === 'none',
      hideENHANCEDSTATUSCODES: false,
      hideDSN: false,
      hideREQUIRETLS: false,
      disabledCommands: jokes,
      socketTimeout: limits.idle,
      minVersion: settings.tlsMin,
      // Old versions need ciphers that OpenSSL 3 leaves out at its default level.
      ...(settings.tlsMin < 'TLSv1.2' && { ciphers: 'DEFAULT@SECLEVEL=0' }),
      ...(role.certificate !== null && { cert: role.certificate.cert, key: role.certificate.key }),
    })
    this.settings = settings
    this.role = role
    this.gate = gate
    // Without a listener one bad handshake would end the process; each is in its session's record already.
    this.on('error', () => {})
  }

  override _acceptSocket(socket: net.Socket, handshake: boolean): (() => void) | false {
    this.gate.open += 1
    socket.once('close', () => {
      this.gate.open -= 1
    })
    this.recorders.set(socket, this.recorderFor(socket))
    return super._acceptSocket(socket, handshake)
  }

  private recorderFor(socket: net.Socket): Recorder {
    const { settings, role } = this
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/i, '')
    return new Recorder({
      id: settings.newId(),
      listener: role.name,
      strict: settings.strict,
      startTls: role.tls === 'starttls' ? 'offered' : 'not offered',
      remote: { address, port: socket.remotePort ?? 0 },
      intake: settings.intake,
    })
  }

  /** A fault has ended a connection: its client may take its time, but is not waited for when the sink stops. */
  leaves(socket: net.Socket): void {
    this.leaving.add(socket)
    socket.once('close', () => this.leaving.delete(socket))
  }

  /** The socket below any TLS. */
  rawOf(socket: net.Socket): net.Socket {
    return this.below.get(socket) ?? socket
  }

  /** The rule that struck a connection before its handshake and is to be heard in its greeting. */
  struckAtConnect(recorder: Recorder): Strike | null {
    return this.atGreeting.get(recorder) ?? null
  }

  /** No PROXY header is ever expected: only the id is due here, and the turn of the loop that shows early talkers. */
  override _handleProxy(socket: net.Socket, callback: (error: Error | null, options: { id: string }) => void): void {
    const id = this.recorders.get(socket)?.session.id ?? ''
    setImmediate(() => callback(null, { id }))
  }

  override connect(socket: net.Socket, options?: SMTPConnectionOptions | null): void {
    const recorder = this.recorders.get(socket)
    if (recorder === undefined) return
    const connection = new RecordingConnection(this, socket, options ?? {}, recorder)
    this.connections.add(connection)
    this.bySession.set(connection.session, connection)
    // A broken connection is told by its session; only without a listener would it be everybody's end.
    connection.on('error', () => {})
    connection.init()
  }

  /** Implicit TLS. The first bytes are looked at before the handshake takes them: they may not be TLS at all. */
  override _upgrade(socket: net.Socket, callback: (error: TLSError | null, tlsSocket?: tls.TLSSocket) => void): void {
    const recorder = this.recorders.get(socket)
    if (recorder === undefined) return
    const doorway = new Doorway(socket, recorder, this.settings)
    const gone = () => recorder.close()
    socket.once('error', () => recorder.ending('reset'))
    socket.once('close', gone)
    doorway.accepted((atGreeting) => {
      if (atGreeting !== null) this.atGreeting.set(recorder, atGreeting)
      this.awaitHello(socket, recorder, (first) =>
        doorway.hello(this.role.certificate, (context) => {
          if (socket.destroyed) return
          socket.removeListener('close', gone)
          socket.unshift(first)
          this.shakeHands(socket, recorder, context, callback)
        }),
      )
    })
  }

  private awaitHello(socket: net.Socket, recorder: Recorder, hello: (first: Buffer) => void): void {
    const fail = (reason: Reason) => {
      recorder.ending('tls')
      recorder.tlsFailed(reason)
      socket.destroy()
      recorder.close()
    }
    const silent = setTimeout(() => fail(misdirected.silentOnTls), this.settings.limits.handshake).unref()
    socket.once('close', () => clearTimeout(silent))
    socket.once('readable', () => {
      const first: Buffer | null = socket.read() as Buffer | null
      if (first === null) {
        socket.end()
        return
      }
      clearTimeout(silent)
      if (first[0] === TLS_HELLO) return hello(first)
      recorder.garbage(first, performance.now())
      fail(notTls(first))
    })
  }

  /** `context` is shown in place of the listener's own certificate, where there is one. */
  private shakeHands(
    socket: net.Socket,
    recorder: Recorder,
    context: tls.SecureContext | null,
    callback: (error: TLSError | null, tlsSocket?: tls.TLSSocket) => void,
  ): void {
    super._upgrade.call(this.showing(context), socket, (error, tlsSocket) => {
      if (error === null && tlsSocket !== undefined) {
        this.recorders.set(tlsSocket, recorder)
        this.below.set(tlsSocket, socket)
        callback(null, tlsSocket)
        return
      }
      recorder.tlsFailed(tlsFailure(error))
      recorder.close()
      callback(error ?? new Error('The TLS handshake failed'))
    })
    const pending = this._pendingSockets.get(socket)
    if (pending !== undefined && pending !== socket)
      limitHandshake(pending as tls.TLSSocket, this.settings.limits.handshake)
  }

  /** This server as a handshake sees it: with another certificate for whoever is asked for, or with its own. */
  showing(context: tls.SecureContext | null): this {
    if (context === null) return this
    return Object.create(this, { secureContext: { value: new Map([['*', context]]) } }) as this
  }

  override onConnect(_session: SMTPServerSession, callback: Next): void {
    callback()
  }

  override onSecure(socket: net.Socket | tls.TLSSocket, session: SMTPServerSession, callback: Next): void {
    // In this very tick: once the callback has run, the client's next bytes are on their way to the parser.
    this.bySession.get(session)?.secured(socket as tls.TLSSocket)
    callback()
  }

  override onAuth(
    auth: SMTPServerAuthentication,
    session: SMTPServerSession,
    callback: (error: Error | null, response?: { user?: string }) => void,
  ): void {
    const user = auth.username ?? ''
    const accepted = loginIsGood(
      this.settings.users,
      user,
      auth.method === 'CRAM-MD5'
        ? { kind: 'challenge', answers: (password) => auth.validatePassword?.(password) ?? false }
        : { kind: 'password', password: auth.password ?? auth.accessToken ?? '' },
    )
    const verdict = (isGood: boolean) => callback(null, isGood ? { user } : {})
    this.bySession.get(session)?.authenticate(auth.method, user, accepted, verdict)
  }

  /**
   * Stops accepting and ends every session: the idle ones at once, one that is in DATA after its reply, and what is
   * left after `patience` ms with a 421.
   */
  drain(patience: number): Promise<void> {
    this.draining = true
    this.options.closeTimeout = patience
    for (const socket of this.leaving) socket.destroy()
    return new Promise((resolve) => {
      this.close(() => {
        for (const connection of this.connections) (connection as RecordingConnection).cutOff()
        resolve()
      })
      for (const connection of this.connections) (connection as RecordingConnection).shutDown()
    })
  }
}
