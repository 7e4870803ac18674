/** The way of a mail, read from its Received fields: each hop with who spoke to whom, how, and how long it took. */
import type { Header } from '../../../contract/message.ts'
import { fieldsOf, pieces, split, uncommented } from './field-text.ts'
import { mailDate } from './mail-date.ts'

export type HopProblem = 'no-date' | 'bad-date' | 'no-by' | 'backwards'

export interface Hop {
  readonly from: string | null
  readonly by: string | null
  readonly with: string | null
  readonly for: string | null
  /** `TLS 1.3`, `TLS` where no version is told, null where nothing speaks of TLS. */
  readonly tls: string | null
  /** Milliseconds since 1970. */
  readonly at: number | null
  /** Milliseconds since the hop before; negative when the clocks disagree. */
  readonly delay: number | null
  readonly problems: readonly HopProblem[]
}

const CLAUSES = new Set(['from', 'by', 'via', 'with', 'id', 'for'])
/** Nothing of use stands further back. */
const LONGEST = 4000

/** Oldest first. Every field is somebody's claim: nothing keeps a sender from writing hops that never were. */
export function deliveryPath(headers: readonly Header[]): Hop[] {
  let before: number | null = null
  return fieldsOf(headers, 'received')
    .toReversed()
    .map(({ value }) => {
      const hop = hopOf(value.slice(0, LONGEST))
      const delay = hop.at === null || before === null ? null : hop.at - before
      before = hop.at ?? before
      return delay !== null && delay < 0
        ? { ...hop, delay, problems: [...hop.problems, 'backwards' as const] }
        : { ...hop, delay }
    })
}

function hopOf(value: string): Omit<Hop, 'delay'> {
  const sections = split(value, ';')
  const date = sections.length > 1 ? uncommented(sections.at(-1) ?? '') : null
  const clauses = clausesOf(sections.slice(0, date === null ? undefined : -1).join(';'))
  const at = date === null ? null : (mailDate(date)?.at ?? null)
  const by = clauses.get('by') ?? null
  const problems: HopProblem[] = []
  if (date === null) problems.push('no-date')
  else if (at === null) problems.push('bad-date')
  if (by === null) problems.push('no-by')
  return {
    from: clauses.get('from') ?? null,
    by,
    with: clauses.get('with') ?? null,
    for: clauses.get('for')?.replace(/^<(.*)>$/, '$1') ?? null,
    tls: tlsOf(value, clauses.get('with') ?? ''),
    at,
    problems,
  }
}

/** What follows each keyword, comments in their brackets; of a repeated keyword the first counts. */
function clausesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let name = ''
  const add = (more: string) => void found.set(name, found.has(name) ? `${found.get(name)} ${more}` : more)
  for (const { text: piece, comment } of pieces(text)) {
    if (comment) {
      if (name !== '') add(`(${piece.trim()})`)
      continue
    }
    for (const word of piece.split(/\s+/)) {
      const lower = word.toLowerCase()
      if (word === '') continue
      if (CLAUSES.has(lower) && !found.has(lower)) name = lower
      else if (name !== '') add(word)
    }
  }
  return found
}

/** Servers tell of TLS in a comment of their own taste, or only by the S of ESMTPS (RFC 3848). */
function tlsOf(value: string, protocol: string): string | null {
  const version = /\b(?:TLS|SSL)[ _]?v?(\d)(?:[._](\d))?(?!\d)/i.exec(value)
  if (version !== null) return `TLS ${version[1]}.${version[2] ?? 0}`
  return /^(?:UTF8)?(?:ESMTP|SMTP|LMTP)S/i.test(protocol) ? 'TLS' : null
}
