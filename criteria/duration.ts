/** Durations as people write them: `250ms`, `5s`. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/**
 * Milliseconds of `250`, `250ms`, `5s`, `2m`, `1h` or `1.5s`; a number alone is milliseconds. Null for anything else.
 * Parts of a millisecond are rounded.
 */
export function readDuration(text: string): number | null {
  const [, number, unit = 'ms'] = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h)?$/.exec(text.trim()) ?? []
  if (number === undefined) return null
  const duration = Math.round(Number(number) * (UNITS[unit] ?? 1))
  return Number.isSafeInteger(duration) ? duration : null
}
