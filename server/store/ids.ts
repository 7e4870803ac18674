/** Ids of 26 characters that sort by the time they were made and cannot be guessed. */
import { randomFillSync } from 'node:crypto'

/** Crockford's alphabet in lower case: no letter that looks like a digit, and the characters sort as their values do. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARS = 10
const ORDER_CHARS = 4
const RANDOM_CHARS = 12
const POOL = 4096

/**
 * Makes a source of ids: ten characters of the time in ms, four that count within the same ms, twelve (60 bits) of chance.
 * A clock that goes back is held still: the order stays.
 */
export function createIds(now: () => number = Date.now): () => string {
  const pool = Buffer.alloc(POOL)
  let used = POOL
  let lastTime = -1
  let timeChars = ''
  let order = 0
  return () => {
    const time = Math.max(lastTime, Math.floor(now()))
    order = time === lastTime ? order + 1 : 0
    if (time !== lastTime) timeChars = encoded(time, TIME_CHARS)
    lastTime = time
    if (used + RANDOM_CHARS > POOL) {
      randomFillSync(pool)
      used = 0
    }
    let chance = ''
    for (let i = 0; i < RANDOM_CHARS; i += 1) chance += alphabet[(pool[used + i] ?? 0) & 31]
    used += RANDOM_CHARS
    return timeChars + encoded(order, ORDER_CHARS) + chance
  }
}

function encoded(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = (alphabet[rest % 32] ?? '0') + text
  return text
}
