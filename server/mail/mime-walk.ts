/** Finds the entities of a mail: which bytes belong to which part. One pass over the lines, whatever the nesting. */
import { entityHeader, type EntityHeader } from './entity-header.ts'
import { beginsWithField, newlineOf, type Newline } from './header-block.ts'

const mostParts = 2_000
const deepest = 100

export interface Entity {
  /** `1` is the root, `1.2` its second child. */
  readonly path: string
  readonly parent: Entity | null
  readonly header: EntityHeader
  /** The header block begins at `start`, the content at `body`; both end at `end`. */
  readonly start: number
  readonly body: number
  end: number
  readonly children: Entity[]
  readonly problems: string[]
}

export interface Walk {
  readonly root: Entity
  /** What was not taken apart because a limit was met, each a sentence. */
  readonly omissions: string[]
}

/** A multipart whose parts are being read. */
interface Level {
  readonly entity: Entity
  /** One character per byte. */
  readonly boundary: string
}

/** Takes at most 2,000 parts, nested at most 100 deep; an attached mail is one part. */
export function walk(raw: Buffer): Walk {
  const newline = newlineOf(raw)
  const omissions: string[] = []
  const levels: Level[] = []
  let parts = 0

  const open = (start: number, parent: Entity | null): Entity => {
    const { end, body } = partBlock(raw, start, newline, levels)
    const header = entityHeader(raw, { start, end, newline }, parent?.header.contentType ?? null)
    const path = parent ? `${parent.path}.${parent.children.length + 1}` : '1'
    const problems = [...header.problems]
    const entity: Entity = { path, parent, header, start, body, end: raw.length, children: [], problems }
    parent?.children.push(entity)
    parts++
    if (header.contentType.startsWith('multipart/')) {
      if (header.boundary === null) {
        problems.push(`${header.contentType} without a boundary: its parts cannot be told apart.`)
      } else if (levels.length === deepest) {
        problems.push(`Nested more than ${deepest} deep; it is not taken apart.`)
        omissions.push(`The mail has parts nested more than ${deepest} deep; what is deeper is not taken apart.`)
      } else levels.push({ entity, boundary: Buffer.from(header.boundary).toString('latin1') })
    }
    return entity
  }

  const root = open(0, null)
  let current = root
  let at = root.body
  while (levels.length > 0) {
    const line = nextDelimiter(raw, at, newline, levels)
    if (!line) break
    const owner = levels[line.level]!.entity
    for (const { entity } of levels.splice(line.level + 1)) close(entity, line.before, true)
    if (current !== owner) current.end = Math.max(line.before, current.body)
    at = line.after
    if (line.closing) {
      levels.pop()
      current = owner
    } else if (parts >= mostParts) {
      omissions.push(`The mail has more than ${mostParts} parts; those after them are not taken apart.`)
      owner.end = line.before
      levels.length = 0
    } else {
      current = open(line.after, owner)
      at = current.body
    }
  }
  for (const { entity } of levels) close(entity, raw.length, false)
  return { root, omissions }
}

function close(entity: Entity, end: number, byParent: boolean): void {
  entity.end = Math.max(end, entity.body)
  entity.problems.push(
    entity.children.length === 0
      ? `No line has the boundary "${entity.header.boundary!.slice(0, 70)}": the parts are missing.`
      : byParent
        ? 'The final boundary is missing; the part ends where the one around it goes on.'
        : 'The final boundary is missing; the part ends with the mail.',
  )
}

/**
 * Where the header block of a part ends: at a blank line, or at a delimiter for a part that has nothing else.
 * A part that does not begin with a field has no header block, even if the blank line that should say so is missing.
 */
function partBlock(
  raw: Buffer,
  start: number,
  newline: Newline,
  levels: readonly Level[],
): { end: number; body: number } {
  let at = start
  if (start < raw.length && raw[start] !== newline && raw[start] !== 13 && !beginsWithField(raw, start)) {
    return { end: start, body: start }
  }
  while (at < raw.length) {
    if (raw[at] === newline) return { end: at, body: at + 1 }
    if (raw[at] === 13 && raw[at + 1] === 10) return { end: at, body: at + 2 }
    if (raw[at] === 45 && raw[at + 1] === 45 && delimiterAt(raw, at, newline, levels)) return { end: at, body: at }
    const next = raw.indexOf(newline, at)
    if (next < 0) break
    at = next + 1
  }
  return { end: raw.length, body: raw.length }
}

interface Delimiter {
  readonly level: number
  readonly closing: boolean
  /** Where the content before it ends: the line end in front of a delimiter is its own. */
  readonly before: number
  readonly after: number
}

function nextDelimiter(raw: Buffer, from: number, newline: Newline, levels: readonly Level[]): Delimiter | null {
  const dashes = newline === 10 ? '\n--' : '\r--'
  for (let at = raw.indexOf(dashes, Math.max(0, from - 1)); at >= 0; at = raw.indexOf(dashes, at + 1)) {
    const found = delimiterAt(raw, at + 1, newline, levels)
    if (found) return found
  }
  return null
}

function delimiterAt(raw: Buffer, at: number, newline: Newline, levels: readonly Level[]): Delimiter | null {
  const lineEnd = raw.indexOf(newline, at)
  const stop = lineEnd < 0 ? raw.length : lineEnd
  const longest = levels.reduce((most, { boundary }) => Math.max(most, boundary.length), 0)
  const line = raw.toString('latin1', at + 2, Math.min(stop, at + 2 + longest))
  for (let level = levels.length - 1; level >= 0; level--) {
    const { boundary } = levels[level]!
    if (!line.startsWith(boundary)) continue
    const rest = at + 2 + boundary.length
    const closing = raw[rest] === 45 && raw[rest + 1] === 45
    if (!onlySpace(raw, closing ? rest + 2 : rest, stop)) continue
    const before = newline === 10 && raw[at - 2] === 13 ? at - 2 : at - 1
    return { level, closing, before: Math.max(0, before), after: lineEnd < 0 ? raw.length : lineEnd + 1 }
  }
  return null
}

function onlySpace(raw: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = raw[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
