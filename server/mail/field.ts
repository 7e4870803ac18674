/** One field of a header by its name, without reading the others: a search asks this of thousands of mails. */
import { decoded, unfolded } from './field-value.ts'
import { beginsWithField, blockText, eachFieldOf, isNamed, newlineOf } from './header-block.ts'

/** Bytes of a block that is read as one text. */
const longestOrdinary = 262_144
/** Characters of a value, and of all values together. */
const longestValue = 65_536
const longestValues = 262_144
/** Characters of a name, and names, that are told. */
const longestName = 100
const mostNames = 500

/** The decoded values of all fields of this name, in any case; none where there is none, and of megabytes the first. Never throws. */
export function fieldValues(raw: Buffer, name: string): string[] {
  const wanted = name.toLowerCase()
  const block = ordinaryBlock(raw)
  const values = block === null ? anywhere(raw, wanted) : within(block, wanted)
  return values.map((value) => decoded(unfolded(value.slice(0, longestValue))))
}

/** The names of all fields, each once, in the spelling of its first. Never throws. */
export function fieldNames(raw: Buffer): string[] {
  const newline = newlineOf(raw)
  const names = new Map<string, string>()
  eachFieldOf(raw, newline, (start, colon) => {
    if (colon <= start || colon - start > longestName) return true
    const name = blockText(raw, start, colon, newline).trimEnd()
    const key = name.toLowerCase()
    if (!names.has(key)) names.set(key, name)
    return names.size < mostNames
  })
  return [...names.values()]
}

/** The header of a mail as nearly all mails are, lines ended by CRLF throughout; null for one that has to be looked at closely. */
function ordinaryBlock(raw: Buffer): string | null {
  const end = raw.indexOf('\r\n\r\n')
  if (end < 0 || end > longestOrdinary || !beginsWithField(raw, 0)) return null
  const block = raw.toString('latin1', 0, end + 2)
  return block.includes('\n\n') ? null : block
}

function within(block: string, wanted: string): string[] {
  const lower = `\n${block.toLowerCase()}`
  const values: string[] = []
  for (let at = lower.indexOf(`\n${wanted}`); at >= 0; at = lower.indexOf(`\n${wanted}`, at + 1)) {
    let colon = at + wanted.length + 1
    while (lower[colon] === ' ' || lower[colon] === '\t') colon += 1
    if (lower[colon] !== ':') continue
    // The line goes on where the next begins with white space (RFC 5322, 2.2.3).
    let end = lower.indexOf('\n', colon)
    while (end >= 0 && (lower[end + 1] === ' ' || lower[end + 1] === '\t')) end = lower.indexOf('\n', end + 1)
    // One place less: `lower` has a line end before it.
    values.push(block.slice(colon, end < 0 ? block.length : end - 1))
  }
  return values
}

function anywhere(raw: Buffer, wanted: string): string[] {
  const newline = newlineOf(raw)
  const values: string[] = []
  let room = longestValues
  eachFieldOf(raw, newline, (start, colon, end) => {
    if (colon < 0 || !isNamed(raw, start, colon, wanted)) return true
    const value = blockText(raw, colon + 1, Math.min(end, colon + 1 + longestValue), newline)
    values.push(value)
    room -= value.length
    return room > 0
  })
  return values
}
