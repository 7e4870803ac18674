/** How large an image claims to be, read from its first bytes: nobody should have to unpack it to find out. */

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** PNG, GIF, WebP, and JPEG as far as its frame header stands within the bytes; null for anything else. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  if (bytes.length < 30) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  if (start.startsWith('\x89PNG')) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (start.startsWith('GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (start.startsWith('RIFF') && start.slice(8, 15) === 'WEBPVP8') return webpSize(view)
  return start.startsWith('\xff\xd8') ? jpegSize(view) : null
}

function webpSize(view: DataView): ImageSize | null {
  switch (view.getUint8(15)) {
    case 0x20: // lossy
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 0x4c: {
      // lossless: two numbers of 14 bits
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 0x58: // extended: two numbers of 24 bits
      return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 }
    default:
      return null
  }
}

function jpegSize(view: DataView): ImageSize | null {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    // SOF0 to SOF15, without the three markers among them that are no frame.
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

/** Unpacked, an image takes four bytes for each pixel; one that would take more than 160 MB is not drawn unasked. */
export function isModest({ width, height }: ImageSize): boolean {
  return width > 0 && height > 0 && width * height <= 40_000_000
}
