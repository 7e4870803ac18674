/** Names for values that differ from run to run: the same value has the same name, wherever it stands. */

/** `token`, `code` and `uuid` share their values: a code that is also a parameter of a link keeps one name. */
export type PlaceholderKind = 'token' | 'code' | 'uuid' | 'port' | 'cid' | 'message-id' | 'boundary'

export interface Placeholders {
  /** Says what kind a value is, before it is met; the first word counts. Gives no number yet. */
  declare(kind: PlaceholderKind, value: string): void
  /** `<token-2>`: numbered within its kind, in the order in which values are met. */
  of(kind: PlaceholderKind, value: string): string
  /** The name of a value that was declared or met; null for any other. */
  known(value: string): string | null
}

export function createPlaceholders(): Placeholders {
  const named = new Map<string, { kind: PlaceholderKind; name: string | null }>()
  const counts = new Map<PlaceholderKind, number>()

  const nameOf = (entry: { kind: PlaceholderKind; name: string | null }): string => {
    if (entry.name !== null) return entry.name
    const number = (counts.get(entry.kind) ?? 0) + 1
    counts.set(entry.kind, number)
    entry.name = `<${entry.kind}-${number}>`
    return entry.name
  }
  const entryOf = (kind: PlaceholderKind, value: string) => {
    const key = keyOf(kind, value)
    const entry = named.get(key) ?? { kind, name: null }
    named.set(key, entry)
    return entry
  }

  return {
    declare: (kind, value) => void entryOf(kind, value),
    of: (kind, value) => nameOf(entryOf(kind, value)),
    known(value) {
      const entry = named.get(keyOf('token', value))
      return entry === undefined ? null : nameOf(entry)
    },
  }
}

function keyOf(kind: PlaceholderKind, value: string): string {
  switch (kind) {
    case 'token':
    case 'code':
      return `value ${unescaped(value)}`
    case 'uuid':
      return `value ${value.toLowerCase()}`
    case 'cid':
      return `cid ${unescaped(value)}`
    default:
      return `${kind} ${value}`
  }
}

/** A value stands percent-encoded in a link and bare in a text. */
function unescaped(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
