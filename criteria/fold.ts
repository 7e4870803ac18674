/**
 * Comparing texts the way people do: whatever the case, and with any run of white space, no-break spaces included, as
 * one space.
 *
 * Values are tested as they are. To lower-case and fold each of 10,000 bodies first takes longer than to search them.
 */

/** Holds one value against what it was made for. Keeps no state. */
export type Test = (value: string) => boolean

/**
 * How much of a wanted text is looked for everywhere, and how often the rest is compared where that was found. An engine
 * begins anew at every character, so that `aaa…b` would cost a text of `a`s its length times that of what is wanted.
 */
const HEAD = 32
const TRIES = 16

/** The value contains the wanted text. Takes time in proportion to the value, whatever the two are. */
export function containing(wanted: string): Test {
  const folded = foldSpace(wanted)
  // By characters: half a surrogate pair would match nothing.
  const characters = Array.from(folded)
  if (characters.length <= HEAD) {
    const whole = new RegExp(loosely(folded), 'iu')
    return (value) => whole.test(value)
  }
  const head = new RegExp(loosely(characters.slice(0, HEAD).join('').trim()), 'giu')
  const whole = new RegExp(loosely(folded), 'iuy')
  const find = finding(folded)
  const step = characters[0]?.length ?? 1
  return (value) => {
    head.lastIndex = 0
    for (let tries = 0; tries < TRIES; tries++) {
      const hit = head.exec(value)
      if (!hit) return false
      whole.lastIndex = hit.index
      if (whole.test(value)) return true
      head.lastIndex = hit.index + step
    }
    return find(value)
  }
}

/** The value begins with the wanted text, white space before it aside. */
export function beginning(wanted: string): Test {
  const start = new RegExp(`^\\s*${loosely(foldSpace(wanted))}`, 'iu')
  return (value) => start.test(value)
}

/** The value is the wanted text, white space around either and the kind of line ends aside. */
export function being(wanted: string): Test {
  const literal = wanted.trim()
  // `^\s*\s*$` would try every way to share out the white space.
  if (literal === '') return (value) => value.trim() === ''
  const whole = new RegExp(`^\\s*${escaped(literal).replace(/\r?\n/g, '\\r?\\n')}\\s*$`, 'iu')
  return (value) => whole.test(value)
}

/** As `being`, and each `*` stands for any characters. */
export function fitting(wanted: string): Test {
  if (!wanted.includes('*')) return being(wanted)
  // A RegExp with many `.*` can take forever. Taking each piece at its first place is right and never goes back.
  const [first = '', ...pieces] = wanted.trim().toLowerCase().split('*')
  const last = pieces.pop() ?? ''
  return (value) => {
    const text = value.trim().toLowerCase()
    if (!text.startsWith(first)) return false
    let at = first.length
    for (const piece of pieces) {
      const found = text.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    return text.length - last.length >= at && text.endsWith(last)
  }
}

/** Every run of white space as one space, none around. */
export const foldSpace = (text: string): string => text.replace(/\s+/g, ' ').trim()

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Words hold no white space, so that `\s+` between them can end in one place only: nothing to try again. */
const loosely = (folded: string) => folded.split(' ').map(escaped).join('\\s+')

/** Knuth, Morris and Pratt: each character is looked at once, however much of the text was found before it. */
function finding(wanted: string): Test {
  const codes = Uint16Array.from({ length: wanted.length }, (_, at) => foldCode(wanted.charCodeAt(at)))
  const borders = new Uint16Array(codes.length)
  const follow = (code: number, known: number) => {
    let length = known
    while (length > 0 && code !== codes[length]) length = borders[length - 1] ?? 0
    return code === codes[length] ? length + 1 : length
  }
  for (let at = 1; at < codes.length; at++) borders[at] = follow(codes[at] ?? 0, borders[at - 1] ?? 0)
  return (value) => {
    let known = 0
    let before = 0
    for (let at = 0; at < value.length; at++) {
      const code = foldCode(value.charCodeAt(at))
      if (code === SPACE && before === SPACE) continue
      before = code
      known = follow(code, known)
      if (known === codes.length) return true
    }
    return false
  }
}

const SPACE = 32

/** By way of the capital, as the flags `iu` do it: `ς` and `σ` are the same letter, `ß` and `ss` are not. */
function foldCode(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code >= 9 && code <= 13 ? SPACE : code
  const character = String.fromCharCode(code)
  if (/\s/.test(character)) return SPACE
  const upper = character.toUpperCase()
  const lower = (upper.length === 1 ? upper : character).toLowerCase()
  return lower.length === 1 ? lower.charCodeAt(0) : code
}
