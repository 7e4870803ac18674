/** Near misses: what is shown of a value that is not what was wanted, and which of them is the nearest. */
import type { FailedField } from '../contract/wait.ts'
import type { Matcher } from './compile.ts'
import type { Facts } from './facts.ts'
import { foldSpace } from './fold.ts'
import { distance } from './nearest.ts'

/** What is there, on one line of at most 82 characters: several values with commas, `nothing` for none. */
export function shownValues(values: readonly string[]): string {
  const distinct = [...new Set(values)]
  const there = distinct.slice(0, 20).flatMap((value) => foldSpace(value.trimStart().slice(0, 1_000)) || [])
  if (there.length === 0) return 'nothing'
  const shown = shortened(there.join(', '))
  return distinct.length > 20 && !shown.endsWith('…') ? `${shown}, …` : shown
}

/** At most 80 characters, the last an ellipsis where some are missing. */
export function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 200))
  return characters.length <= 80 && text.length <= 200 ? text : `${characters.slice(0, 79).join('')}…`
}

/** A message that is not what was wanted, and in what. */
export interface Miss<T> {
  readonly of: T
  readonly failed: readonly FailedField[]
}

/**
 * Of the messages that fail, the `limit` nearest, the nearest first: ten thousand in the time of a search. Those of
 * which it is not known whether they fail are no misses.
 */
export function nearMisses<T>(
  matcher: Matcher,
  messages: Iterable<T>,
  factsOf: (message: T) => Facts,
  limit: number,
): Miss<T>[] {
  const counted: { readonly message: T; readonly facts: Facts; readonly failures: number }[] = []
  for (const message of messages) {
    const facts = factsOf(message)
    const failures = matcher.failures(facts)
    if (failures > 0) counted.push({ message, facts, failures })
  }
  const nearest = counted.toSorted((a, b) => a.failures - b.failures).slice(0, Math.max(MEASURED, limit))
  return rank(
    nearest.map(({ message, facts }) => ({ of: message, failed: matcher.failed(facts) })),
    limit,
  )
}

/** How many messages that fail in as many fields are compared in detail. */
const MEASURED = 200

/**
 * The nearest first, at most `limit`: those that fail in the fewest fields, of these the ones that the fewest edits would
 * mend. Of equals the first stays first. Only the first 200 with the same number of failures are measured.
 */
export function rank<T extends { readonly failed: readonly FailedField[] }>(misses: readonly T[], limit: number): T[] {
  const byFailures = new Map<number, T[]>()
  for (const miss of misses) {
    const equals = byFailures.get(miss.failed.length)
    if (equals) equals.push(miss)
    else byFailures.set(miss.failed.length, [miss])
  }
  const ranked: T[] = []
  for (const failures of [...byFailures.keys()].toSorted((a, b) => a - b)) {
    if (ranked.length >= limit) break
    const measured = (byFailures.get(failures) ?? []).map((miss, index) => ({
      miss,
      edits: index < MEASURED ? editsOf(miss.failed) : Infinity,
    }))
    measured.sort((a, b) => (a.edits < b.edits ? -1 : a.edits > b.edits ? 1 : 0))
    ranked.push(...measured.slice(0, limit).map(({ miss }) => miss))
  }
  return ranked.slice(0, limit)
}

/** Edits that would mend all failed fields, as far as what is shown of them tells. */
function editsOf(failed: readonly FailedField[]): number {
  return failed.reduce((sum, { want, got }) => {
    const there = got === 'nothing' ? '' : got.slice(0, 200).toLowerCase()
    const [, quoted] = /"(.*?)["…]$/s.exec(want) ?? []
    return sum + (quoted === undefined ? distance(cut(want), there) : editsWithin(cut(quoted), there))
  }, 0)
}

/** Edits that make one text of the other, if they are at most two and few for the length; otherwise null. */
export function slips(wanted: string, text: string, where: 'whole' | 'within'): number | null {
  const length = wanted.length
  const allowed = length < 4 ? 0 : length < 6 ? 1 : 2
  const given = text.slice(0, 200).toLowerCase()
  const meant = wanted.toLowerCase()
  if (allowed === 0 || length > 200) return null
  if (where === 'whole' && (text.length > 200 || Math.abs(text.length - length) > allowed)) return null
  // Two slips leave one third of the text unharmed: most texts need no measuring.
  const third = Math.ceil(length / 3)
  if (![0, third, 2 * third].some((at) => given.includes(meant.slice(at, at + third)))) return null
  const edits = where === 'whole' ? distance(meant, given) : editsWithin(meant, given)
  return edits <= allowed ? edits : null
}

const cut = (text: string) => text.slice(0, 200).toLowerCase()

/** Edits between a text and the part of another that is most like it (Sellers). */
function editsWithin(wanted: string, text: string): number {
  let row = Array.from({ length: wanted.length + 1 }, (_, at) => at)
  let best = wanted.length
  for (const character of text) {
    // The part may begin anywhere, so that nothing of it is an edit at each place.
    const next = [0]
    for (let j = 1; j <= wanted.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (wanted[j - 1] === character ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
    best = Math.min(best, row[wanted.length] ?? best)
  }
  return best
}
