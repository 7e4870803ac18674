/**
 * What tells that two payloads are tries of the same mail, in a few hundred bytes: its Message-ID, its subject, and a hash
 * of its body. A client that tries again often builds the mail anew, with other boundaries between its parts.
 */
import { createHash } from 'node:crypto'
import type { Fingerprint } from '../../contract/payload.ts'

/** Bytes in which a header block has to end; of one that does not, what stands before is read. */
const LONGEST_HEAD = 64 * 1024
/** Characters of a value that are kept. */
const LONGEST_VALUE = 250
/** Bytes of a body that are hashed: its beginning, and of a longer one its end too. */
const FIRST_PART = 1024 * 1024
const LAST_PART = 64 * 1024
/** Bytes beyond, so that boundaries of another length move nothing out. */
const SLACK = 16 * 1024
/** Boundaries that are told apart; a real mail has three. */
const MOST_BOUNDARIES = 32

/** The fingerprint of a payload as it is on the wire, in one piece or as it came; `whole` when its end has come. */
export function fingerprintOf(wire: Buffer | readonly Buffer[], whole: boolean): Fingerprint {
  const bytes = Buffer.isBuffer(wire) ? wire : whole ? Buffer.concat(wire) : beginning(wire)
  const start = bodyOf(bytes)
  const head = bytes.toString('latin1', 0, Math.min(start ?? bytes.length, LONGEST_HEAD))
  return {
    messageId: valueOf(head, MESSAGE_ID),
    subject: valueOf(head, SUBJECT),
    body: whole ? bodyHash(bytes.subarray(start ?? bytes.length), head) : null,
  }
}

const MESSAGE_ID = /^message-id[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)/im
const SUBJECT = /^subject[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)/im

/** The first field of a name, unfolded; null where there is none, or nothing in it. */
function valueOf(head: string, field: RegExp): string | null {
  const value = field.exec(head)?.[1]?.replaceAll(/\r?\n/g, '').trim().slice(0, LONGEST_VALUE) ?? ''
  // Through a buffer: a part of a string would keep the whole of it alive.
  return value === '' ? null : Buffer.from(value, 'latin1').toString('utf8')
}

/** Where the body begins; null where the header has not ended. */
function bodyOf(bytes: Buffer): number | null {
  if (bytes[0] === 10) return 1
  if (bytes[0] === 13 && bytes[1] === 10) return 2
  const head = bytes.subarray(0, LONGEST_HEAD)
  const [crLf, lf] = [head.indexOf('\r\n\r\n'), head.indexOf('\n\n')]
  if (crLf >= 0 && (lf < 0 || crLf < lf)) return crLf + 4
  return lf < 0 ? null : lf + 2
}

function bodyHash(body: Buffer, head: string): string {
  const first = body.toString('latin1', 0, FIRST_PART + SLACK)
  const boundaries = boundariesIn(head, first)
  const hash = createHash('sha256').update(without(boundaries, first).slice(0, FIRST_PART), 'latin1')
  if (body.length > FIRST_PART) {
    const last = body.toString('latin1', Math.max(0, body.length - LAST_PART - SLACK))
    hash.update(without(boundaries, last).slice(-LAST_PART), 'latin1')
  }
  return hash.digest('base64url')
}

/** What divides the parts, also of parts within parts, the longest first: one may begin like another. */
function boundariesIn(...texts: readonly string[]): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    for (const [, quoted, bare] of text.matchAll(/\bboundary[ \t]*=\s*(?:"([^"\r\n]{1,200})"|([^\s";]{1,200}))/gi)) {
      found.add(quoted ?? bare ?? '')
      if (found.size >= MOST_BOUNDARIES) break
    }
  }
  return [...found].toSorted((a, b) => b.length - a.length)
}

/** Each boundary replaced where it divides parts, or is given as the parameter; elsewhere such characters are text. */
function without(boundaries: readonly string[], text: string): string {
  if (boundaries.length === 0) return text
  const any = boundaries.map((boundary) => boundary.replaceAll(/[^A-Za-z0-9]/g, String.raw`\$&`)).join('|')
  return text.replaceAll(new RegExp(String.raw`(^--|\bboundary[ \t]*=\s*"?)(?:${any})`, 'gim'), '$1')
}

/** So much of what came as a header block may have. */
function beginning(chunks: readonly Buffer[]): Buffer {
  const some: Buffer[] = []
  for (let length = 0, at = 0; length < LONGEST_HEAD && at < chunks.length; at += 1) {
    const chunk = chunks[at]
    if (chunk === undefined) break
    some.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(some)
}
