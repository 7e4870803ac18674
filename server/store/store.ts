/** The store in memory: keeps what arrives, numbers what happens, answers what is asked (contract/store.ts, intake.ts). */
import { INBOX_HEADER, type Inbox } from '../../contract/inbox.ts'
import type { Limits } from '../../contract/info.ts'
import type { Deletion } from '../../contract/deletion.ts'
import type { Criteria } from '../../contract/criteria.ts'
import type { Delivery, Intake, SessionRecord } from '../../contract/intake.ts'
import type { MailReader } from '../../contract/reader.ts'
import {
  type Chosen,
  type MessagePage,
  type SessionPage,
  StorageFullError,
  type Store,
  type Totals,
} from '../../contract/store.ts'
import { Bin, type Later, systemTimer } from './bin.ts'
import { Keep, StoredSession } from './budget.ts'
import { Chronicle } from './chronicle.ts'
import { hasSpoken, Surroundings } from './circumstances.ts'
import { completionsOf } from './completions.ts'
import { Digests } from './digests.ts'
import { Filter } from './filter.ts'
import { GoneMessages } from './gone.ts'
import { imported } from './imported.ts'
import { Inboxes } from './inboxes.ts'
import { count, first, itemsOf, placeOf, stretchOf } from './lists.ts'
import { StoredMessage } from './message.ts'
import { isKept, Search } from './search.ts'
import { SessionSearch } from './session-search.ts'
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
  stop(): void
}

/** Of the messages deleted at once, how many are still known by their subject. */
const REMEMBERED_WELL = 1000
/** The part of the budget that parsed mails may take. */
const DIGEST_SHARE = 1 / 2

export function createStore({ limits, reader, newId, now = Date.now, later = systemTimer }: StoreOptions): MemoryStore {
  const digests = new Digests(reader, limits.memory * DIGEST_SHARE)
  const keep = new Keep(limits, digests)
  const chronicle = new Chronicle(keep, reader, now)
  const updates = new Updates(digests, (message) => chronicle.messageUpdated(message))
  const search = new Search(reader, digests)
  const sessionSearch = new SessionSearch(keep)
  const inboxes = new Inboxes(now)
  const gone = new GoneMessages()
  const bin = new Bin(now, later, (messages) => keep.letGo(messages))
  const surroundings = new Surroundings({ keep, search, gone, inboxes, now })
  const sums = { accepted: 0, refused: 0, evicted: 0, deleted: 0, bytes: 0, spoken: 0 }
  const refused: Record<string, number> = {}

  keep.onEvicted = (messages) => {
    sums.evicted += messages.length
    gone.add(messages, 'evicted', now(), null)
    chronicle.messagesRemoved(messages, 'evicted')
  }

  const add = (delivery: Delivery, reserved: number): StoredMessage => {
    const { envelope, session, payload } = delivery
    const header = () => reader.field(payload.raw() ?? new Uint8Array(0), INBOX_HEADER)
    const belongs = inboxes.of({ recipients: envelope.to, user: session.user, header })
    const message = new StoredMessage(newId(), chronicle.sequence.next(), now(), delivery, belongs)
    payload.keep(message.id)
    keep.addMessage(message, reserved)
    sums.accepted += 1
    sums.bytes += payload.rawSize
    chronicle.messageAdded(message)
    keep.makeRoom()
    if (chronicle.digestsWanted) updates.want(message)
    return message
  }

  keep.spare = () => bin.dropOldest()

  const remove = (wanted: readonly StoredMessage[], by: string | null, undo: number | null): Deletion => {
    // While they were looked for, somebody else may have deleted some.
    const messages = wanted.filter(isKept)
    // Read while the bytes are there: whoever waits for one of these is told what it was.
    for (const message of messages.slice(-REMEMBERED_WELL)) message.head(reader)
    const final = undo === null || undo === 0 || messages.length === 0
    for (const message of messages) {
      if (final) keep.take(message, 'deleted')
      else keep.setAside(message)
    }
    sums.deleted += messages.length
    gone.add(messages, 'deleted', now(), by)
    chronicle.messagesRemoved(messages, 'deleted')
    return { deleted: messages.length, undo: final ? null : bin.add(messages, undo) }
  }

  const weigh = ({ session }: SessionRecord) => {
    const stored = keep.sessions.get(session.id)
    if (stored !== undefined) keep.weigh(stored)
  }

  const intake: Intake = {
    opened(record) {
      record.session.seq = chronicle.sequence.next()
      keep.addSession(new StoredSession(record))
      chronicle.sessionOpened(record)
      keep.makeRoom()
    },
    spoke(record) {
      chronicle.sessionSpoke(record)
      weigh(record)
    },
    refused(record, { code }) {
      const seq = chronicle.sequence.next()
      const stored = keep.sessions.get(record.session.id)
      if (stored !== undefined) stored.refusedSeq = seq
      sums.refused += 1
      refused[code ?? 0] = (refused[code ?? 0] ?? 0) + 1
      weigh(record)
    },
    closed(record) {
      chronicle.sessionClosed(record)
      if (record.session.outcome !== 'probe') sums.spoken += 1
      keep.closeSession(record.session.id, chronicle.sequence.current)
      weigh(record)
    },
    reserve: (bytes) => keep.reserve(bytes),
    accept(delivery, record) {
      const { id } = add(delivery, delivery.payload.size)
      weigh(record)
      return id
    },
  }

  /** Sessions that said something, the open ones included. */
  const spoken = () => sums.spoken + count(keep.openSessions, hasSpoken)
  const vacuous = () => sums.accepted === 0 && spoken() === 0

  const pageOf = async (page: MessagePage): Promise<{ rows: StoredMessage[]; total: number }> => {
    if (page.criteria === null) {
      const items = itemsOf(page, keep.messages, chronicle.sequence)
      return { rows: first(page.limit, items), total: keep.messages.size }
    }
    const matcher = search.matcher(page.criteria)
    // The whole shelf, for the total; the page is a stretch of what matches.
    const within = stretchOf(page, keep.messages, chronicle.sequence)
    const found = await search.all(matcher, keep.messagesAfter(0, inboxOf(page.criteria)))
    return { rows: within(found), total: found.length }
  }

  const sessionPageOf = async (page: SessionPage): Promise<{ rows: StoredSession[]; total: number }> => {
    const { outcome, listener, user, q } = page
    if (outcome === null && listener === null && user === null && q === null) {
      const items = itemsOf(page, keep.sessions, chronicle.sequence)
      return { rows: first(page.limit, items), total: keep.sessions.size }
    }
    const within = stretchOf(page, keep.sessions, chronicle.sequence)
    const found = await sessionSearch.all(page)
    return { rows: within(found), total: found.length }
  }

  const matching = async (criteria: Criteria) =>
    search.all(search.matcher(criteria), keep.messagesAfter(0, inboxOf(criteria)))
  const chosen = (which: Chosen): readonly StoredMessage[] | Promise<readonly StoredMessage[]> => {
    switch (which.kind) {
      case 'ids': {
        const found = new Set(which.ids.map((id) => keep.messages.get(id)).filter((message) => message !== undefined))
        return [...found]
      }
      case 'criteria':
        return matching(which.criteria)
    }
  }
  const counted = (inbox: Omit<Inbox, 'messages'>): Inbox => ({
    ...inbox,
    messages: keep.inboxSize(inbox.id),
  })

  const store: Store = {
    async state() {
      const { accepted, evicted, deleted } = sums
      const [messages, sessions] = [keep.messages.size, keep.sessions.size]
      const { evictedSessions } = keep
      const totals: Totals = { refused, bytes: sums.bytes, parses: digests.parses, parseSeconds: digests.seconds }
      return {
        epoch: chronicle.sequence.epoch,
        cursor: chronicle.sequence.cursor(),
        counts: {
          messages,
          sessions,
          openSessions: keep.openSessions.size,
          spoken: spoken(),
          accepted,
          refused: sums.refused,
          evicted,
          evictedSessions,
          deleted,
        },
        budget: { used: keep.used, limit: limits.memory },
        totals,
      }
    },
    async messages(page) {
      // Taken before the digests are waited for: what arrives meanwhile comes after this cursor.
      const cursor = chronicle.sequence.cursor()
      const { rows, total } = await pageOf(page)
      if (page.digests) await digests.all(rows)
      const evicted =
        page.after === null ? 0 : gone.evictedSince(placeOf(page.after, keep.messages, chronicle.sequence))
      return { messages: rows.map((message) => message.summary(reader)), total, cursor, evicted }
    },
    async find({ criteria, after, limit }) {
      const seq = after === null ? 0 : placeOf(after, keep.messages, chronicle.sequence)
      const found = await search.all(search.matcher(criteria), keep.messagesAfter(seq, inboxOf(criteria)), limit)
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
      const cursor = chronicle.sequence.cursor()
      const { rows, total } = await sessionPageOf(page)
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
      return keep.reserve(bytes)
    },
    async import(raw, envelope, address) {
      if (!keep.reserve(raw.length)) throw new StorageFullError(raw.length, limits.memory)
      const message = add(imported(raw, envelope, address, reader), raw.length)
      await digests.of(message)
      return message.summary(reader)
    },
    async delete(ids, by) {
      return remove(await chosen({ kind: 'ids', ids }), by, null).deleted
    },
    async deleteMatching(criteria, by) {
      return remove(await matching(criteria), by, null).deleted
    },
    async discard(which, by, undo) {
      return remove(await chosen(which), by, undo)
    },
    async restore(token) {
      const messages = bin.take(token)
      if (messages === null) return null
      keep.putBack(messages)
      gone.forget(messages)
      chronicle.messagesRestored(messages)
      keep.makeRoom()
      if (chronicle.digestsWanted) for (const message of messages) updates.want(message)
      return messages.length
    },
    async createInbox(wish) {
      checkWish(wish)
      return { ...inboxes.create(wish, chronicle.sequence.cursor()), messages: 0 }
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
      return mail === 'keep' ? 0 : remove(await matching({ inbox: id }), by, null).deleted
    },
    async circumstances(criteria, { since, exclude, limit }) {
      const wanted = { since: since === null ? 0 : chronicle.sequence.read(since), exclude: new Set(exclude), limit }
      return { ...(await surroundings.circumstances(criteria, wanted)), vacuous: vacuous() }
    },
    async activity(criteria, fresh) {
      return { ...surroundings.activity(criteria, fresh), vacuous: vacuous() }
    },
    async subscribe(listener, { since, digests: wantsDigests, criteria }) {
      const filter = criteria === null ? null : new Filter(search.matcher(criteria), search)
      return chronicle.subscribe(listener, { since, digests: wantsDigests, filter })
    },
  }

  const aging = watchAge(limits.maxAge, now, (time) => keep.expire(time))
  const stop = () => {
    aging.stop()
    bin.stop()
  }
  return { store, intake, stop }
}

/** Looks for mail that is too old, as often as the limit makes sensible. */
function watchAge(maxAge: number | null, now: () => number, expire: (before: number) => void): { stop: () => void } {
  if (maxAge === null) return { stop: () => {} }
  const timer = setInterval(() => expire(now() - maxAge), Math.min(Math.max(maxAge / 4, 50), 30_000)).unref()
  return { stop: () => clearInterval(timer) }
}

/** The only inbox that a message can be in to match; null where that cannot be told. */
function inboxOf({ inbox, all }: Criteria): string | null {
  if (typeof inbox === 'string' && !inbox.includes('*')) return inbox.toLowerCase()
  for (const one of all ?? []) {
    const found = inboxOf(one)
    if (found !== null) return found
  }
  return null
}
