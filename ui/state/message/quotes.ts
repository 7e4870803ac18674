/** A plain text by who says what: stretches of lines that are quoted equally deep. */

export interface Stretch {
  /** How many `>` stand before each line; 0 for the sender's own words. */
  readonly depth: number
  readonly text: string
}

/** More of them than this and nobody can tell the colours apart. */
export const DEEPEST = 4

/** Cuts between lines, and after so many of them anyway: the browser lays out only the stretches that are in view. */
export function stretches(text: string, lines = 200): Stretch[] {
  const found: Stretch[] = []
  let start = 0
  let count = 0
  let depth = -1
  let at = 0
  const close = (end: number) => {
    if (end > start) found.push({ depth: Math.max(0, depth), text: text.slice(start, end) })
    start = end
    count = 0
  }
  while (at < text.length) {
    const next = text.indexOf('\n', at)
    const end = next === -1 ? text.length : next + 1
    const now = depthOf(text, at)
    if ((now !== depth && depth !== -1) || count >= lines) close(at)
    depth = now
    count++
    at = end
  }
  close(text.length)
  return found
}

function depthOf(text: string, start: number): number {
  let depth = 0
  for (let at = start; depth < DEEPEST; at++) {
    const character = text[at]
    if (character === '>') depth++
    else if (character !== ' ' || depth === 0 || text[at - 1] === ' ') break
  }
  // ">From" is how mbox writes a line that begins with From.
  return depth === 1 && text.startsWith('>From ', start) ? 0 : depth
}
