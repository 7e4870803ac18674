/** The store in memory: keeps what arrives, numbers what happens, answers what is asked (contract/store.ts, intake.ts). */
import type { Limits } from '../../contract/info.ts'
import type { Delivery, Intake, SessionRecord } from '../../contract/intake.ts'
import type { MailReader } from '../../contract/reader.ts'
import { StorageFullError, type Store, type Totals } from '../../contract/store.ts'
import { Keep, StoredSession } from './budget.ts'
import { Chronicle } from './chronicle.ts'
import { Digests } from './digests.ts'
import { imported } from './imported.ts'
import { count, first, itemsOf } from './lists.ts'
import { StoredMessage } from './message.ts'
import { Updates } from './updates.ts'

export interface StoreOptions {
  readonly limits: Limits
  readonly reader: MailReader
  readonly newId: () => string
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number
}

export interface MemoryStore {
  readonly store: Store
  /** What the SMTP room feeds it through. */
  readonly intake: Intake
  stop(): void
}

/** The part of the budget that parsed mails may take. */
const DIGEST_SHARE = 1 / 8

export function createStore({ limits, reader, newId, now = Date.now }: StoreOptions): MemoryStore {
  const digests = new Digests(reader, limits.memory * DIGEST_SHARE)
  const keep = new Keep(limits, digests)
  const chronicle = new Chronicle(keep, reader, now)
  const updates = new Updates(digests, (message) => chronicle.messageUpdated(message))
  const sums = { accepted: 0, refused: 0, evicted: 0, deleted: 0, bytes: 0, openSessions: 0 }
  const refused: Record<string, number> = {}

  keep.onEvicted = (messages) => {
    sums.evicted += messages.length
    chronicle.messagesRemoved(messages, 'evicted')
  }

  const add = (delivery: Delivery, reserved: number): StoredMessage => {
    const message = new StoredMessage(newId(), chronicle.sequence.next(), now(), delivery)
    delivery.payload.keep(message.id)
    keep.addMessage(message, reserved)
    sums.accepted += 1
    sums.bytes += delivery.payload.rawSize
    chronicle.messageAdded(message)
    keep.makeRoom()
    if (chronicle.digestsWanted) updates.want(message)
    return message
  }

  const remove = (messages: readonly StoredMessage[]): number => {
    for (const message of messages) keep.take(message, 'deleted')
    sums.deleted += messages.length
    chronicle.messagesRemoved(messages, 'deleted')
    return messages.length
  }

  const weigh = ({ session }: SessionRecord) => {
    const stored = keep.sessions.get(session.id)
    if (stored !== undefined) keep.weigh(stored)
  }

  const intake: Intake = {
    opened(record) {
      record.session.seq = chronicle.sequence.next()
      sums.openSessions += 1
      keep.addSession(new StoredSession(record))
      chronicle.sessionOpened(record)
      keep.makeRoom()
    },
    spoke(record) {
      chronicle.sessionSpoke(record)
      weigh(record)
    },
    refused(record, { code }) {
      chronicle.sequence.next()
      sums.refused += 1
      refused[code ?? 0] = (refused[code ?? 0] ?? 0) + 1
      weigh(record)
    },
    closed(record) {
      sums.openSessions -= 1
      chronicle.sessionClosed(record)
      weigh(record)
    },
    reserve: (bytes) => keep.reserve(bytes),
    accept(delivery, record) {
      const { id } = add(delivery, delivery.payload.size)
      weigh(record)
      return id
    },
  }

  const store: Store = {
    async state() {
      const { accepted, evicted, deleted, openSessions } = sums
      const [messages, sessions] = [keep.messages.size, keep.sessions.size]
      const { evictedSessions } = keep
      const totals: Totals = { refused, bytes: sums.bytes, parses: digests.parses, parseSeconds: digests.seconds }
      return {
        epoch: chronicle.sequence.epoch,
        cursor: chronicle.sequence.cursor(),
        counts: {
          messages,
          sessions,
          openSessions,
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
      const total = keep.messages.size
      const rows = first(page.limit, itemsOf(page, keep.messages, chronicle.sequence))
      await digests.all(rows)
      return { messages: rows.map((message) => message.summary(reader)), total, cursor }
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
    async sessions(page) {
      const cursor = chronicle.sequence.cursor()
      const { outcome } = page
      const wanted = ({ record }: StoredSession) => outcome === null || outcome.includes(record.session.outcome)
      const total = outcome === null ? keep.sessions.size : count(keep.sessions.upwards(0, Infinity), wanted)
      const rows = first(page.limit, itemsOf(page, keep.sessions, chronicle.sequence), wanted)
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
    async delete(ids) {
      const found = new Set(ids.map((id) => keep.messages.get(id)).filter((message) => message !== undefined))
      return remove([...found])
    },
    async deleteAll() {
      return remove([...keep.messages.upwards(0, Infinity)])
    },
    async subscribe(listener, wanted) {
      return chronicle.subscribe(listener, wanted)
    },
  }

  const aging = watchAge(limits.maxAge, now, (time) => keep.expire(time))
  return { store, intake, stop: aging.stop }
}

/** Looks for mail that is too old, as often as the limit makes sensible. */
function watchAge(maxAge: number | null, now: () => number, expire: (before: number) => void): { stop: () => void } {
  if (maxAge === null) return { stop: () => {} }
  const timer = setInterval(() => expire(now() - maxAge), Math.min(Math.max(maxAge / 4, 50), 30_000)).unref()
  return { stop: () => clearInterval(timer) }
}
