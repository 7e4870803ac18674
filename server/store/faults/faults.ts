/** The faults of a store: rules are added, strike, are spent, expire and are removed, and each of it is told. */
import { randomInt } from 'node:crypto'
import type { Fault, FaultHit, FaultSpec, FaultStage } from '../../../contract/fault.ts'
import type { SessionRecord } from '../../../contract/intake.ts'
import { TooManyFaultsError } from '../../../contract/store.ts'
import type { FaultPlace, Strike } from '../../../contract/strike.ts'
import type { MailReader } from '../../../contract/reader.ts'
import { compile } from '../../../criteria/compile.ts'
import type { Later } from '../bin.ts'
import type { Chronicle } from '../chronicle.ts'
import type { Inboxes } from '../inboxes.ts'
import { readFault } from './check.ts'
import { inboxesIn, isEverybody } from './check-scope.ts'
import { refuseContradiction } from './contradiction.ts'
import { Expiry } from './expiry.ts'
import { handlesOf } from './handles.ts'
import { checkInboxes } from './inbox-scope.ts'
import { PendingHits } from './pending-hits.ts'
import { PlaceFacts } from './place-facts.ts'
import { Room } from './room.ts'
import { keyOf, Rule } from './rule.ts'
import type { RuleBook } from './rule-book.ts'
import { Tally } from './tally.ts'

const MOST_ACTIVE = 5000
/** Of those that have to be asked for every mail: each costs everybody some microseconds. */
const MOST_OPEN = 500
const TTL = 60_000
/** What all rules together keep at most. */
const MOST_KEYS_IN_ALL = 100_000

interface Parts {
  readonly book: RuleBook
  readonly chronicle: Chronicle
  readonly inboxes: Inboxes
  readonly reader: MailReader
  readonly now: () => number
  readonly later: Later
}

/** Which rules are to go. */
export type ChosenFaults = { readonly id: string } | { readonly inbox: string } | 'all'

export class Faults {
  private readonly parts: Parts
  private readonly expiry: Expiry
  private readonly keyRoom = new Room(MOST_KEYS_IN_ALL)
  private readonly pending = new PendingHits()
  private made = 0

  constructor(parts: Parts) {
    this.parts = parts
    this.expiry = new Expiry(parts.now, parts.later, (time) => this.expire(time))
  }

  /**
   * Throws CriteriaError, ContradictingFaultError and TooManyFaultsError. A rule `for good` holds as long as the sink
   * runs, unless it says a ttl.
   */
  create(spec: FaultSpec, lasts: 'a while' | 'for good'): Fault {
    const { book, chronicle, inboxes, now } = this.parts
    const plan = readFault(spec)
    checkInboxes(plan, inboxes)
    const criteria = isEverybody(plan.scope) ? null : inboxes.unfolded(plan.scope)
    const matcher = criteria === null ? null : compile(criteria)
    this.expiry.catchUp()
    const handles = criteria === null ? null : handlesOf(criteria, plan.stage)
    if (book.activeCount >= MOST_ACTIVE) throw new TooManyFaultsError(MOST_ACTIVE, 'in all')
    if (handles === null && book.openCount >= MOST_OPEN) throw new TooManyFaultsError(MOST_OPEN, 'for anybody')
    const createdAt = now()
    const expiresAt = createdAt + (plan.ttl ?? (lasts === 'for good' ? Infinity : TTL))
    refuseContradiction(plan, { createdAt, expiresAt }, book.allActive())
    this.made += 1
    const seed = plan.seed ?? randomInt(2 ** 32)
    const rule = new Rule(plan, {
      n: this.made,
      seq: chronicle.sequence.next(),
      seed,
      createdAt,
      expiresAt,
      matcher,
      handles,
      inboxes: isEverybody(plan.scope) ? [] : inboxesIn(plan.scope),
      tally: new Tally(plan, { seed, room: this.keyRoom }),
    })
    book.add(rule)
    this.expiry.expect(rule.birth.expiresAt)
    chronicle.faultAdded(rule)
    return rule.shown()
  }

  has(stage: FaultStage): boolean {
    return this.parts.book.at(stage) !== undefined
  }

  /** The first rule that strikes here, counted; null where none does. */
  strike(place: FaultPlace, record: SessionRecord): Strike | null {
    const { book, reader, now } = this.parts
    const candidates = book.at(place.stage)?.candidates(place, record) ?? none
    // Mostly there are none, and the clock is not asked.
    if (candidates.length === 0) return null
    this.expiry.catchUp()
    const facts = new PlaceFacts(place, record, reader)
    const time = now()
    for (const rule of candidates) {
      const { matcher } = rule.birth
      // One may have expired just now.
      if (rule.state !== 'active') continue
      if (matcher !== null && matcher.test(facts) !== true) continue
      if (!rule.strikes(keyOf(rule.plan.per, place, record), time)) continue
      if (rule.isUsedUp) book.finish(rule, 'spent')
      return rule.strike
    }
    return null
  }

  /** Notes and tells a strike. */
  struck(
    { fault }: Strike,
    record: SessionRecord,
    where: { entry: number; transaction: number | null; message: string | null },
  ): void {
    const { book, chronicle, now } = this.parts
    const { session } = record
    if (!session.faults.includes(fault.id)) session.faults.push(fault.id)
    const rule = book.get(fault.id)
    // Removed while the strike was carried out: nobody can look it up any more.
    if (rule === undefined) return
    const { entry, transaction, message } = where
    const hit: FaultHit = { at: new Date(now()).toISOString(), session: session.id, transaction, entry, message }
    if (book.note(rule, hit) && message === null && transaction !== null) this.pending.add(hit, transaction)
    chronicle.faultHit(rule, hit)
  }

  /** A mail was kept: it is the message of the strikes of its transaction. */
  accepted(session: string | null, transaction: number | null, message: string): void {
    if (session !== null && transaction !== null) this.pending.fulfil(session, transaction, message)
  }

  /** A session is over: nothing more comes of its transactions. */
  closed(session: string): void {
    this.pending.forget(session)
  }

  all(): Fault[] {
    this.expiry.catchUp()
    return this.parts.book.all().map((rule) => rule.shown())
  }

  get(id: string): Rule | null {
    this.expiry.catchUp()
    return this.parts.book.get(id) ?? null
  }

  remove(which: ChosenFaults, why: 'deleted' | 'inbox_closed'): number {
    const { book, chronicle } = this.parts
    this.expiry.catchUp()
    const chosen = book.all().filter((rule) => isChosen(rule, which))
    for (const rule of chosen) book.remove(rule)
    chronicle.faultsRemoved(
      chosen.map(({ id }) => id),
      why,
    )
    return chosen.length
  }

  stop(): void {
    this.expiry.stop()
  }

  private expire(time: number): void {
    const { book, chronicle } = this.parts
    let next = Infinity
    const due: Rule[] = []
    for (const rule of book.allActive()) {
      if (rule.birth.expiresAt <= time) due.push(rule)
      else next = Math.min(next, rule.birth.expiresAt)
    }
    for (const rule of due) book.finish(rule, 'expired')
    this.expiry.expect(next)
    chronicle.faultsRemoved(
      due.map(({ id }) => id),
      'expired',
    )
  }
}

const none: readonly Rule[] = []

function isChosen({ id, birth }: Rule, which: ChosenFaults): boolean {
  if (which === 'all') return true
  return 'id' in which ? which.id === id : birth.inboxes.includes(which.inbox)
}
