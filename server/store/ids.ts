/** Ids of 26 characters that sort by the time they were made and cannot be guessed. */
import { randomFillSync } from 'node:crypto'

/** Crockford's alphabet in lower case: no letter that looks like a digit, and the characters sort as their values do. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
/** Every two characters, ten bits: an id is put together from thirteen of them, for each session and each mail. */
const pairs = Array.from({ length: 1024 }, (_, bits) => (alphabet[bits >> 5] ?? '') + (alphabet[bits & 31] ?? ''))
const TIME_PAIRS = 5
const ORDER_PAIRS = 2
const RANDOM_PAIRS = 6
/** Random numbers of 16 bits that are drawn at once. */
const POOL = 2048

/**
 * Makes a source of ids: ten characters of the time in ms, four that count within the same ms, twelve (60 bits) of chance.
 * A clock that goes back is held still: the order stays.
 */
export function createIds(now: () => number = Date.now): () => string {
  const pool = new Uint16Array(POOL)
  let used = POOL
  let lastTime = -1
  let timeChars = ''
  let order = 0
  return () => {
    const time = Math.max(lastTime, Math.floor(now()))
    order = time === lastTime ? order + 1 : 0
    if (time !== lastTime) timeChars = encoded(time, TIME_PAIRS)
    lastTime = time
    if (used + RANDOM_PAIRS > POOL) {
      randomFillSync(pool)
      used = 0
    }
    let chance = ''
    for (let i = 0; i < RANDOM_PAIRS; i += 1) chance += pairs[(pool[used + i] ?? 0) & 1023]
    used += RANDOM_PAIRS
    return timeChars + encoded(order, ORDER_PAIRS) + chance
  }
}

function encoded(value: number, length: number): string {
  let text = ''
  let rest = value
  for (let i = 0; i < length; i += 1) {
    text = (pairs[rest % 1024] ?? '') + text
    rest = Math.floor(rest / 1024)
  }
  return text
}
