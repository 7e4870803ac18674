/**
 * A stretch of a transcript: records packed into one buffer, so that a session with ten thousand mails costs
 * bytes and no work for the garbage collector.
 *
 * A record is one byte of flags, then three numbers (time step, transaction, length or payload index), a fourth where a
 * fault touched it (which one), then its bytes.
 */
import type { Entry, EntryKind } from '../../contract/session.ts'
import type { WirePayload } from './payload.ts'

export type Side = Entry['from']

const kinds: readonly EntryKind[] = ['command', 'reply', 'auth', 'payload', 'tls', 'close', 'fault', 'garbage']
const sides: readonly Side[] = ['client', 'server', 'sink']
const MASKED = 1 << 5
const SECURE = 1 << 6
const TOUCHED = 1 << 7
/** The most that a record needs beside its bytes. */
const RECORD_HEAD = 28
const FIRST_SIZE = 384
const FULL = 16 * 1024

/** A record on its way in: what was said, or a payload that may still be arriving. */
export interface Said {
  readonly kind: EntryKind
  readonly from: Side
  /** Tenths of a millisecond since the session opened. */
  readonly at: number
  readonly transaction: number
  readonly bytes: Uint8Array | string
  readonly masked: boolean
  readonly secure: boolean
  readonly payload: WirePayload | null
  /** Id of the rule that touched it. */
  readonly fault: string | null
}

/** A record as it is read back; `bytes` is a view of the log. */
export interface LogRecord extends Said {
  readonly n: number
  readonly bytes: Uint8Array
}

export class LogSegment {
  /** The `n` of the first record, and the number of records. */
  readonly first: number
  count = 0

  private log: Buffer = Buffer.allocUnsafeSlow(FIRST_SIZE)
  private used = 0
  private lastAt = 0
  private payloads: WirePayload[] = []
  /** What the payloads hold whose fate is settled: all but the last. */
  private settled = 0
  /** Rules that touched records of this segment. */
  private faults: string[] = []

  constructor(first: number) {
    this.first = first
  }

  /** Bytes of memory, with what its payloads hold and no message counts. */
  get memory(): number {
    return this.log.length + this.settled + (this.payloads[this.payloads.length - 1]?.memory ?? 0)
  }

  get full(): boolean {
    return this.used >= FULL
  }

  add(said: Said): void {
    const size = typeof said.bytes === 'string' ? Buffer.byteLength(said.bytes) : said.bytes.length
    this.makeRoom(size + RECORD_HEAD)
    const flags =
      kinds.indexOf(said.kind) |
      (sides.indexOf(said.from) << 3) |
      (said.masked ? MASKED : 0) |
      (said.secure ? SECURE : 0) |
      (said.fault !== null ? TOUCHED : 0)
    this.log[this.used] = flags
    this.used += 1
    // Commands that came in one chunk are told before their replies and bear an earlier time: a step may be negative.
    const step = said.at - this.lastAt
    this.lastAt = said.at
    this.write(step < 0 ? -2 * step - 1 : 2 * step)
    this.write(said.transaction)
    this.count += 1
    if (said.payload !== null) this.settled += this.payloads[this.payloads.length - 1]?.memory ?? 0
    this.write(said.payload === null ? size : this.payloads.push(said.payload) - 1)
    if (said.fault !== null) this.write(this.indexOf(said.fault))
    if (said.payload !== null) return
    if (typeof said.bytes === 'string') this.log.write(said.bytes, this.used)
    else this.log.set(said.bytes, this.used)
    this.used += size
  }

  /** Gives back the room for more. */
  seal(): void {
    if (this.log.length === this.used) return
    const exact = Buffer.allocUnsafeSlow(this.used)
    this.log.copy(exact, 0, 0, this.used)
    this.log = exact
  }

  *records(): Generator<LogRecord> {
    const reader = { at: 0 }
    let at = 0
    for (let n = this.first; n < this.first + this.count; n += 1) {
      const flags = this.log[reader.at] ?? 0
      reader.at += 1
      const step = this.read(reader)
      at += step % 2 === 1 ? -(step + 1) / 2 : step / 2
      const transaction = this.read(reader)
      const value = this.read(reader)
      const kind = kinds[flags & 7] ?? 'garbage'
      const payload = kind === 'payload' ? (this.payloads[value] ?? null) : null
      const fault = (flags & TOUCHED) === 0 ? null : (this.faults[this.read(reader)] ?? null)
      const end = reader.at + (kind === 'payload' ? 0 : value)
      yield {
        n,
        kind,
        from: sides[(flags >> 3) & 3] ?? 'sink',
        at,
        transaction,
        bytes: this.log.subarray(reader.at, end),
        masked: (flags & MASKED) !== 0,
        secure: (flags & SECURE) !== 0,
        payload,
        fault,
      }
      reader.at = end
    }
  }

  private indexOf(fault: string): number {
    const known = this.faults.indexOf(fault)
    return known < 0 ? this.faults.push(fault) - 1 : known
  }

  /** Seven bits a byte, the low ones first; the eighth says that more follow. */
  private write(value: number): void {
    let rest = value
    while (rest > 127) {
      this.log[this.used] = (rest % 128) | 128
      this.used += 1
      rest = Math.floor(rest / 128)
    }
    this.log[this.used] = rest
    this.used += 1
  }

  private read(reader: { at: number }): number {
    let value = 0
    let weight = 1
    for (;;) {
      const byte = this.log[reader.at] ?? 0
      reader.at += 1
      value += (byte & 127) * weight
      if (byte < 128) return value
      weight *= 128
    }
  }

  private makeRoom(room: number): void {
    if (this.log.length - this.used >= room) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.log.length * 2, this.used + room))
    this.log.copy(larger, 0, 0, this.used)
    this.log = larger
  }
}
