/** The store in memory: keeps what arrives, numbers what happens, answers what is asked (contract/store.ts, intake.ts). */
import type { StoreEvent } from '../../contract/event.ts'
import type { Counts, Limits } from '../../contract/info.ts'
import type { Delivery, Intake, SessionRecord } from '../../contract/intake.ts'
import type { MailReader } from '../../contract/reader.ts'
import {
  HistoryLostError,
  type Page,
  type SessionPage,
  StorageFullError,
  type Store,
  type StoreState,
} from '../../contract/store.ts'
import { Audience } from './audience.ts'
import { Keep, StoredSession } from './budget.ts'
import { Digests } from './digests.ts'
import { imported } from './imported.ts'
import { EventLog, type Happening } from './log.ts'
import { StoredMessage } from './message.ts'
import { Sequence } from './sequence.ts'
import type { Shelf, Shelved } from './shelf.ts'
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
  const sequence = new Sequence()
  const log = new EventLog()
  const audience = new Audience()
  const digests = new Digests(reader, limits.memory * DIGEST_SHARE)
  const keep = new Keep(limits, digests)
  const updates = new Updates(digests, (message) => {
    if (message.parsed !== null)
      audience.tell({ type: 'message.updated', ...place(), message: message.summary(reader) })
  })
  const sums = { accepted: 0, refused: 0, evicted: 0, deleted: 0, bytes: 0, openSessions: 0 }
  const refusedByCode: Record<string, number> = {}

  /** Where we are, without a number of its own. */
  const place = () => ({ seq: sequence.current, at: new Date(now()).toISOString() })

  /** Numbers an event, remembers it, and makes it for the subscribers only if there are any. */
  const happen = (happening: Happening) => {
    log.add(happening)
    if (audience.empty) return
    const event = told(happening)
    if (event !== null) audience.tell(event)
  }

  /** The event of a happening as things are now; null for one whose subject is gone. */
  const told = (happening: Happening): StoreEvent | null => {
    const { seq } = happening
    const at = new Date(happening.at).toISOString()
    switch (happening.type) {
      case 'opened':
      case 'closed': {
        const session = keep.sessions.get(happening.id)?.record.session
        if (session === undefined) return null
        return { type: `session.${happening.type}`, seq, at, session: { ...session } }
      }
      case 'added': {
        const message = keep.messages.get(happening.id)
        return message === undefined ? null : { type: 'message.added', seq, at, message: message.summary(reader) }
      }
      case 'removed':
        return { type: 'message.removed', seq, at, ids: [...happening.ids], why: happening.why }
    }
  }

  const removed = (messages: readonly StoredMessage[], why: 'deleted' | 'evicted') => {
    sums[why] += messages.length
    if (messages.length === 0) return
    happen({ seq: sequence.next(), at: now(), type: 'removed', ids: messages.map(({ id }) => id), why })
  }
  keep.onEvicted = (messages) => removed(messages, 'evicted')

  const add = (delivery: Delivery, reserved: number): StoredMessage => {
    const message = new StoredMessage(newId(), sequence.next(), now(), delivery)
    delivery.payload.keep(message.id)
    keep.addMessage(message, reserved)
    sums.accepted += 1
    sums.bytes += delivery.payload.rawSize
    happen({ seq: message.seq, at: message.receivedAt, type: 'added', id: message.id })
    if (!audience.empty) updates.want(message)
    return message
  }

  const intake: Intake = {
    opened(record) {
      record.session.seq = sequence.next()
      sums.openSessions += 1
      keep.addSession(new StoredSession(record))
      happen({ seq: record.session.seq, at: now(), type: 'opened', id: record.session.id })
    },
    spoke(record) {
      audience.entries(record, place)
    },
    refused(record, { code }) {
      sequence.next()
      sums.refused += 1
      const key = String(code ?? 0)
      refusedByCode[key] = (refusedByCode[key] ?? 0) + 1
      weigh(record)
    },
    closed(record) {
      sums.openSessions -= 1
      weigh(record)
      happen({ seq: sequence.next(), at: now(), type: 'closed', id: record.session.id })
      audience.forget(record.session.id)
    },
    reserve: (bytes) => keep.reserve(bytes),
    accept(delivery, record) {
      const { id } = add(delivery, delivery.payload.size)
      weigh(record)
      return id
    },
  }

  const weigh = (record: SessionRecord) => {
    const session = keep.sessions.get(record.session.id)
    if (session !== undefined) keep.weigh(session)
  }

  const counts = (): Counts => ({
    messages: keep.messages.size,
    sessions: keep.sessions.size,
    openSessions: sums.openSessions,
    accepted: sums.accepted,
    refused: sums.refused,
    evicted: sums.evicted,
    evictedSessions: keep.evictedSessions,
    deleted: sums.deleted,
  })

  /** The number of a place: a cursor, or an item that is kept. */
  const seqOf = (named: string, shelf: Shelf<Shelved>): number =>
    named.includes('.') ? sequence.read(named) : (shelf.get(named)?.seq ?? lost(named))

  function* chosen<T extends Shelved>(page: Page, shelf: Shelf<T>): Generator<T> {
    const after = page.after === null ? 0 : seqOf(page.after, shelf)
    const before = page.before === null ? Infinity : seqOf(page.before, shelf)
    yield* page.order === 'asc' ? shelf.upwards(after, before) : shelf.downwards(after, before)
  }

  const remove = (messages: readonly StoredMessage[]): number => {
    for (const message of messages) keep.take(message, 'deleted')
    removed(messages, 'deleted')
    return messages.length
  }

  const store: Store = {
    async state(): Promise<StoreState> {
      return {
        epoch: sequence.epoch,
        cursor: sequence.cursor(),
        counts: counts(),
        budget: { used: keep.used, limit: limits.memory },
        totals: { refused: refusedByCode, bytes: sums.bytes, parses: digests.parses, parseSeconds: digests.seconds },
      }
    },
    async messages(page) {
      // Taken before the digests are waited for: what arrives meanwhile comes after this cursor.
      const cursor = sequence.cursor()
      const total = keep.messages.size
      const rows = first(page.limit, chosen(page, keep.messages))
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
    async sessions(page: SessionPage) {
      const cursor = sequence.cursor()
      const { outcome } = page
      const wanted = (session: StoredSession) => outcome === null || outcome.includes(session.record.session.outcome)
      const total = outcome === null ? keep.sessions.size : count(keep.sessions.upwards(0, Infinity), wanted)
      const rows = first(page.limit, filtered(chosen(page, keep.sessions), wanted))
      return { sessions: rows.map(({ record }) => ({ ...record.session })), total, cursor }
    },
    async session(id) {
      const record = keep.sessions.get(id)?.record
      return record === undefined ? null : { session: { ...record.session }, transcript: record.transcript.entries() }
    },
    async wire(id, from) {
      return keep.sessions.get(id)?.record.transcript.wire(from) ?? null
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
    async subscribe(listener, since) {
      const seq = since === null ? null : sequence.read(since)
      const missed = seq === null ? [] : log.since(seq)
      for (const happening of missed ?? []) {
        const event = told(happening)
        if (event !== null) listener(event)
      }
      return { ...audience.join(listener), replay: { kind: missed === null ? 'lost' : 'replayed' } }
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

function lost(place: string): never {
  throw new HistoryLostError(place)
}

function first<T>(limit: number, items: Iterable<T>): T[] {
  const found: T[] = []
  for (const item of items) {
    if (found.length >= limit) break
    found.push(item)
  }
  return found
}

function* filtered<T>(items: Iterable<T>, wanted: (item: T) => boolean): Generator<T> {
  for (const item of items) if (wanted(item)) yield item
}

function count<T>(items: Iterable<T>, wanted: (item: T) => boolean): number {
  let found = 0
  for (const item of items) if (wanted(item)) found += 1
  return found
}
