/** A transcript for reading in a terminal. */
import type { Entry } from '../contract/session.ts'

const SPEAKER = { client: 'C', server: 'S', sink: '*' } as const

// Half of it is a stranger's, and a terminal obeys control characters.
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/**
 * One line for each line that was said:
 *
 *       12.3 ms  C: EHLO app
 *       12.6 ms  S: 250-mail.test
 *                   250 SIZE 52428800
 */
export function transcriptText(entries: readonly Entry[]): string {
  return entries.map(lines).join('')
}

function lines({ at, from, text }: Entry): string {
  const time = `${at.toFixed(1).padStart(9)} ms  `
  const [first = '', ...more] = text.split(/\r?\n/).map((line) => line.replace(UNPRINTABLE, escaped))
  const rest = more.map((line) => `${' '.repeat(time.length + 3)}${line}\n`)
  return `${time}${SPEAKER[from]}: ${first}\n${rest.join('')}`
}

function escaped(char: string): string {
  const code = char.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}
