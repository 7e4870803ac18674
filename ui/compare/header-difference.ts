/** The header fields of two mails, name by name. What differs between any two mails is left out unless it is wanted. */
import type { Header } from '../../contract/message.ts'
import { added, compareLine, patience, removed, type Labelled, type Row } from './difference.ts'

/** New with every mail, or with every relay. */
const NOISE = /^(?:date|message-id|received|x-received|dkim-signature|x-google-dkim-signature|arc-.*)$/i

export interface HeaderDifference {
  readonly rows: readonly Row[]
  /** Names of what was left out, each once. */
  readonly left: readonly string[]
}

export function compareHeaders(a: readonly Header[], b: readonly Header[], everything: boolean): HeaderDifference {
  const isNoise = ({ name }: Header) => !everything && NOISE.test(name)
  const left = [...new Set([...a, ...b].filter(isNoise).map(({ name }) => name))]
  const mine = grouped(a.filter((header) => !isNoise(header)))
  const others = grouped(b.filter((header) => !isNoise(header)))
  const rows: Row[] = []
  const until = patience()
  for (const key of new Set([...mine.keys(), ...others.keys()]))
    rows.push(...together(mine.get(key) ?? [], others.get(key) ?? [], everything, until))
  return { rows, left }
}

/** The first with the first, the second with the second: repeated fields have an order. */
function together(a: readonly Labelled[], b: readonly Labelled[], everything: boolean, until: number): Row[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => {
    const [one, other] = [a[at], b[at]]
    if (one === undefined) return other === undefined ? [] : [added(other)]
    if (other === undefined) return [removed(one)]
    if (!everything && withoutBoundary(one.text) === withoutBoundary(other.text))
      return compareLine(one, { ...other, text: one.text })
    return compareLine(one, other, until)
  }).flat()
}

/** A boundary is new with every mail. */
const withoutBoundary = (text: string) => text.replace(/;\s*boundary=(?:"[^"]*"|[^\s;]+)/i, '')

function grouped(headers: readonly Header[]): Map<string, Labelled[]> {
  const groups = new Map<string, Labelled[]>()
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push({ label: name, text: value })
  }
  return groups
}
