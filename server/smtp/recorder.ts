/** Keeps a session's facts and its transcript while it runs, and tells the store. Sees bytes, knows no protocol library. */
import type { FaultRef } from '../../contract/fault.ts'
import type { Intake, Progress, SessionRecord } from '../../contract/intake.ts'
import type { Ending, LintRule, ListenerName, Reason, Session } from '../../contract/session.ts'
import { FaultMarks, type Mark } from './faults/marks.ts'
import { Headway } from './headway.ts'
import type { WirePayload } from './payload.ts'
import { newSession } from './new-session.ts'
import { askedBy, closings, endedEarly, refusal, type Situation } from './reasons.ts'
import { readReply } from './reply.ts'
import { Secrets } from './secrets.ts'
import { TranscriptLog } from './transcript.ts'
import { visible } from './visible.ts'

/** Lints that one session keeps; a client that repeats one on every line needs no more than these to be told. */
const MOST_LINTS = 100
/** Bytes that are no SMTP are shown as far as this, and counted beyond. */
const MOST_GARBAGE = 16 * 1024

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
  readonly headway = new Headway()
  readonly marks = new FaultMarks()

  private readonly options: RecorderOptions
  private readonly secrets = new Secrets()
  private readonly openedAt = performance.now()
  private saidAt = this.openedAt
  private secure = false
  private garbageBytes = 0

  constructor(options: RecorderOptions) {
    this.options = options
    this.session = newSession(options, new Date(performance.timeOrigin + this.openedAt))
    options.intake.opened(this)
  }

  progress(): Progress {
    return this.headway.progress(this.openedAt, this.saidAt)
  }

  /** A line of the client. `verb` is null inside an AUTH exchange. Gives the entry's number. */
  line(bytes: Uint8Array, verb: string | null, readAt: number): number {
    const hidden = this.secrets.inLine(bytes, verb)
    if (verb !== null) this.headway.command(verb, readAt)
    this.marks.nextLine()
    this.session.bytesIn += bytes.length
    return this.say(verb === null ? 'auth' : 'command', 'client', hidden ?? bytes, readAt, hidden !== null)
  }

  /** Bytes of the client that are no command: behind a QUIT, before a handshake, or not SMTP at all. */
  garbage(bytes: Uint8Array, readAt: number): void {
    this.headway.spoke = true
    this.session.bytesIn += bytes.length
    const room = MOST_GARBAGE - this.garbageBytes
    this.garbageBytes += bytes.length
    if (room < bytes.length) this.transcript.lose('client', bytes.length - Math.max(0, room))
    if (room <= 0) return
    const { kept, hidden } = this.secrets.inGarbage(bytes.subarray(0, room))
    this.say('garbage', 'client', kept, readAt, hidden)
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

  /** The client has said hello, under this name. */
  hello(name: string | null): void {
    this.session.helo = name
    this.headway.settle()
    this.headway.reach('hello')
  }

  /** TLS is up: what was said before it counts no more (RFC 3207, 4.2). */
  upgraded(tls: NonNullable<Session['tls']>): void {
    this.session.tls = tls
    this.session.helo = null
    this.session.auth = null
    this.headway.restart()
    this.marks.snubbed = null
    this.secure = true
    const { protocol, cipher, servername } = tls
    const name = servername === null ? '' : `, server name ${servername}`
    this.say('tls', 'sink', `${protocol}, ${cipher}${name}`, performance.now(), false)
  }

  tlsFailed(reason: Reason): void {
    this.session.ended ??= 'tls'
    const { blamed } = this.marks
    this.explain(blamed === null ? reason : { ...reason, hint: askedBy(blamed) })
    this.say('tls', 'sink', reason.text, performance.now(), false)
  }

  /** Adds a payload that begins to arrive. */
  carry(payload: WirePayload, readAt: number): void {
    this.marks.nextLine()
    this.headway.carry(payload)
    const at = this.tenths(readAt)
    const { transaction } = this.headway
    const { secure } = this
    this.transcript.say({
      kind: 'payload',
      from: 'client',
      at,
      transaction,
      bytes: '',
      masked: false,
      secure,
      payload,
      fault: this.marks.id,
    })
    this.options.intake.spoke(this)
  }

  /** The transaction's mail is in the store; the reply that says so has yet to go out. */
  deliver(messageId: string): void {
    this.session.messages.push(messageId)
    this.headway.delivered = true
  }

  /** A fault has struck, and what is said next bears its mark. Gives the entry's number. */
  fault(fault: FaultRef, text: string, mark: Mark): number {
    this.marks.strike(fault, mark, this.headway.verb)
    return this.say('fault', 'sink', text, performance.now(), false)
  }

  lint(rule: LintRule, text: string, entry: number | null, line: number | null = null): void {
    const { lints } = this.session
    if (lints.length < MOST_LINTS) lints.push({ rule, text, entry, line })
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
    const { session } = this
    if (session.closedAt !== null) return
    const { stage, delivered, inTransaction, payload } = this.headway
    const now = performance.now()
    payload?.leave()
    session.ended ??= 'client'
    session.outcome = this.headway.outcome(session, this.secure)
    if (stage === 'data' || !delivered)
      this.explain(endedEarly(session.ended, { ...this.situation(), fault: this.marks.last }))
    if (session.ended !== 'quit' && (delivered || inTransaction)) {
      this.lint('no-quit', 'The client left without QUIT (RFC 5321, 4.1.1.10).', null)
    }
    this.say('close', 'sink', closings[session.ended], now, false)
    session.closedAt = new Date(performance.timeOrigin + now).toISOString()
    session.duration = Math.round((now - this.openedAt) * 10) / 10
    this.transcript.seal()
    this.options.intake.closed(this)
  }

  private refused(text: string): void {
    const { stage, verb, delivered, inTransaction } = this.headway
    const reply = readReply(text) ?? { code: 0, enhanced: null, text }
    const reason = refusal(reply, this.situation())
    // After a timeout the reply is not the reason: how far the client had come is. And a client that is told between
    // its mails that the sink stops was refused nothing.
    const farewell = delivered && !inTransaction && reply.text.endsWith('shutting down')
    if (this.session.ended !== 'timeout' && !farewell) this.explain(reason)
    this.options.intake.refused(this, reason)
    if (verb === 'MAIL' && (stage === 'hello' || stage === 'connected')) this.headway.settle()
  }

  private situation(): Situation {
    const { listener, strict, startTls } = this.options
    const { stage, verb, spoke, payload } = this.headway
    const { auth } = this.session
    return {
      listener,
      strict,
      startTls,
      stage,
      verb,
      spoke,
      payloadBytes: payload?.size ?? 0,
      payload: payload?.ended !== true ? 'arriving' : payload.messageId === null ? 'whole' : 'kept',
      secure: this.secure,
      login: auth === null ? null : { user: auth.user, mechanism: auth.mechanism },
      snubbed: this.marks.snubbed,
      fault: this.marks.blamed,
    }
  }

  private say(
    kind: 'command' | 'reply' | 'auth' | 'tls' | 'close' | 'fault' | 'garbage',
    from: 'client' | 'server' | 'sink',
    bytes: Uint8Array | string,
    time: number,
    isMasked: boolean,
  ): number {
    const at = this.tenths(time)
    this.saidAt = Math.max(this.saidAt, time)
    const transaction = this.headway.inTransaction ? this.headway.transaction : 0
    const { secure } = this
    const n = this.transcript.say({
      kind,
      from,
      at,
      transaction,
      bytes,
      masked: isMasked,
      secure,
      payload: null,
      fault: this.marks.id,
    })
    this.options.intake.spoke(this)
    return n
  }

  private tenths(time: number): number {
    return Math.max(0, Math.round((time - this.openedAt) * 10))
  }
}
