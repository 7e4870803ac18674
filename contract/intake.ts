/** What the SMTP room tells the store. The store numbers it, keeps it within the budget, and announces it. */
import type { FaultRef, FaultStage } from './fault.ts'
import type { Envelope, SessionRef } from './message.ts'
import type { Payload, PayloadFacts } from './payload.ts'
import type { Entry, Reason, Session, WireSide } from './session.ts'
import type { FaultPlace, Strike } from './strike.ts'

/** Everything said in a session, compact; entries are made when somebody reads them. */
export interface Transcript {
  /** Number of entries so far. */
  readonly length: number
  /** Bytes of memory held, payloads of unfinished transactions included. */
  readonly memory: number
  /** Entries from the `from`-th on. */
  entries(from?: number): Entry[]
  /** The bytes of one side, or both, in order, secrets masked; `missing` counts bytes that are no longer kept. */
  wire(from: WireSide): { bytes: Uint8Array; missing: number }
  /** The payloads of its transactions, by their numbers. */
  payloads(): ReadonlyMap<number, PayloadFacts>
  /** Lets a stretch of the middle go, when memory is short; gives the bytes that were freed. */
  thin(): number
}

/** What a session is at. Times are in ms since 1970. */
export interface Progress {
  /** `connecting` until its first command has come; `idle` between mails. */
  readonly stage: 'connecting' | 'idle' | 'envelope' | 'data'
  /** The number of the transaction under way, or of the last one. */
  readonly transaction: number
  /** When it connected, or the transaction under way began. */
  readonly since: number
  /** When something was last said, by either side. */
  readonly saidAt: number
  /** Bytes of the payload that is arriving. */
  readonly bytes: number
}

/** A session that the store keeps. `session` changes until it is closed; the store gives it its `seq`. */
export interface SessionRecord {
  readonly session: Session
  readonly transcript: Transcript
  progress(): Progress
}

/** A mail whose end of data has come, not yet answered. `id` is the store's to give. */
export interface Delivery {
  readonly payload: Payload
  readonly envelope: Envelope
  readonly session: SessionRef
  /** Rules that have struck its transaction so far. */
  readonly faults: readonly FaultRef[]
}

export interface Intake {
  /** Numbers and announces a session that was just accepted. */
  opened(record: SessionRecord): void
  /** The session has new entries. Called often; must be cheap when nobody follows the session. */
  spoke(record: SessionRecord): void
  /** A reply of 400 or more went out. */
  refused(record: SessionRecord, reason: Reason): void
  /** The session is over; its facts no longer change. */
  closed(record: SessionRecord): void
  /**
   * Claims (or, when negative, gives back) budget for bytes that are in flight, evicting the oldest mail if need be.
   * False when the budget cannot hold them: the caller answers 452 and keeps nothing.
   */
  reserve(bytes: number): boolean
  /**
   * Keeps a message and gives it its id. Once this has returned, or its promise is fulfilled, the message is visible;
   * only then may the 250 be sent. The bytes reserved for it now count as the message's.
   */
  accept(delivery: Delivery, record: SessionRecord): string | Promise<string>
  /** Whether any rule is there for a stage: asked for every command, and mostly no. */
  hasFaults(stage: FaultStage): boolean
  /** What the first rule that matches makes of this place, counted; null where none does. */
  strike(place: FaultPlace, record: SessionRecord): Strike | null
  /**
   * Notes and announces a strike: `entry` is the `n` of the entry that tells of it, `message` the id of the mail that was
   * kept first. A message of the same transaction that is accepted later is added to it.
   */
  struck(
    strike: Strike,
    record: SessionRecord,
    where: { entry: number; transaction: number | null; message: string | null },
  ): void
}
