/** Values of a field in the mail that is kept, for someone who is typing a search. */
import type { CompletedField, Completion } from '../../contract/completion.ts'
import type { Address } from '../../contract/message.ts'
import type { MailReader } from '../../contract/reader.ts'
import type { StoredMessage } from './message.ts'

/** Messages that are looked at, the newest: while somebody types there is no time for more, and nobody misses the others. */
const LOOKED_AT = 2_000
/** Of these the names of fields, which are not remembered: the newest tell nearly all there are. */
const NAMES_OF = 300
const LONGEST = 200

/** A value, and other words by which somebody may begin to name it. */
interface Found {
  readonly value: string
  readonly alias: string
}

/** Those that begin with the prefix, whatever the case, the most frequent first. `messages` come newest first. */
export function completionsOf(
  messages: Iterable<StoredMessage>,
  reader: MailReader,
  { field, prefix, limit }: { field: CompletedField; prefix: string; limit: number },
): Completion[] {
  const wanted = prefix.toLowerCase()
  const counted = new Map<string, { value: string; count: number }>()
  let left = field.startsWith('header') ? NAMES_OF : LOOKED_AT
  for (const message of messages) {
    if (left === 0) break
    left -= 1
    const own = new Set<string>()
    for (const { value, alias } of valuesOf(message, reader, field)) {
      const key = value.toLowerCase()
      if (value === '' || value.length > LONGEST || own.has(key)) continue
      if (!key.startsWith(wanted) && !` ${alias.toLowerCase()}`.includes(` ${wanted}`)) continue
      own.add(key)
      const known = counted.get(key)
      if (known === undefined) counted.set(key, { value, count: 1 })
      else known.count += 1
    }
  }
  const ordered = [...counted.values()].toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return ordered.slice(0, limit)
}

function valuesOf(message: StoredMessage, reader: MailReader, field: CompletedField): Found[] {
  const { envelope, session } = message.delivery
  switch (field) {
    case 'from':
      return [...named(message.head(reader).from), ...plain(envelope.from)]
    case 'to': {
      const { to, cc } = message.head(reader)
      return [...named(to), ...named(cc), ...plain(...envelope.to)]
    }
    case 'rcpt':
      return plain(...envelope.to)
    case 'user':
    case 'helo':
      return plain(session[field] ?? '')
    case 'address':
    case 'listener':
      return plain(session[field])
    case 'inbox':
      return plain(...message.inboxes)
    case 'header':
      return plain(...reader.fieldNames(message.raw))
    default:
      return plain(...reader.field(message.raw, field.slice('header.'.length)))
  }
}

const plain = (...values: readonly string[]): Found[] => values.map((value) => ({ value, alias: '' }))
const named = (list: readonly Address[]): Found[] => list.map(({ name, address }) => ({ value: address, alias: name }))
