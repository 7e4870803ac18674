/** What sessions have said at a rule's stage since the rule was made, and whether that was in its scope. */
import type { SessionRecord } from '../../../contract/intake.ts'
import type { MailReader } from '../../../contract/reader.ts'
import type { Entry } from '../../../contract/session.ts'
import type { FaultPlace } from '../../../contract/strike.ts'
import { addressIn } from '../attempt.ts'
import type { Keep } from '../keep.ts'
import type { StoredSession } from '../session.ts'
import { PlaceFacts } from './place-facts.ts'
import type { Rule } from './rule.ts'

/** Sessions that are looked through, the newest, and entries at the end of each. */
const SESSIONS = 500
const LATEST = 2500
/** More of them would tell nothing new. */
const MOST_PASSAGES = 5000

/** One place of a session that came by the stage; `name` is the address, or login, that stands for it. */
interface Passage {
  readonly name: string
  /** Null: it hangs on what is not known any more. */
  readonly inScope: boolean | null
}

export interface Seen {
  /** Sessions that said anything since. */
  readonly sessions: number
  readonly passages: readonly Passage[]
  /** Ids of other rules that struck these sessions. */
  readonly others: readonly string[]
}

export function seenSince(rule: Rule, { keep, reader }: { keep: Keep; reader: MailReader }): Seen {
  const passages: Passage[] = []
  const others = new Set<string>()
  let looked = 0
  let sessions = 0
  for (const stored of keep.sessions.downwards(0, Infinity)) {
    if ((looked += 1) > SESSIONS || passages.length > MOST_PASSAGES) break
    if (stored.closedSeq > 0 && stored.closedSeq < rule.birth.seq) continue
    const { record } = stored
    const entries = record.transcript.entries(Math.max(0, record.transcript.length - LATEST))
    const isSince = sinceIn(stored, rule)
    // One that was there before did not come by at its connection.
    if (stored.seq < rule.birth.seq && (rule.stage === 'connect' || !entries.some(isSince))) continue
    sessions += 1
    for (const { name, place } of passagesIn(rule, record, entries, isSince))
      passages.push({ name, inScope: inScope(rule, place, record, reader) })
    for (const id of record.session.faults) if (id !== rule.id) others.add(id)
  }
  return { sessions, passages, others: [...others] }
}

/** Which entries of a session came after the rule was made. */
function sinceIn({ record, seq }: StoredSession, { birth }: Rule): (entry: Entry) => boolean {
  if (seq > birth.seq) return () => true
  const opened = Date.parse(record.session.openedAt)
  return ({ at }) => opened + at >= birth.createdAt
}

function* passagesIn(
  { stage }: Rule,
  { session }: SessionRecord,
  entries: readonly Entry[],
  isSince: (entry: Entry) => boolean,
): Generator<{ name: string; place: FaultPlace }> {
  const { address } = session.remote
  const user = session.auth?.user ?? null
  const place = { stage, from: null, to: [], user, delivery: null } satisfies FaultPlace
  if (stage === 'connect') return yield { name: address, place }
  let from: string | null = null
  let to: string[] = []
  let asked: string | undefined
  for (const entry of entries) {
    const verb = verbOf(entry)
    if (verb === 'MAIL') [from, to] = [addressIn(entry), []]
    if (verb === 'RCPT') to.push(addressIn(entry))
    // What comes after RCPT is about those alone who were accepted.
    if (asked === 'RCPT' && entry.code !== undefined && entry.code >= 400) to.pop()
    if (entry.kind !== 'fault') asked = verb
    if (verb !== verbAt(stage) || !isSince(entry)) continue
    switch (stage) {
      case 'auth':
        yield { name: user ?? address, place }
        break
      case 'mail':
        yield { name: from === '' ? '<>' : (from ?? ''), place: { ...place, from } }
        break
      case 'rcpt':
        yield { name: to.at(-1) ?? '', place: { ...place, from, to: to.slice(-1) } }
        break
      case 'data':
      case 'payload':
      case 'end':
        yield { name: to.length === 0 ? 'nobody' : to.join(' and '), place: { ...place, from, to: [...to] } }
        break
      case 'tls':
      case 'ehlo':
      case 'starttls':
      case 'quit':
        yield { name: address, place: { ...place, from, to: [...to] } }
    }
  }
}

const verbOf = ({ kind, verb }: Entry) =>
  kind === 'tls' ? 'TLS' : verb === 'HELO' ? 'EHLO' : kind === 'command' ? verb : undefined

/** What is found in the transcript of a session that came by a stage. */
export function verbAt(stage: Rule['stage']): string {
  return stage === 'payload' || stage === 'end' ? 'DATA' : stage.toUpperCase()
}

function inScope({ birth }: Rule, place: FaultPlace, record: SessionRecord, reader: MailReader): boolean | null {
  return birth.matcher === null ? true : birth.matcher.test(new PlaceFacts(place, record, reader))
}
