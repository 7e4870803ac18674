/** What the header block alone tells of a mail. Runs once for every mail that comes in, so it looks at seven fields and no more. */
import type { Address } from '../../contract/message.ts'
import type { HeaderSummary } from '../../contract/reader.ts'
import { addresses } from './addresses.ts'
import { decoded, unfolded } from './field-value.ts'
import { blockText, eachFieldOf, isNamed, newlineOf } from './header-block.ts'

/** Characters of a single value that are decoded; a summary of a longer one is cut there. */
const longestValue = 8_192
/** Address fields of a mail are read up to this many characters in all. */
const longestAddresses = 65_536

const wanted = ['subject', 'from', 'to', 'cc', 'reply-to', 'date', 'message-id'] as const
type Wanted = (typeof wanted)[number]
const byLetter: ReadonlyMap<number, Wanted> = new Map(wanted.map((name) => [name.charCodeAt(0), name]))

/**
 * Of a field that may stand only once, the first one counts; To and Cc are added up.
 * A Date is given as it was sent, whether or not it is one. Never throws.
 */
export function headerSummary(raw: Buffer): HeaderSummary {
  const newline = newlineOf(raw)
  const places = new Map<Wanted, { start: number; end: number }[]>()
  eachFieldOf(raw, newline, (start, colon, end) => {
    const name = colon < 0 ? undefined : wantedName(raw, start, colon)
    if (!name) return
    const before = places.get(name)
    if (!before) places.set(name, [{ start: colon + 1, end }])
    else if ((name === 'to' || name === 'cc') && before.length < 100) before.push({ start: colon + 1, end })
  })
  const valueAt = ({ start, end }: { start: number; end: number }, longest: number) =>
    unfolded(blockText(raw, start, Math.min(end, start + longest), newline))
  const text = (name: Wanted) => {
    const place = places.get(name)?.[0]
    return place === undefined ? null : valueAt(place, longestValue)
  }
  let budget = longestAddresses
  const mailboxes = (name: Wanted): Address[] =>
    (places.get(name) ?? []).flatMap((place) => {
      const value = valueAt(place, budget)
      budget -= Math.min(budget, place.end - place.start)
      return addresses(value)
    })
  return {
    subject: decoded(text('subject') ?? ''),
    from: mailboxes('from'),
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    replyTo: mailboxes('reply-to'),
    date: text('date'),
    messageId: text('message-id'),
  }
}

/** Most fields are none of ours, and their length and first letter tell already. */
function wantedName(raw: Buffer, start: number, colon: number): Wanted | undefined {
  if (colon - start > 16) return undefined
  const name = byLetter.get(raw[start]! | 0x20)
  return name !== undefined && isNamed(raw, start, colon, name) ? name : undefined
}
