/** The store in memory: keeps what arrives, numbers what happens, answers what is asked (contract/store.ts, intake.ts). */
import type { FaultSpec } from '../../contract/fault.ts'
import type { Inbox } from '../../contract/inbox.ts'
import type { Limits } from '../../contract/info.ts'
import type { Intake } from '../../contract/intake.ts'
import type { MailReader } from '../../contract/reader.ts'
import { StorageFullError, type Store } from '../../contract/store.ts'
import { watchAge } from './aging.ts'
import { Attempts } from './attempts/attempts.ts'
import { Bin, type Later, systemTimer } from './bin.ts'
import { Budget } from './budget.ts'
import { Chronicle } from './chronicle.ts'
import { Surroundings } from './circumstances.ts'
import { completionsOf } from './completions.ts'
import { createDeletions } from './deletions.ts'
import { Digests } from './digests.ts'
import { explain } from './faults/explain.ts'
import { Faults } from './faults/faults.ts'
import { RuleBook } from './faults/rule-book.ts'
import { Filter } from './filter.ts'
import { GoneMessages } from './gone.ts'
import { imported } from './imported.ts'
import { Inboxes } from './inboxes.ts'
import { createIntake } from './intake.ts'
import { Keep } from './keep.ts'
import { placeOf } from './lists.ts'
import { Query } from './query.ts'
import { createReceive } from './receive.ts'
import { Search } from './search.ts'
import { SessionSearch } from './session-search.ts'
import { Sums } from './sums.ts'
import { Updates } from './updates.ts'
import { checkWish } from './wish.ts'

export interface StoreOptions {
  readonly limits: Limits
  readonly reader: MailReader
  readonly newId: () => string
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number
  /** Default: a timer that keeps no process alive. */
  readonly later?: Later
}

export interface MemoryStore {
  readonly store: Store
  /** What the SMTP room feeds it through. */
  readonly intake: Intake
  /** Adds a rule that holds as long as the sink runs, unless it says a ttl. Throws as `createFault` rejects. */
  readonly addForGood: (spec: FaultSpec) => void
  stop(): void
}

/** The part of the budget that parsed mails may take. */
const DIGEST_SHARE = 1 / 2

/** Of a rule that nobody knows. */
const NO_FAULT = 'There is no such rule: it was deleted, its inbox was closed, or it ended long ago.'

export function createStore(options: StoreOptions): MemoryStore {
  const { limits, reader, newId, now = Date.now, later = systemTimer } = options
  const digests = new Digests(reader, limits.memory * DIGEST_SHARE)
  const keep = new Keep(digests)
  const budget = new Budget(limits, keep, digests)
  const book = new RuleBook()
  const chronicle = new Chronicle(keep, book, reader, now)
  const { sequence } = chronicle
  const updates = new Updates(digests, (message) => chronicle.messageUpdated(message))
  const search = new Search(reader, digests)
  const query = new Query(keep, sequence, search, new SessionSearch(keep, budget))
  const inboxes = new Inboxes(now)
  const gone = new GoneMessages()
  const bin = new Bin(now, later, (messages) => keep.letGo(messages))
  const sums = new Sums(keep, digests)
  const surroundings = new Surroundings({ keep, search, gone, inboxes, now })
  const attempts = new Attempts({ keep, search, gone, inboxes, reader })
  const faults = new Faults({ book, chronicle, inboxes, reader, now, later })
  const receive = createReceive({ keep, budget, chronicle, updates, inboxes, sums, reader, newId, now })
  const intake = createIntake({ keep, budget, chronicle, sums, faults, receive })
  const deletions = createDeletions({ keep, budget, chronicle, updates, gone, bin, sums, reader, now })

  budget.spare = () => bin.dropOldest()
  budget.onEvicted = (messages) => {
    sums.addEvicted(messages.length)
    gone.add(messages, 'evicted', now(), null)
    chronicle.messagesRemoved(messages, 'evicted')
  }

  const seqOf = (place: string) => placeOf(place, keep.messages, sequence)
  const counted = (inbox: Omit<Inbox, 'messages'>): Inbox => ({ ...inbox, messages: keep.inboxSize(inbox.id) })

  const store: Store = {
    async state() {
      return {
        epoch: sequence.epoch,
        cursor: sequence.cursor(),
        counts: sums.counts,
        budget: { used: budget.used, limit: limits.memory },
        totals: sums.totals,
      }
    },
    async messages(page) {
      // Taken before the digests are waited for: what arrives meanwhile comes after this cursor.
      const cursor = sequence.cursor()
      const { rows, total } = await query.messages(page)
      if (page.digests) await digests.all(rows)
      const evicted = page.after === null ? 0 : gone.evictedSince(seqOf(page.after))
      return { messages: rows.map((message) => message.summary(reader)), total, cursor, evicted }
    },
    async find({ criteria, after, limit }) {
      const seq = after === null ? 0 : seqOf(after)
      const found = await query.matching(criteria, seq, limit)
      const evicted = after === null ? 0 : gone.evictedSince(seq)
      return { messages: found.map((message) => message.summary(reader)), evicted }
    },
    async message(id) {
      const message = keep.messages.get(id)
      return message === undefined ? null : message.whole(reader, await digests.of(message))
    },
    async raw(id) {
      return keep.messages.get(id)?.raw ?? null
    },
    async part(id, path, form) {
      const message = keep.messages.get(id)
      return message === undefined ? null : reader.part(message.raw, path, form)
    },
    async transaction(id) {
      const session = keep.messages.get(id)?.delivery.session
      if (session === undefined) return null
      const entries = keep.sessions.get(session.id ?? '')?.record.transcript.entries() ?? []
      return entries.filter(({ transaction }) => transaction === session.transaction)
    },
    async completions(wanted) {
      return completionsOf(keep.messages.downwards(0, Infinity), reader, wanted)
    },
    async sessions(page) {
      const cursor = sequence.cursor()
      const { rows, total } = await query.sessions(page)
      return { sessions: rows.map(({ record }) => ({ ...record.session })), total, cursor }
    },
    async session(id) {
      const record = keep.sessions.get(id)?.record
      return record === undefined ? null : { session: { ...record.session }, transcript: record.transcript.entries() }
    },
    async wire(id, from) {
      return keep.sessions.get(id)?.record.transcript.wire(from) ?? null
    },
    async reserve(bytes) {
      return budget.reserve(bytes)
    },
    async import(raw, envelope, address) {
      if (!budget.reserve(raw.length)) throw new StorageFullError(raw.length, limits.memory)
      const message = receive(imported(raw, envelope, address, reader), raw.length)
      await digests.of(message)
      return message.summary(reader)
    },
    async delete(which, by, undo) {
      return deletions.remove(await query.chosen(which), by, undo)
    },
    async restore(token) {
      return deletions.restore(token)
    },
    async createInbox(wish) {
      checkWish(wish)
      return { ...inboxes.create(wish, sequence.cursor()), messages: 0 }
    },
    async inboxes() {
      return inboxes.list().map(counted)
    },
    async inbox(id) {
      const inbox = inboxes.get(id)
      return inbox === null ? null : counted(inbox)
    },
    async deleteInbox(id, mail, by) {
      if (inboxes.get(id) === null) return null
      inboxes.remove(id)
      faults.remove({ inbox: id }, 'inbox_closed')
      return mail === 'keep' ? 0 : deletions.remove(await query.matching({ inbox: id }), by, null).deleted
    },
    async createFault(spec) {
      return faults.create(spec, 'a while')
    },
    async faults() {
      return faults.all()
    },
    async fault(id) {
      return faults.get(id)?.shown() ?? null
    },
    async deleteFaults(which) {
      return faults.remove(which, 'deleted')
    },
    async explainFault(id, wanted) {
      const rule = faults.get(id)
      return rule === null ? NO_FAULT : explain(rule, wanted, { keep, reader, now })
    },
    attemptsOf: (id) => attempts.of(id),
    async attempts(criteria, since) {
      return attempts.about(criteria, since === null ? 0 : sequence.read(since))
    },
    async circumstances(criteria, { since, exclude, limit }) {
      const wanted = { since: since === null ? 0 : sequence.read(since), exclude, limit }
      return { ...(await surroundings.circumstances(criteria, wanted)), vacuous: sums.vacuous }
    },
    async activity(criteria, fresh) {
      return { ...surroundings.activity(criteria, fresh), vacuous: sums.vacuous }
    },
    async subscribe(listener, { since, digests: wantsDigests, criteria }) {
      const filter = criteria === null ? null : new Filter(search.matcher(criteria), search)
      return chronicle.subscribe(listener, { since, digests: wantsDigests, filter })
    },
  }

  const aging = watchAge(limits.maxAge, now, (time) => budget.expire(time))
  const stop = () => {
    aging.stop()
    bin.stop()
    faults.stop()
  }
  return { store, intake, stop, addForGood: (spec) => void faults.create(spec, 'for good') }
}
