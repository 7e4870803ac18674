/** Why what is wanted is not there, and whether it may still come: everything around a set of criteria, looked up on request. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Entry } from '../../contract/session.ts'
import type { Activity, Circumstances } from '../../contract/store.ts'
import type { Attempt, Claim, InFlight, Missed, NearMiss } from '../../contract/wait.ts'
import type { Matcher } from '../../criteria/compile.ts'
import type { Facts } from '../../criteria/facts.ts'
import { nearMisses } from '../../criteria/misses.ts'
import { scopeOf, triedIn, type Scope, type Tried } from './attempt.ts'
import type { Keep, StoredSession } from './budget.ts'
import { type GoneMessages, nameOf } from './gone.ts'
import type { Inboxes } from './inboxes.ts'
import type { StoredMessage } from './message.ts'
import type { Search } from './search.ts'

/** Messages and sessions that are looked at, the newest; an explanation has to come quickly, too. */
const LOOKED_AT = 500
/** A mail that fails in these alone is the one that was wanted, sent to somebody else. */
const WHERE_TO: ReadonlySet<string> = new Set(['inbox', 'to', 'rcpt', 'cc'])
/** Lines of a conversation that are shown. */
const LINES = 12

export class Surroundings {
  private readonly keep: Keep
  private readonly search: Search
  private readonly gone: GoneMessages
  private readonly inboxes: Inboxes
  private readonly now: () => number

  constructor(parts: { keep: Keep; search: Search; gone: GoneMessages; inboxes: Inboxes; now: () => number }) {
    this.keep = parts.keep
    this.search = parts.search
    this.gone = parts.gone
    this.inboxes = parts.inboxes
    this.now = parts.now
  }

  async circumstances(
    criteria: Criteria,
    { since, exclude, limit }: { since: number; exclude: Iterable<Claim>; limit: number },
  ): Promise<Omit<Circumstances, 'vacuous'>> {
    const matcher = this.search.matcher(criteria)
    const later = [...this.keep.messages.upwards(since, Infinity)]
    const { inbox } = criteria
    const inScope = typeof inbox === 'string' ? [...this.keep.messagesAfter(since, inbox)] : later
    const matching = await this.search.all(matcher, inScope)
    const claims = new Map([...exclude].map(({ id, as }) => [id, as]))
    const claimedAs = (kind: Claim['as']) => matching.filter(({ id }) => claims.get(id) === kind)
    const [taken, passedOver, served] = [claimedAs('taken'), claimedAs('passed_over'), claimedAs('served')]
    const before = take(this.keep.messages.downwards(0, since + 1), LOOKED_AT)
    const earlier = await this.search.all(matcher, before, limit)
    const near = await this.near(matcher, inScope, new Set(matching), limit)
    // Mail of another inbox is another test's, and only worth a word when nothing came here at all.
    const elsewhere = inScope.length === 0 ? await this.near(matcher, later, new Set(matching), limit) : []
    const astray = elsewhere.filter(({ failed }) => failed.every(({ field }) => WHERE_TO.has(field))).slice(0, 2)
    const sessions = this.touchedSince(since)
    return {
      nearMisses: [...near, ...astray].slice(0, limit),
      missed: [
        ...[taken, passedOver, served]
          .flatMap((some) => some.slice(-limit))
          .concat(earlier)
          .map((message) => this.missed(message, whyOf(claims.get(message.id)))),
        ...this.lost(matcher, since, limit),
      ],
      attempts: this.attempts(criteria, sessions, limit),
      inFlight: this.inFlight(criteria, Infinity).slice(0, limit),
      matching: matching.length - taken.length - passedOver.length - served.length,
      claimed: taken.length,
      passedOver: passedOver.length,
      served: served.length,
      since: inScope.length,
      total: this.keep.messages.size,
      evicted: this.gone.evictedSince(since),
      connections: { since: sessions.filter(hasSpoken).length, last: this.lastConnection() },
    }
  }

  /** What is under way in scope, and for how long nothing was said there; only the last `quiet` ms are looked at. */
  activity(criteria: Criteria, quiet: number): Omit<Activity, 'vacuous'> {
    const matcher = this.search.matcher(this.inboxes.unfolded(criteria))
    const now = this.now()
    let quietFor: number | null = null
    for (const session of this.keep.recentlySpoken(now - quiet)) {
      const { record } = session
      const last = triedIn(record).at(-1)
      if (last === undefined || last.transaction === null || scopeOf(matcher, record.session, last) === 'out') continue
      const silence = Math.max(0, now - record.progress().saidAt)
      quietFor = Math.min(quietFor ?? Infinity, silence)
    }
    return { inFlight: this.inFlight(criteria, quiet), quietFor }
  }

  private async near(
    matcher: Matcher,
    messages: readonly StoredMessage[],
    matching: ReadonlySet<StoredMessage>,
    limit: number,
  ): Promise<NearMiss[]> {
    const candidates = messages.slice(-LOOKED_AT).filter((message) => !matching.has(message))
    const facts = new Map<StoredMessage, Facts>()
    for (const message of candidates)
      facts.set(message, matcher.wantsBody ? await this.search.parsedFacts(message) : this.search.facts(message))
    const factsOf = (message: StoredMessage) => facts.get(message) ?? this.search.facts(message)
    return nearMisses(matcher, candidates, factsOf, limit).map(({ of, failed }) => ({
      ...this.name(of),
      failed: [...failed],
    }))
  }

  private lost(matcher: Matcher, since: number, limit: number): Missed[] {
    const found: Missed[] = []
    for (const { facts, missed } of this.gone.since(since)) {
      if (found.length >= limit) break
      if (matcher.test(facts) !== false) found.push(missed())
    }
    return found
  }

  private missed(message: StoredMessage, why: Missed['why']): Missed {
    return { ...this.name(message), why, at: null, by: null }
  }

  private name(message: StoredMessage) {
    const { id, receivedAt, subject, from } = this.search.summary(message)
    return {
      ...nameOf(message, null),
      id,
      receivedAt,
      subject,
      from: from[0]?.address ?? message.delivery.envelope.from,
    }
  }

  /** Sessions that opened, were refused something or ended after a place, newest first. */
  private touchedSince(since: number): StoredSession[] {
    const found: StoredSession[] = []
    for (const session of this.keep.sessions.downwards(0, Infinity)) {
      if (session.seq <= since && session.refusedSeq <= since && session.closedSeq <= since) continue
      found.push(session)
      if (found.length >= LOOKED_AT) break
    }
    return found
  }

  private attempts(criteria: Criteria, sessions: readonly StoredSession[], limit: number): Attempt[] {
    const matcher = this.search.matcher(this.inboxes.unfolded(criteria))
    const found: Attempt[] = []
    for (const { record } of sessions) {
      const { session } = record
      const failed =
        session.reason !== null &&
        (session.outcome === 'nothing' || session.outcome === 'partial' || session.outcome === 'open')
      if (!failed) continue
      const tries = triedIn(record).map((tried) => ({ tried, scope: scopeOf(matcher, session, tried) }))
      const entries = record.transcript.entries()
      // Of a session that delivered something, only the mails that were refused are failures.
      const first = tries.find(
        ({ scope, tried }) =>
          scope !== 'out' && (session.outcome === 'nothing' || refusalIn(entries, tried.transaction) >= 0),
      )
      if (first === undefined) continue
      const { tried } = first
      found.push({
        session: { ...session },
        scope: certainty(first.scope),
        from: tried.from,
        to: [...tried.to],
        lines: linesOf(entries, tried.transaction),
      })
    }
    // What is certainly in scope first; within that the newest first.
    return [
      ...found.filter(({ scope }) => scope === 'certain'),
      ...found.filter(({ scope }) => scope === 'possible'),
    ].slice(0, limit)
  }

  private inFlight(criteria: Criteria, fresh: number): InFlight[] {
    const matcher = this.search.matcher(this.inboxes.unfolded(criteria))
    const now = this.now()
    const found: InFlight[] = []
    for (const { record } of this.keep.openSessions) {
      const { stage, since, transaction, bytes } = record.progress()
      const age = Math.max(0, Math.round(now - since))
      if (stage === 'idle' || (stage === 'connecting' && age > fresh)) continue
      const nobody: Tried = { transaction: null, from: null, to: [] }
      const tried =
        stage === 'connecting' ? nobody : (triedIn(record).find((one) => one.transaction === transaction) ?? nobody)
      const scope = scopeOf(matcher, record.session, tried)
      if (scope === 'out') continue
      found.push({
        session: record.session.id,
        scope: certainty(scope),
        transaction: stage === 'connecting' ? null : transaction,
        stage,
        from: tried.from,
        to: [...tried.to],
        bytes,
        age,
      })
    }
    return found
  }

  private lastConnection(): string | null {
    for (const session of this.keep.sessions.downwards(0, Infinity))
      if (hasSpoken(session)) return session.record.session.openedAt
    return null
  }
}

/** What is not claimed, and yet does not count, came too early. */
function whyOf(as: Claim['as'] | undefined): Missed['why'] {
  if (as === undefined) return 'earlier'
  return as === 'taken' ? 'claimed' : as
}

export function hasSpoken({ record }: StoredSession): boolean {
  const { outcome, helo } = record.session
  return outcome === 'open' ? helo !== null : outcome !== 'probe'
}

const certainty = (scope: Scope) => (scope === 'certain' ? 'certain' : 'possible')

/** Around the first refusal of a transaction, or where there is none, the end of the session that came to nothing. */
function linesOf(entries: readonly Entry[], transaction: number | null): Entry[] {
  const refusal = refusalIn(entries, transaction)
  const at = refusal >= 0 ? refusal : entries.length - 1
  // The command that was refused stands before its reply, and what led to it before that.
  return entries.slice(Math.max(0, at - LINES + 4), at + 4).slice(0, LINES)
}

/** The first refusal of a transaction, or of what was said outside of any; -1 where there is none. */
function refusalIn(entries: readonly Entry[], transaction: number | null): number {
  const own = (entry: Entry) =>
    transaction === null || entry.transaction === transaction || entry.transaction === undefined
  return entries.findIndex((entry) => own(entry) && entry.kind === 'reply' && (entry.code ?? 0) >= 400)
}

function take<T>(items: Iterable<T>, most: number): T[] {
  const taken: T[] = []
  for (const item of items) {
    if (taken.length >= most) break
    taken.push(item)
  }
  return taken
}
