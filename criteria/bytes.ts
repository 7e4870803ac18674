/** Sizes as people write them: `10k`, `2 MB`. */

const UNITS: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

/**
 * Bytes of `512`, `512b`, `10k`, `10 KB`, `1.5MiB` or `1g`; a number alone is bytes, and a k is 1,024, however it is
 * written. Null for anything else. Parts of a byte are rounded.
 */
export function readBytes(text: string): number | null {
  const [, number, unit = 'b'] = /^(\d{1,15}(?:\.\d{1,6})?) ?(?:b|([kmg])(?:i?b)?)?$/i.exec(text.trim()) ?? []
  if (number === undefined) return null
  const bytes = Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? 1))
  return Number.isSafeInteger(bytes) ? bytes : null
}
