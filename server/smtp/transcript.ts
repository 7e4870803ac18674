/** Everything said in a session, from compact segments to the entries and the bytes that are shown. */
import type { Transcript } from '../../contract/intake.ts'
import type { PayloadFacts } from '../../contract/payload.ts'
import type { Entry, WireSide } from '../../contract/session.ts'
import { type LogRecord, LogSegment, type Said } from './log-segment.ts'
import type { WirePayload } from './payload.ts'
import { readReply } from './reply.ts'
import { visible } from './visible.ts'

/** Segments of 16 KiB that one transcript keeps: after that its middle goes, its beginning and newest part stay. */
const MOST_SEGMENTS = 64

const terminator = Buffer.from('.\r\n')

export class TranscriptLog implements Transcript {
  length = 0
  private segments = [new LogSegment(0)]
  /** Memory of all segments but the last, which is the only one that grows. */
  private settled = 0
  private missing = { client: 0, server: 0 }

  get memory(): number {
    return this.settled + (this.segments[this.segments.length - 1]?.memory ?? 0)
  }

  /** Appends an entry and gives its `n`. */
  say(said: Said): number {
    let segment = this.segments[this.segments.length - 1]
    if (segment === undefined || segment.full) {
      if (this.segments.length >= MOST_SEGMENTS) this.thin()
      this.settled += segment?.memory ?? 0
      segment = new LogSegment(this.length)
      this.segments.push(segment)
    }
    segment.add(said)
    this.length += 1
    return this.length - 1
  }

  /** No more will come: gives back what was set aside for more. */
  seal(): void {
    this.segments[this.segments.length - 1]?.seal()
  }

  /** Counts bytes that are not kept. */
  lose(side: 'client' | 'server', bytes: number): void {
    this.missing[side] += bytes
  }

  thin(): number {
    if (this.segments.length < 3) return 0
    const [gone] = this.segments.splice(1, 1)
    if (gone === undefined) return 0
    for (const { from, bytes, payload } of gone.records()) {
      if (from !== 'sink') this.missing[from] += payload === null ? bytes.length : payload.size
    }
    this.settled -= gone.memory
    return gone.memory
  }

  entries(from = 0): Entry[] {
    const entries: Entry[] = []
    let next = 0
    for (const segment of this.segments) {
      if (segment.first > next && segment.first > from) entries.push(gap(next, segment.first - next))
      next = segment.first + segment.count
      if (next <= from) continue
      for (const record of segment.records()) if (record.n >= from) entries.push(entryOf(record))
    }
    return entries
  }

  wire(side: WireSide): { bytes: Uint8Array; missing: number } {
    const bytes: Uint8Array[] = []
    let missing = side === 'both' ? this.missing.client + this.missing.server : this.missing[side]
    for (const segment of this.segments) {
      for (const record of segment.records()) {
        if (record.from === 'sink' || (side !== 'both' && record.from !== side)) continue
        if (record.payload === null) {
          bytes.push(record.bytes)
          continue
        }
        const kept = record.payload.wire()
        if (kept === null) missing += record.payload.size
        else bytes.push(kept)
        if (record.payload.ended) bytes.push(terminator)
      }
    }
    return { bytes: Buffer.concat(bytes), missing }
  }

  payloads(): ReadonlyMap<number, PayloadFacts> {
    const found = new Map<number, PayloadFacts>()
    for (const segment of this.segments)
      for (const { transaction, payload } of segment.records()) if (payload !== null) found.set(transaction, payload)
    return found
  }
}

function gap(n: number, entries: number): Entry {
  const text = `${entries} entries are no longer kept: the conversation grew too long, or memory too short.`
  return { n, at: 0, from: 'sink', kind: 'garbage', text, bytes: 0, secure: false }
}

function entryOf(record: LogRecord): Entry {
  const { n, from, kind, transaction, masked, secure, payload, fault } = record
  const at = record.at / 10
  const rest = {
    secure,
    ...(transaction > 0 && { transaction }),
    ...(masked && { masked }),
    ...(fault !== null && { fault }),
  }
  if (payload !== null) {
    const messageId = payload.messageId === null ? {} : { messageId: payload.messageId }
    return { n, at, from, kind, text: payloadText(payload), bytes: payload.size, ...messageId, ...rest }
  }
  const text = visible(withoutLineEnd(record.bytes)).replaceAll('\r\n', '\n')
  const facts = kind === 'command' || kind === 'auth' ? verbOf(text, kind) : from === 'server' ? codesOf(text) : {}
  return { n, at, from, kind, text, bytes: record.bytes.length, ...facts, ...rest }
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const { length } = bytes
  if (bytes[length - 1] !== 10) return bytes
  return bytes.subarray(0, bytes[length - 2] === 13 ? length - 2 : length - 1)
}

function verbOf(text: string, kind: 'command' | 'auth'): { verb?: string } {
  const verb = kind === 'auth' ? 'AUTH' : /^[A-Za-z]+/.exec(text)?.[0].toUpperCase()
  return verb === undefined ? {} : { verb }
}

/** The code of a reply, and its enhanced code where the last line has one. */
function codesOf(text: string): { code?: number; enhanced?: string } {
  const last = readReply(text.slice(text.lastIndexOf('\n') + 1))
  return last === null ? {} : { code: last.code, ...(last.enhanced !== null && { enhanced: last.enhanced }) }
}

function payloadText(payload: WirePayload): string {
  const what = `${payload.size} bytes, ${payload.lines} ${payload.lines === 1 ? 'line' : 'lines'}`
  switch (payload.fate) {
    case 'arriving':
      return `${what} so far`
    case 'kept':
      return what
    case 'unfinished':
      return `${what}, and no end of data`
    case 'refused':
      return `${what}, refused and not kept`
    case 'deleted':
      return `${what}; the message was deleted`
    case 'evicted':
      return `${what}; the message was dropped to stay within the limits`
  }
}
