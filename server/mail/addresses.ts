/** An address field taken apart as RFC 5322 says; display names are decoded afterwards, so that none can pass for an address. */
import addressparser from 'nodemailer/lib/addressparser'
import type { Address } from '../../contract/message.ts'
import { decoded } from './field-value.ts'

/** Longest field that the full grammar is tried on, in characters: it costs up to a microsecond for each. */
const longestGrammar = 6_000
const mostAddresses = 2_000

/** One item of a list in a shape that nearly all mail has: `addr`, `Name <addr>` or `"Name" <addr>`, and the comma after it. */
const simpleItem =
  /\s*(?:"([^"\\]*)"\s*<([^\s<>()[\]\\,:;"@]+@[^\s<>()[\]\\,:;"@]+)>|([^\s<>()[\]\\,:;"'@][^\s<>()[\]\\,:;"@]*@[^\s<>()[\]\\,:;"'@]+)|([^\s<>()[\]\\,:;"'@][^<>()[\]\\,:;"@]*)<([^\s<>()[\]\\,:;"@]+@[^\s<>()[\]\\,:;"@]+)>)\s*(?:,|$)/y

/**
 * Mailboxes in order, groups replaced by their members, at most 2,000.
 *
 *     addresses('Team: ann@example.com, Bob <bob@example.com>;')
 *     // [{ name: '', address: 'ann@example.com' }, { name: 'Bob', address: 'bob@example.com' }]
 *
 * `value` is unfolded and not yet decoded. What is no address at all becomes a name with an empty address.
 */
export function addresses(value: string): Address[] {
  if (value === '') return []
  return simple(value) ?? full(value)
}

/** The same for a tenth of the price; null where an item has any other shape. */
function simple(value: string): Address[] | null {
  const item = new RegExp(simpleItem)
  const found: Address[] = []
  while (item.lastIndex < value.length && found.length < mostAddresses) {
    const match = item.exec(value)
    if (!match) return null
    const name = (match[1] ?? match[4] ?? '').trim()
    found.push({ name: name && decoded(name), address: match[2] ?? match[3] ?? match[5]! })
  }
  return found
}

function full(value: string): Address[] {
  return addressparser(value.slice(0, longestGrammar), { flatten: true })
    .slice(0, mostAddresses)
    .filter((entry) => entry.name !== '' || entry.address !== '')
    .map((entry) => ({ name: decoded(entry.name.trim()), address: entry.address }))
}
