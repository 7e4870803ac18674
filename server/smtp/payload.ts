/** The bytes of one DATA: taken as they arrive, then held once, in memory of their own size (contract/payload.ts). */
import type { Fate, Fingerprint, Payload } from '../../contract/payload.ts'
import { fingerprintOf } from './fingerprint.ts'
import { PayloadScan } from './payload-scan.ts'

const CR = 13
const LF = 10
const DOT = 46

export class WirePayload implements Payload {
  size = 0
  fate: Fate = 'arriving'
  messageId: string | null = null
  /** Whether the terminator has come. */
  ended = false

  /** What has come so far, and in the end the whole; null once it is let go. */
  private bytes: Buffer[] | Buffer | null = []
  private scan: PayloadScan | null = new PayloadScan()
  private settledLines = 0
  private dots = 0
  private mark: Fingerprint | null = null

  get lines(): number {
    return this.scan?.lines ?? this.settledLines
  }

  /** Bytes of the raw mail so far. */
  get rawSize(): number {
    return this.size - (this.scan?.dots ?? this.dots)
  }

  /** Whether the bytes are still held. */
  get held(): boolean {
    return this.bytes !== null
  }

  /** Bytes that it holds and that no message counts: those of an unfinished one, and what is remembered of a refused one. */
  get memory(): number {
    if (this.fate === 'unfinished') return this.size
    return this.fate === 'refused' ? this.markSize : 0
  }

  /** Takes the next bytes. Once dropped, they are counted and not kept. */
  add(chunk: Buffer): void {
    if (chunk.length === 0) return
    this.scan?.add(chunk)
    this.size += chunk.length
    if (Array.isArray(this.bytes)) this.bytes.push(chunk)
  }

  /** The terminator has come. Gives what is amiss. */
  finish(): PayloadScan | null {
    this.ended = true
    return this.settle()
  }

  /** The terminator never came: what did come stays with the session. */
  leave(): void {
    this.settle()
    if (this.fate === 'arriving') this.fate = 'unfinished'
  }

  /** The message is in the store. */
  keep(messageId: string): void {
    this.messageId = messageId
    this.fate = 'kept'
  }

  setAside(): void {
    this.fate = 'deleted'
  }

  takeBack(): void {
    this.fate = 'kept'
  }

  drop(fate: 'refused' | 'deleted' | 'evicted'): void {
    // Of a refused mail this is all that stays; of a kept one it is made only if somebody asks.
    if (fate === 'refused') this.mark ??= this.read()
    this.fate = fate
    this.bytes = null
  }

  fingerprint(): Fingerprint | null {
    if (this.fate !== 'arriving' || this.ended) this.mark ??= this.read()
    return this.mark
  }

  wire(): Buffer | null {
    // Set aside, the bytes are still here, and nobody is given them: the message may be restored.
    if (this.fate === 'deleted') return null
    return Array.isArray(this.bytes) ? Buffer.concat(this.bytes) : this.bytes
  }

  raw(): Buffer | null {
    const wire = this.wire()
    return wire === null || this.rawSize === this.size ? wire : withoutDots(wire, this.rawSize)
  }

  private read(): Fingerprint | null {
    return this.bytes === null ? null : fingerprintOf(this.bytes, this.ended)
  }

  private get markSize(): number {
    const { messageId, subject } = this.mark ?? { messageId: null, subject: null }
    return MARK + (messageId?.length ?? 0) + (subject?.length ?? 0)
  }

  private settle(): PayloadScan | null {
    const { scan } = this
    if (scan === null) return null
    scan.end()
    this.settledLines = scan.lines
    this.dots = scan.dots
    this.scan = null
    if (Array.isArray(this.bytes)) this.bytes = joined(this.bytes, this.size)
    return scan
  }
}

/** What a fingerprint holds beside its strings: the object and the hash. */
const MARK = 200
/** Bytes beside a payload that it may keep alive: its terminator, a QUIT behind it. */
const SPARE = 64

/**
 * One buffer that keeps nothing else alive. A payload that came in one piece stays where it is, unless that piece is the
 * view of a larger one; unpooled, for a small buffer from the pool would keep its neighbours alive.
 */
function joined(chunks: readonly Buffer[], size: number): Buffer {
  const [only] = chunks
  if (only !== undefined && chunks.length === 1 && only.buffer.byteLength <= size + SPARE) return only
  const all = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const chunk of chunks) at += chunk.copy(all, at)
  return all
}

/**
 * The sender doubles a leading dot so that a lone "." can end DATA; one is taken off each line that begins with one
 * (RFC 5321, 4.5.2). Only CRLF ends a line here: a dot after a bare LF is text.
 */
export function withoutDots(wire: Buffer, rawSize: number): Buffer {
  const raw = Buffer.allocUnsafeSlow(rawSize)
  let at = 0
  let beforeLast = CR
  let last = LF
  // Byte by byte: searching for the next dot is quicker in an ordinary mail and takes seconds in one made of dots.
  for (let from = 0; from < wire.length; from += 1) {
    const byte = wire[from] ?? 0
    if (byte !== DOT || last !== LF || beforeLast !== CR) {
      raw[at] = byte
      at += 1
    }
    beforeLast = last
    last = byte
  }
  return raw
}
