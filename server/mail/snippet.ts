/** The beginning of a mail on one line. */
import { folded } from './html.ts'

const longest = 160

/** At most 160 characters, white space folded; empty for a mail that says nothing. */
export function snippet(text: string): string {
  const line = folded(text.slice(0, 20_000)).slice(0, longest)
  // Half of a surrogate pair is not a character.
  return /[\ud800-\udbff]$/.test(line) ? line.slice(0, -1) : line
}
