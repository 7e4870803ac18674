/** Keeps a session's facts and its transcript while it runs, and tells the store. Sees bytes, knows no protocol library. */
import type { Intake, Progress, SessionRecord } from '../../contract/intake.ts'
import type { Ending, Lint, LintRule, ListenerName, Reason, Session } from '../../contract/session.ts'
import { begunLogin, masked } from './mask.ts'
import type { WirePayload } from './payload.ts'
import { endedEarly, refusal, type Situation, type Stage } from './reasons.ts'
import { TranscriptLog } from './transcript.ts'
import { visible } from './visible.ts'

/** Lints that one session keeps; a client that repeats one on every line needs no more than these to be told. */
const MOST_LINTS = 100
/** Bytes that are no SMTP are shown as far as this, and counted beyond. */
const MOST_GARBAGE = 16 * 1024
const LF = 10
const stages: readonly Stage[] = ['connected', 'hello', 'mail', 'rcpt', 'data']

export interface RecorderOptions {
  readonly id: string
  readonly listener: ListenerName
  readonly strict: boolean
  readonly startTls: 'offered' | 'not offered'
  readonly remote: { address: string; port: number }
  readonly intake: Intake
}

export class Recorder implements SessionRecord {
  readonly session: Session
  readonly transcript = new TranscriptLog()
  secure = false
  /** The number of the transaction that runs or comes next, from 1. */
  transaction = 1

  private readonly options: RecorderOptions
  private readonly openedAt = performance.now()
  private saidAt = this.openedAt
  private mailAt = this.openedAt
  private stage: Stage = 'connected'
  private verb: string | null = null
  private spoke = false
  private garbageBytes = 0
  /** The unfinished line at the end of the garbage so far, secrets masked. */
  private openGarbage: Buffer = Buffer.alloc(0)
  private inTransaction = false
  private inAuth = false
  private payload: WirePayload | null = null
  private delivered = false

  constructor(options: RecorderOptions) {
    this.options = options
    this.session = {
      id: options.id,
      seq: 0,
      listener: options.listener,
      openedAt: new Date(performance.timeOrigin + this.openedAt).toISOString(),
      closedAt: null,
      duration: null,
      remote: options.remote,
      helo: null,
      tls: null,
      auth: null,
      outcome: 'open',
      reason: null,
      ended: null,
      messages: [],
      recipients: { accepted: 0, refused: 0 },
      bytesIn: 0,
      bytesOut: 0,
      lints: [],
      faults: [],
    }
    options.intake.opened(this)
  }

  get closed(): boolean {
    return this.session.closedAt !== null
  }

  progress(): Progress {
    const stage =
      this.payload !== null ? 'data' : this.inTransaction ? 'envelope' : this.verb === null ? 'connecting' : 'idle'
    return {
      stage,
      transaction: Math.max(1, this.transaction - (this.inTransaction ? 0 : 1)),
      since: performance.timeOrigin + (this.inTransaction ? this.mailAt : this.openedAt),
      saidAt: performance.timeOrigin + this.saidAt,
      bytes: this.payload?.size ?? 0,
    }
  }

  /** A line of the client. `verb` is null inside an AUTH exchange. Gives the entry's number. */
  line(bytes: Uint8Array, verb: string | null, readAt: number): number {
    const before = verb === null ? 'challenge' : this.inAuth ? 'auth-refused' : 'other'
    const hidden = masked(bytes, before)
    if (verb !== null) {
      this.verb = verb
      // Kept up until a known verb follows: the rest of a refused AUTH may still be on its way.
      if (verb === 'AUTH') this.inAuth = true
      else if (hidden === null) this.inAuth = false
      if (verb === 'MAIL') {
        if (!this.inTransaction) this.mailAt = readAt
        this.inTransaction = true
      }
      if (verb !== 'NOOP' && verb !== 'QUIT') this.spoke = true
    }
    this.session.bytesIn += bytes.length
    return this.say(verb === null ? 'auth' : 'command', 'client', hidden ?? bytes, readAt, hidden !== null)
  }

  /** Bytes of the client that are no command: behind a QUIT, before a handshake, or not SMTP at all. */
  garbage(bytes: Uint8Array, readAt: number): void {
    this.spoke = true
    this.session.bytesIn += bytes.length
    const room = MOST_GARBAGE - this.garbageBytes
    this.garbageBytes += bytes.length
    if (room < bytes.length) this.transcript.lose('client', bytes.length - Math.max(0, room))
    if (room <= 0) return
    const { kept, hidden } = this.withoutSecrets(bytes.subarray(0, room))
    this.say('garbage', 'client', kept, readAt, hidden)
  }

  /** Garbage may be commands that came too late, many or half a one: secrets are looked for line by line, across pieces. */
  private withoutSecrets(bytes: Uint8Array): { kept: Uint8Array; hidden: boolean } {
    const carried = this.openGarbage.length
    const all = Buffer.concat([this.openGarbage, bytes])
    let hidden = false
    for (let start = 0, end = 0; start < all.length; start = end) {
      end = all.indexOf(LF, start) + 1 || all.length
      const line = all.subarray(start, end)
      const stars = masked(line, this.inAuth ? 'auth-refused' : 'other')
      if (stars !== null) all.set(stars, start)
      if (stars !== null && end > carried) hidden = true
      const whole = line[line.length - 1] === LF
      if (whole) this.inAuth = begunLogin(line) || stars !== null
      this.openGarbage = whole ? Buffer.alloc(0) : line
    }
    return { kept: all.subarray(carried), hidden }
  }

  /** Counts bytes of the client that are not kept. */
  lose(bytes: number): void {
    this.session.bytesIn += bytes
    this.transcript.lose('client', bytes)
  }

  /** What goes out, as it is handed to the socket. */
  reply(bytes: Uint8Array | string): void {
    const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length
    this.session.bytesOut += size
    this.say('reply', 'server', bytes, performance.now(), false)
    const first = typeof bytes === 'string' ? bytes.charCodeAt(0) : (bytes[0] ?? 0)
    // '4' or '5': a refusal
    if (first === 52 || first === 53) this.refused(typeof bytes === 'string' ? bytes : visible(bytes))
  }

  tls(text: string): void {
    this.secure = true
    this.stage = 'connected'
    this.verb = null
    this.say('tls', 'sink', text, performance.now(), false)
  }

  tlsFailed(reason: Reason): void {
    this.session.ended ??= 'tls'
    this.explain(reason)
    this.say('tls', 'sink', reason.text, performance.now(), false)
  }

  /** Adds a payload that begins to arrive. */
  carry(payload: WirePayload, readAt: number): void {
    this.payload = payload
    this.reach('data')
    const at = this.tenths(readAt)
    const { transaction, secure } = this
    this.transcript.say({ kind: 'payload', from: 'client', at, transaction, bytes: '', masked: false, secure, payload })
    this.options.intake.spoke(this)
  }

  reach(stage: Stage): void {
    if (stages.indexOf(stage) > stages.indexOf(this.stage)) this.stage = stage
  }

  /** The transaction's mail is in the store; the reply that says so has yet to go out. */
  deliver(messageId: string): void {
    this.session.messages.push(messageId)
    this.delivered = true
  }

  /** The transaction is over, one way or the other, and its last reply is out. */
  settle(): void {
    this.payload = null
    if (this.inTransaction) this.transaction += 1
    this.inTransaction = false
    if (this.stage !== 'connected') this.stage = 'hello'
  }

  lint(rule: LintRule, text: string, entry: number | null, line: number | null = null): void {
    const lint: Lint = { rule, text, entry, line }
    if (this.session.lints.length < MOST_LINTS) this.session.lints.push(lint)
  }

  /** Who or what ends the session; the first to say so counts. */
  ending(ending: Ending): void {
    this.session.ended ??= ending
  }

  /** The reason, unless there is one already: with pipelining the later refusals only follow from the first. */
  explain(reason: Reason): void {
    this.session.reason ??= reason
  }

  close(): void {
    if (this.closed) return
    const { session } = this
    const now = performance.now()
    this.payload?.leave()
    session.ended ??= 'client'
    session.outcome = this.outcome()
    if (this.stage === 'data' || !this.delivered) this.explain(endedEarly(session.ended, this.situation()))
    if (session.ended !== 'quit' && (this.delivered || this.inTransaction)) {
      this.lint('no-quit', 'The client left without QUIT (RFC 5321, 4.1.1.10).', null)
    }
    this.say('close', 'sink', closings[session.ended], now, false)
    session.closedAt = new Date(performance.timeOrigin + now).toISOString()
    session.duration = Math.round((now - this.openedAt) * 10) / 10
    this.transcript.seal()
    this.options.intake.closed(this)
  }

  private outcome(): Session['outcome'] {
    if (this.delivered) return this.session.reason === null && this.stage !== 'data' ? 'delivered' : 'partial'
    return this.spoke || this.session.reason !== null || this.session.ended === 'tls' || this.secure
      ? 'nothing'
      : 'probe'
  }

  private refused(text: string): void {
    const found = /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3}) )?([^\r\n]*)/.exec(text)
    const reply = { code: Number(found?.[1] ?? 0), enhanced: found?.[2] ?? null, text: found?.[3] ?? text }
    const reason = refusal(reply, this.situation())
    // After a timeout the reply is not the reason: how far the client had come is. And a client that is told between
    // its mails that the sink stops was refused nothing.
    const farewell = this.delivered && !this.inTransaction && reply.text.endsWith('shutting down')
    if (this.session.ended !== 'timeout' && !farewell) this.explain(reason)
    this.options.intake.refused(this, reason)
    if (this.verb === 'MAIL' && (this.stage === 'hello' || this.stage === 'connected')) this.settle()
  }

  private situation(): Situation {
    const { auth } = this.session
    return {
      listener: this.options.listener,
      strict: this.options.strict,
      stage: this.stage,
      secure: this.secure,
      startTls: this.options.startTls,
      login: auth === null ? null : { user: auth.user, mechanism: auth.mechanism },
      verb: this.verb,
      spoke: this.spoke,
      payloadBytes: this.payload?.size ?? 0,
    }
  }

  private say(
    kind: 'command' | 'reply' | 'auth' | 'tls' | 'close' | 'garbage',
    from: 'client' | 'server' | 'sink',
    bytes: Uint8Array | string,
    time: number,
    isMasked: boolean,
  ): number {
    const at = this.tenths(time)
    this.saidAt = Math.max(this.saidAt, time)
    const transaction = this.inTransaction ? this.transaction : 0
    const { secure } = this
    const n = this.transcript.say({ kind, from, at, transaction, bytes, masked: isMasked, secure, payload: null })
    this.options.intake.spoke(this)
    return n
  }

  private tenths(time: number): number {
    return Math.max(0, Math.round((time - this.openedAt) * 10))
  }
}

const closings: Record<Ending, string> = {
  quit: 'Closed after QUIT.',
  client: 'Closed by the client, without QUIT.',
  reset: 'Reset by the client.',
  timeout: 'Closed: the time was up.',
  server: 'Closed by the server.',
  tls: 'Closed: TLS failed.',
  fault: 'Closed by a fault.',
}
