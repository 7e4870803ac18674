/** How an address differs from the one that was wanted. */
import { fitting, foldSpace } from './fold.ts'
import { shortened, slips } from './misses.ts'

/** `names` are the display names beside the addresses. Null where they have little in common. */
export function nearAddress(wanted: string, addresses: readonly string[], names: readonly string[]): string | null {
  const meant = foldSpace(wanted).toLowerCase()
  const [name, domain] = halves(meant)
  if (domain === null)
    return names.some((one) => foldSpace(one).toLowerCase() === meant) ? displayName(addresses) : null

  const written = /<([^<>]*)>$/.exec(meant)?.[1]
  const others = addresses.map((address) => address.trim().toLowerCase())
  if (written !== undefined && others.includes(written)) return 'the address is right: leave off the name and the <>'

  const isOf = fitting(name)
  for (const other of others) {
    const [otherName, otherDomain] = halves(other)
    if (otherDomain === domain && untagged(otherName) === untagged(name)) return 'the plus tag differs'
    if (otherDomain === null || otherDomain === domain || slips(meant, other, 'whole') !== null) continue
    if (isOf(otherName))
      return name === '*' ? 'another domain: other inbox?' : 'same name at another domain: other inbox?'
  }
  return null
}

function displayName([only, ...more]: readonly string[]): string {
  if (only === undefined || more.length > 0) return 'that is a display name; ask for the address'
  return `that is a display name; the address is ${shortened(only)}`
}

function halves(address: string): [name: string, domain: string | null] {
  const at = address.lastIndexOf('@')
  return at < 0 ? [address, null] : [address.slice(0, at), address.slice(at + 1)]
}

const untagged = (name: string) => name.replace(/\+.*$/s, '')
