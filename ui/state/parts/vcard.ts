/** The basics of a vCard (RFC 6350, and 2.1 and 3.0 before it): who, where, how to reach. */

export interface Card {
  readonly name: string
  readonly organization: string
  readonly title: string
  readonly emails: readonly string[]
  readonly phones: readonly string[]
}

/** One file may hold many. */
const MOST = 20

export function cardsOf(text: string): Card[] {
  const lines = text
    .slice(0, 256 * 1024)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
  const found: Card[] = []
  let card: ReturnType<typeof blank> | null = null
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).split(';')[0]?.replace(/^.*\./, '').trim().toUpperCase()
    const value = line.slice(colon + 1).trim()
    if (name === 'BEGIN' && /^vcard$/i.test(value)) card = blank()
    else if (card === null) continue
    else if (name === 'END') {
      if (found.push(card) === MOST) break
      card = null
    } else if (name === 'FN') card.name = plain(value)
    else if (name === 'N') card.name ||= value.split(';').slice(0, 2).toReversed().map(plain).join(' ').trim()
    else if (name === 'ORG')
      card.organization = value
        .split(/(?<!\\);/)
        .map(plain)
        .filter(Boolean)
        .join(', ')
    else if (name === 'TITLE') card.title = plain(value)
    else if (name === 'EMAIL') card.emails.push(plain(value))
    else if (name === 'TEL') card.phones.push(plain(value.replace(/^tel:/i, '')))
  }
  return found
}

function blank() {
  return { name: '', organization: '', title: '', emails: [] as string[], phones: [] as string[] }
}

function plain(value: string): string {
  return value.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim()
}
