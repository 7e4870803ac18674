/** Numbers, times and sizes as people say them. */

/** `1 message`, `1,000 messages`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`
}

/** A distance in time, only as exact as it matters: `120 ms`, `1.2 s`, `14 s`, `3 min`, `5 h`, `2 days`. */
export function span(ms: number): string {
  if (ms < 10_000) return exactly(ms)
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

/** How long was waited, which the reader has set: `250 ms`, `1.5 s`, `150 s`. */
export function exactly(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  return `${Math.round(ms / 100) / 10} s`
}

/** `1.2 s ago`; clocks that disagree never make it the future. */
export function ago(iso: string, now: number): string {
  const ms = Math.round(now - Date.parse(iso))
  return ms > 0 ? `${span(ms)} ago` : 'just now'
}

/** `12:00:03 UTC`. */
export function clock(iso: string): string {
  return `${iso.slice(11, 19)} UTC`
}

/** `999 bytes`, `120 kB`, `1.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte')
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  return `${Math.round(bytes / 100_000) / 10} MB`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
