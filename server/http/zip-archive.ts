/**
 * A ZIP archive as it is written: a file at a time, nothing held but the directory that ends it.
 *
 * Its own few lines instead of a library's, because there can be more than 65,535 files, which needs ZIP64; and Node's
 * deflate leaves the loop alone (APPNOTE.TXT 6.3.10).
 */
import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

/** Mail is mostly base64 and short: more effort costs time and gains little. */
const LEVEL = 3
/** Contents up to this many bytes are deflated at once, in two or three milliseconds: a stream costs more than that. */
const SMALL = 131_072
const SLICE = 65_536

const MOST_16 = 0xffff
const MOST_32 = 0xffffffff
// Sizes stand behind the content; the name is UTF-8.
const FLAGS = 0x0808
const DEFLATED = 8
const VERSION = 20
const VERSION_64 = 45
const UNIX = 3 << 8
const REGULAR_FILE = 0o100644 * 0x10000

export interface ZipArchive {
  /** Bytes of the archive that hold a file; `at` is shown as its time, in UTC. */
  file(name: string, at: Date, content: Uint8Array | Iterable<Uint8Array>): AsyncGenerator<Uint8Array>
  /** The directory; nothing comes after it. */
  end(): Generator<Uint8Array>
}

export function createZipArchive(): ZipArchive {
  const directory: Buffer[] = []
  let offset = 0

  return {
    async *file(name, at, content) {
      const start = offset
      const path = Buffer.from(name)
      const time = dosTime(at)
      const header = Buffer.alloc(30)
      header.writeUInt32LE(0x04034b50, 0)
      header.writeUInt16LE(VERSION, 4)
      header.writeUInt16LE(FLAGS, 6)
      header.writeUInt16LE(DEFLATED, 8)
      header.writeUInt32LE(time, 10)
      header.writeUInt16LE(path.length, 26)
      yield Buffer.concat([header, path])

      let crc = 0
      let size = 0
      let packed = 0
      const counted = function* () {
        for (const piece of slices(content)) {
          crc = crc32(piece, crc)
          size += piece.length
          yield piece
        }
      }
      for await (const piece of deflated(content, counted)) {
        packed += piece.length
        yield piece
      }

      const sizes = Buffer.alloc(16)
      sizes.writeUInt32LE(0x08074b50, 0)
      sizes.writeUInt32LE(crc, 4)
      sizes.writeUInt32LE(packed, 8)
      sizes.writeUInt32LE(size, 12)
      yield sizes
      offset += header.length + path.length + packed + sizes.length
      directory.push(entry({ path, time, crc, packed, size, start }))
    },

    *end() {
      const start = offset
      let size = 0
      for (const one of directory) {
        size += one.length
        yield one
      }
      const count = directory.length
      if (count >= MOST_16 || start + size >= MOST_32) yield end64({ count, size, start })
      const end = Buffer.alloc(22)
      end.writeUInt32LE(0x06054b50, 0)
      end.writeUInt16LE(Math.min(count, MOST_16), 8)
      end.writeUInt16LE(Math.min(count, MOST_16), 10)
      end.writeUInt32LE(Math.min(size, MOST_32), 12)
      end.writeUInt32LE(Math.min(start, MOST_32), 16)
      yield end
    },
  }
}

function* slices(content: Uint8Array | Iterable<Uint8Array>): Generator<Uint8Array> {
  if (!(content instanceof Uint8Array)) yield* content
  else for (let at = 0; at < content.length; at += SLICE) yield content.subarray(at, at + SLICE)
}

async function* deflated(
  content: Uint8Array | Iterable<Uint8Array>,
  counted: () => Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array && content.length <= SMALL) {
    yield deflateRawSync(Buffer.concat([...counted()]), { level: LEVEL })
    return
  }
  // An error of either ends the other, and is thrown by the loop.
  yield* pipeline(Readable.from(counted()), createDeflateRaw({ level: LEVEL }), () => {}) as AsyncIterable<Buffer>
}

interface Entry {
  readonly path: Buffer
  readonly time: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly start: number
}

function entry({ path, time, crc, packed, size, start }: Entry): Buffer {
  const far = start >= MOST_32
  // Held to the end, so never a slice of Node's pool (as of Buffer.concat): the whole 64 KB of it would be held, too.
  const fields = Buffer.alloc(46 + path.length + (far ? 12 : 0))
  fields.writeUInt32LE(0x02014b50, 0)
  fields.writeUInt16LE(UNIX | VERSION_64, 4)
  fields.writeUInt16LE(far ? VERSION_64 : VERSION, 6)
  fields.writeUInt16LE(FLAGS, 8)
  fields.writeUInt16LE(DEFLATED, 10)
  fields.writeUInt32LE(time, 12)
  fields.writeUInt32LE(crc, 16)
  fields.writeUInt32LE(packed, 20)
  fields.writeUInt32LE(size, 24)
  fields.writeUInt16LE(path.length, 28)
  fields.writeUInt16LE(far ? 12 : 0, 30)
  fields.writeUInt32LE(REGULAR_FILE, 38)
  fields.writeUInt32LE(far ? MOST_32 : start, 42)
  path.copy(fields, 46)
  if (far) {
    const extra = fields.subarray(46 + path.length)
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(start), 4)
  }
  return fields
}

/** The end of an archive of more than 65,534 files or 4 GiB, and where to find it. */
function end64({ count, size, start }: { count: number; size: number; start: number }): Buffer {
  const end = Buffer.alloc(76)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(UNIX | VERSION_64, 12)
  end.writeUInt16LE(VERSION_64, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(start + size), 64)
  end.writeUInt32LE(1, 72)
  return end
}

/** Date in the upper, time in the lower half, in steps of two seconds, from 1980 on. */
function dosTime(at: Date): number {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107)
  const date = ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return date * 0x10000 + time
}
