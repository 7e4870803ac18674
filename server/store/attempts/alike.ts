/** Which tries carried the same mail by what came of it: the same Message-ID, or the same body from and to the same. */
import type { Try } from './try.ts'

/** The tries of each mail, both oldest first; one of which nothing came is alone. Takes the tries oldest first. */
export function alike(tries: readonly Try[]): Try[][] {
  const sets = new Map<Try, Try[]>()
  const byKey = new Map<string, Try>()
  for (const tried of tries) {
    sets.set(tried, [tried])
    for (const key of [idOf(tried), ...bodiesOf(tried)]) {
      if (key === null) continue
      const other = byKey.get(key)
      if (other === undefined) byKey.set(key, tried)
      else unite(sets, other, tried)
    }
  }
  return [...new Set(sets.values())].map((set) => set.toSorted((a, b) => a.at - b.at))
}

/** Null where no Message-ID came. */
export function idOf({ fingerprint }: Try): string | null {
  return fingerprint === null || fingerprint.messageId === null ? null : `id ${fingerprint.messageId}`
}

/** One for each recipient: a naive retry has a new Message-ID, and some of the same people, subject and body. */
export function bodiesOf({ fingerprint, from, to }: Try): string[] {
  if (fingerprint === null || fingerprint.body === null) return []
  const { body, subject } = fingerprint
  // None of them has a line end in it.
  const mail = `${body}\n${subject ?? '\r'}\n${from.toLowerCase()}\n`
  return to.map((recipient) => mail + recipient.toLowerCase())
}

/** The smaller set goes into the larger. */
function unite(sets: Map<Try, Try[]>, one: Try, other: Try): void {
  const [a, b] = [sets.get(one) ?? [], sets.get(other) ?? []]
  if (a === b) return
  const [larger, smaller] = a.length >= b.length ? [a, b] : [b, a]
  larger.push(...smaller)
  for (const tried of smaller) sets.set(tried, larger)
}
