/** What the header block alone tells of a mail. Runs once for every mail that comes in, so it looks at seven fields and no more. */
import type { Address } from '../../contract/message.ts'
import type { HeaderSummary } from '../../contract/reader.ts'
import { addresses } from './addresses.ts'
import { decoded, unfolded } from './field-value.ts'
import { blockText, eachField, headerBlock, newlineOf } from './header-block.ts'

/** Bytes of the block that are looked at. */
const longestBlock = 262_144
/** Characters of a single value that are decoded; a summary of a longer one is cut there. */
const longestValue = 8_192
/** Address fields of a mail are read up to this many characters in all. */
const longestAddresses = 65_536

const wanted = ['subject', 'from', 'to', 'cc', 'reply-to', 'date', 'message-id'] as const
type Wanted = (typeof wanted)[number]

/**
 * Of a field that may stand only once, the first one counts; To and Cc are added up.
 * A Date is given as it was sent, whether or not it is one. Never throws.
 */
export function headerSummary(raw: Buffer): HeaderSummary {
  const newline = newlineOf(raw)
  const { end } = headerBlock(raw, newline, longestBlock)
  const block = blockText(raw, 0, end, newline)
  const values = new Map<Wanted, string[]>()
  eachField(block, (start, colon, stop) => {
    const name = colon < 0 ? undefined : wantedName(block, start, colon)
    if (!name) return
    const before = values.get(name)
    if (before && !((name === 'to' || name === 'cc') && before.length < 100)) return
    // From the bytes, for a slice of the block would keep the whole block in memory as long as the summary lives.
    const value = raw.toString('latin1', colon + 1, Math.min(stop, colon + 1 + longestAddresses))
    const field = newline === 13 ? value.replaceAll('\r', '\n') : value
    if (before) before.push(field)
    else values.set(name, [field])
  })
  const text = (name: Wanted) => {
    const value = values.get(name)?.[0]
    return value === undefined ? null : unfolded(value.slice(0, longestValue))
  }
  let budget = longestAddresses
  const mailboxes = (name: Wanted): Address[] => {
    const fields = values.get(name)
    if (!fields) return []
    return fields.flatMap((field) => {
      const value = field.slice(0, budget)
      budget -= value.length
      return addresses(unfolded(value))
    })
  }
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
function wantedName(block: string, start: number, colon: number): Wanted | undefined {
  if (colon - start > 16) return undefined
  switch (block.charCodeAt(start) | 0x20) {
    case 0x63: // c
    case 0x64: // d
    case 0x66: // f
    case 0x6d: // m
    case 0x72: // r
    case 0x73: // s
    case 0x74: {
      const name = block.slice(start, colon).trimEnd().toLowerCase()
      return wanted.find((one) => one === name)
    }
    default:
      return undefined
  }
}
