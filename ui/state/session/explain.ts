/** What a line of a conversation means, for who does not know SMTP by heart. */
import type { Entry } from '../../../contract/session.ts'
import type { Line } from './entry.ts'
import type { Meanings } from './meanings.ts'
import { spoken } from './spoken.ts'

export interface Explanation {
  /** What is explained: `5.1.1`, `EHLO`. */
  readonly term: string
  readonly text: string
  /** A refusal, which is explained each time; anything else is told once. */
  readonly isRefusal: boolean
}

/** The explanations of a conversation, by the number of the entry. */
export function explanations(meanings: Meanings, lines: readonly Line[]): Map<number, Explanation> {
  const found = new Map<number, Explanation>()
  const told = new Set<string>()
  for (const { entry, verdict } of lines) {
    const isRefusal = verdict === 'temporary' || verdict === 'permanent'
    const explained = isRefusal ? refusal(meanings, entry) : ordinary(meanings, entry)
    if (explained === null || told.has(explained.text)) continue
    if (!isRefusal) told.add(explained.text)
    found.set(entry.n, { ...explained, isRefusal })
  }
  return found
}

/** What a line of the answer to EHLO offers: `SIZE 52428800`. */
export function keyword({ keywords }: Meanings, line: string): string | null {
  const name = /^\d{3}[ -](\S+)/.exec(line)?.[1]?.toUpperCase()
  return (name === undefined ? undefined : keywords[name]) ?? null
}

/** An enhanced status code (RFC 3463): `5.1.1` by what it says, or by its class and subject where it is a rare one. */
export function enhancedMeaning({ classes, subjects, details }: Meanings, code: string): string | null {
  const [first = '', subject = '', detail = ''] = code.split('.')
  const kind = classes[first]
  if (kind === undefined) return null
  const exact = details[`${subject}.${detail}`]
  if (exact !== undefined) return `${exact} (${kind})`
  const about = subjects[subject]
  return about === undefined ? null : `${about} (${kind})`
}

type Meaning = Pick<Explanation, 'term' | 'text'>

function refusal(meanings: Meanings, { code, enhanced }: Entry): Meaning | null {
  const special = enhanced === undefined ? null : enhancedMeaning(meanings, enhanced)
  const text = code === undefined ? undefined : meanings.codes[code]
  // The generic ones say less than the three digits do.
  if (enhanced !== undefined && special !== null && (text === undefined || !enhanced.endsWith('.0')))
    return { term: enhanced, text: special }
  return text === undefined ? null : { term: String(code), text }
}

function ordinary(meanings: Meanings, entry: Entry): Meaning | null {
  const { code, verb, kind } = entry
  if (kind === 'command' && verb !== undefined) {
    const text = meanings.verbs[verb]
    return text === undefined ? null : { term: verb, text }
  }
  if (code === 334) {
    const asked = decoded(spoken(entry).slice(4))
    if (asked !== null) return { term: '334', text: `${meanings.codes[334]} ${asked}` }
  }
  // That a 250 is a yes need not be said under each of them.
  const text = code === undefined || code === 250 ? undefined : meanings.codes[code]
  return text === undefined ? null : { term: String(code), text }
}

/** What a challenge asks for, where that is text. */
function decoded(base64: string): string | null {
  try {
    const text = atob(base64.trim())
    return /^[\u0020-\u007e]+$/.test(text) ? `“${text}”` : null
  } catch {
    return null
  }
}
