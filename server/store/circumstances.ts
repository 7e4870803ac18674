/** Why what is wanted is not there, and whether it may still come: everything around a set of criteria, looked up on request. */
import type { Criteria } from '../../contract/criteria.ts'
import type { Activity, Circumstances } from '../../contract/store.ts'
import type { Claim, Missed, NearMiss } from '../../contract/wait.ts'
import type { Matcher } from '../../criteria/compile.ts'
import type { Facts } from '../../criteria/facts.ts'
import { nearMisses } from '../../criteria/misses.ts'
import { activityOf, inFlightOf } from './activity.ts'
import { failedAttempts } from './failed-attempts.ts'
import { type GoneMessages, nameOf } from './gone.ts'
import type { Inboxes } from './inboxes.ts'
import type { Keep } from './keep.ts'
import { count, first } from './lists.ts'
import type { StoredMessage } from './message.ts'
import type { Search } from './search.ts'
import type { StoredSession } from './session.ts'

/** Messages and sessions that are looked at, the newest; an explanation has to come quickly, too. */
const LOOKED_AT = 500
/** A mail that fails in these alone is the one that was wanted, sent to somebody else. */
const WHERE_TO: ReadonlySet<string> = new Set(['inbox', 'to', 'rcpt', 'cc'])

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
    { since, exclude, limit }: { since: number; exclude: readonly Claim[]; limit: number },
  ): Promise<Omit<Circumstances, 'vacuous'>> {
    const matcher = this.search.matcher(criteria)
    const later = [...this.keep.messages.upwards(since, Infinity)]
    const { inbox } = criteria
    const inScope = typeof inbox === 'string' ? [...this.keep.messagesAfter(since, inbox)] : later
    const matching = await this.search.all(matcher, inScope)
    const claims = new Map(exclude.map(({ id, as }) => [id, as]))
    const claimedAs = (kind: Claim['as']) => matching.filter(({ id }) => claims.get(id) === kind)
    const [taken, passedOver, served] = [claimedAs('taken'), claimedAs('passed_over'), claimedAs('served')]
    const before = first(LOOKED_AT, this.keep.messages.downwards(0, since + 1))
    const earlier = await this.search.all(matcher, before, limit)
    const near = await this.near(matcher, inScope, new Set(matching), limit)
    // Mail of another inbox is another test's, and only worth a word when nothing came here at all.
    const elsewhere = inScope.length === 0 ? await this.near(matcher, later, new Set(matching), limit) : []
    const astray = elsewhere.filter(({ failed }) => failed.every(({ field }) => WHERE_TO.has(field))).slice(0, 2)
    const sessions = this.touchedSince(since)
    const attempted = this.attemptMatcher(criteria)
    return {
      nearMisses: [...near, ...astray].slice(0, limit),
      missed: [
        ...[taken, passedOver, served]
          .flatMap((some) => some.slice(-limit))
          .concat(earlier)
          .map((message) => this.missed(message, whyOf(claims.get(message.id)))),
        ...this.lost(matcher, since, limit),
      ],
      attempts: failedAttempts(attempted, sessions, limit),
      inFlight: inFlightOf(attempted, this.keep, this.now(), Infinity).slice(0, limit),
      matching: matching.length - taken.length - passedOver.length - served.length,
      claimed: taken.length,
      passedOver: passedOver.length,
      served: served.length,
      since: inScope.length,
      total: this.keep.messages.size,
      evicted: this.gone.evictedSince(since),
      connections: { since: count(sessions, ({ hasSpoken }) => hasSpoken), last: this.lastConnection() },
    }
  }

  activity(criteria: Criteria, quiet: number): Omit<Activity, 'vacuous'> {
    return activityOf(this.attemptMatcher(criteria), this.keep, this.now(), quiet)
  }

  /** An attempt that was refused has no inbox yet: it goes by what would have put its mail there. */
  private attemptMatcher(criteria: Criteria): Matcher {
    return this.search.matcher(this.inboxes.unfolded(criteria))
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

  private lastConnection(): string | null {
    for (const session of this.keep.sessions.downwards(0, Infinity))
      if (session.hasSpoken) return session.record.session.openedAt
    return null
  }
}

/** What is not claimed, and yet does not count, came too early. */
function whyOf(as: Claim['as'] | undefined): Missed['why'] {
  if (as === undefined) return 'earlier'
  return as === 'taken' ? 'claimed' : as
}
