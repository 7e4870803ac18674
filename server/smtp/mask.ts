/**
 * Takes the secret out of a line before it is kept anywhere. Each masked byte becomes a `*`, so that lengths still tell
 * something (an empty password, a token that was cut) and offsets stay true.
 */
const STAR = 42
const knownVerb = /^(?:EHLO|HELO|LHLO|MAIL|RCPT|DATA|RSET|NOOP|QUIT|HELP|VRFY|EXPN|STARTTLS|AUTH|BDAT)(?:[ \t\r\n:]|$)/i
const authWithResponse = /^(\s*AUTH[ \t]+[^\s]+[ \t]+)\S/i

/** Whether a line begins a login: what follows it may be secret. */
export function begunLogin(line: Uint8Array): boolean {
  return /^\s*AUTH\b/i.test(Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, 64)).toString('latin1'))
}

/** What came before a line decides whether it may be a secret. */
export type Before =
  /** The server has asked (334) and this is the answer. */
  | 'challenge'
  /** An AUTH was refused: a client that did not wait for the reply may send its secret all the same. */
  | 'auth-refused'
  | 'other'

/** The line as it may be kept, or null when it holds no secret. */
export function masked(line: Uint8Array, before: Before): Uint8Array | null {
  if (before === 'other' && !mayBeAuth(line[0] ?? 0)) return null
  const end = lengthWithoutLineEnd(line)
  const text = Buffer.from(line.buffer, line.byteOffset, end).toString('latin1')
  const auth = authWithResponse.exec(text)
  if (auth !== null) return stars(line, auth[1]?.length ?? 0, end)
  if (before === 'challenge' && end > 0 && text !== '*') return stars(line, 0, end)
  if (before === 'auth-refused' && end > 0 && !knownVerb.test(text)) return stars(line, 0, end)
  return null
}

/** Every line comes by here: most are told by their first byte. */
function mayBeAuth(first: number): boolean {
  return first === 65 || first === 97 || first <= 32
}

function stars(line: Uint8Array, start: number, end: number): Uint8Array {
  const copy = new Uint8Array(line)
  copy.fill(STAR, start, end)
  return copy
}

function lengthWithoutLineEnd(line: Uint8Array): number {
  let { length } = line
  while (length > 0 && (line[length - 1] === 10 || line[length - 1] === 13)) length -= 1
  return length
}
