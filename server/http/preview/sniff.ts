/** What bytes are, by how they begin. What a part says of itself plays no part in it. */

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** The type of a raster image or a font; null for everything else, SVG included, for it can hold a script. */
export function inlineType(bytes: Uint8Array): string | null {
  const first = ascii(bytes, 0, 4)
  const brand = ascii(bytes, 8, 12)
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (first.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'image/gif'
  if (first === 'RIFF' && brand === 'WEBP') return 'image/webp'
  if (ascii(bytes, 4, 8) === 'ftyp' && /^avi[fs]$/.test(brand)) return 'image/avif'
  // Two letters are little to go by: the length that stands after them has to be right as well.
  if (first.startsWith('BM') && bytes.length > 26 && lengthOf(bytes) === bytes.length) return 'image/bmp'
  if (first === 'wOFF') return 'font/woff'
  if (first === 'wOF2') return 'font/woff2'
  if (first === 'OTTO') return 'font/otf'
  if (first === '\0\x01\0\0' || first === 'true') return 'font/ttf'
  return null
}

function lengthOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(2, true)
}
