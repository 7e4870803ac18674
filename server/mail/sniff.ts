/** What a content is by its own bytes, whatever the sender says that it is. Looks at the beginning only. */
import { textKind } from './sniff-text.ts'

/** Bytes that are looked at. */
const LOOKED_AT = 4096

/** Where a signature stands, what it is (one character per byte), and what it is the signature of. The first that fits counts. */
const SIGNATURES: readonly (readonly [at: number, signature: string, type: string])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'image/png'],
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, 'GIF87a', 'image/gif'],
  [0, 'GIF89a', 'image/gif'],
  [0, '\0\0\x01\0', 'image/x-icon'],
  [0, 'II*\0', 'image/tiff'],
  [0, 'MM\0*', 'image/tiff'],
  [0, '%PDF-', 'application/pdf'],
  [0, '%!PS', 'application/postscript'],
  [0, '{\\rtf', 'application/rtf'],
  [0, '\x1f\x8b', 'application/gzip'],
  [0, '7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  [0, 'Rar!\x1a\x07', 'application/vnd.rar'],
  [0, 'BZh', 'application/x-bzip2'],
  [0, '\xfd7zXZ\0', 'application/x-xz'],
  [257, 'ustar', 'application/x-tar'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-ole-storage'],
  // What Outlook wraps attachments in, and nobody else can open: winmail.dat.
  [0, '\x78\x9f\x3e\x22', 'application/ms-tnef'],
  [0, '\x7fELF', 'application/x-elf'],
  [0, '\xcf\xfa\xed\xfe', 'application/x-mach-binary'],
  [0, '\0asm', 'application/wasm'],
  [0, 'ID3', 'audio/mpeg'],
  [0, 'OggS', 'audio/ogg'],
  [0, 'fLaC', 'audio/flac'],
  [0, '\x1aE\xdf\xa3', 'video/webm'],
  [0, 'wOFF', 'font/woff'],
  [0, 'wOF2', 'font/woff2'],
]

/** The kinds of RIFF, and the brands of an ISO media file. */
const RIFF: Readonly<Record<string, string>> = { WEBP: 'image/webp', WAVE: 'audio/wav', 'AVI ': 'video/x-msvideo' }
const BRANDS: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heif',
  'M4A ': 'audio/mp4',
  'qt  ': 'video/quicktime',
}

/** Names in an archive that tell what it is an archive of. */
const ARCHIVES: readonly (readonly [name: string, type: string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['META-INF/', 'application/java-archive'],
]

/** A media type in lower case; null for what is not known. */
export function typeOf(content: Buffer): string | null {
  if (content.length === 0) return null
  const head = content.toString('latin1', 0, LOOKED_AT)
  for (const [at, signature, type] of SIGNATURES) if (head.startsWith(signature, at)) return type
  if (head.startsWith('PK\x03\x04')) return archive(content)
  if (head.startsWith('PK\x05\x06')) return 'application/zip'
  if (head.startsWith('RIFF')) return RIFF[head.slice(8, 12)] ?? null
  if (head.startsWith('ftyp', 4)) return BRANDS[head.slice(8, 12)] ?? 'video/mp4'
  // Two letters are no signature: what has to follow them decides.
  if (head.startsWith('BM') && head.startsWith('\0\0\0\0', 6)) return 'image/bmp'
  if (head.startsWith('MZ') && head.slice(0, 64).includes('\0')) return 'application/vnd.microsoft.portable-executable'
  if (isMpegFrame(content)) return 'audio/mpeg'
  return textKind(content.subarray(0, LOOKED_AT))
}

/** The header of a frame of MPEG audio, layer III, with values that exist. */
function isMpegFrame(content: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = content
  return first === 0xff && (second & 0xe6) === 0xe2 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3
}

const FILE = 'PK\x03\x04'
const MOST_FILES = 50
/** Of a file whose size stands behind it. */
const SIZE_FOLLOWS = 8

/** By the names of its first files, each of which stands before its content. */
function archive(content: Buffer): string {
  for (let at = 0, files = 0; files < MOST_FILES && at >= 0 && at + 30 < content.length; files += 1) {
    if (content.toString('latin1', at, at + 4) !== FILE) break
    const sizeFollows = (content.readUInt16LE(at + 6) & SIZE_FOLLOWS) !== 0
    const size = content.readUInt32LE(at + 18)
    const nameEnd = at + 30 + content.readUInt16LE(at + 26)
    const data = nameEnd + content.readUInt16LE(at + 28)
    const name = content.toString('latin1', at + 30, Math.min(nameEnd, at + 286))
    // OpenDocument and EPUB say what they are in their first file, which is not packed.
    if (name === 'mimetype') {
      const type = content.toString('latin1', data, data + Math.min(size, 100)).trim()
      if (/^application\/[\w.+-]+$/.test(type)) return type
    }
    const found = ARCHIVES.find(([prefix]) => name.startsWith(prefix))
    if (found !== undefined) return found[1]
    at = sizeFollows ? content.indexOf(FILE, data, 'latin1') : data + size
  }
  return 'application/zip'
}
