/** The sink's own process as a way to reach it (client/transport.ts): straight to the store and the waits, without HTTP. */
import type { Transport } from '../client/transport.ts'
import type { Criteria } from '../contract/criteria.ts'
import type { Message, MessageSummary } from '../contract/message.ts'
import type { Session } from '../contract/session.ts'
import { ANY_SESSION, type Page, type Store } from '../contract/store.ts'
import { readCriteria } from '../criteria/check.ts'
import { transcriptText } from '../client/transcript-text.ts'
import type { Waits } from './wait/waits.ts'

const LARGEST_PAGE = 1000

export interface InProcessOptions {
  readonly store: Store
  readonly waits: Waits
  readonly smtp: Transport['smtp']
  readonly http: Transport['http']
  /** The message as text that stays the same from run to run. */
  readonly snapshot: (message: Message, form: Parameters<Transport['snapshot']>[1]) => string | Promise<string>
  readonly stop: () => Promise<void>
}

export function inProcess({ store, waits, smtp, http, snapshot, stop }: InProcessOptions): Transport {
  return {
    smtp,
    http,
    // Criteria come from code that no compiler may have seen: checked here as they are checked over HTTP.
    wait: async (request, signal) => waits.wait({ ...request, criteria: readCriteria(request.criteria) }, signal),
    none: async (request, signal) =>
      waits.none(
        {
          ...request,
          criteria: readCriteria(request.criteria),
          barrier: request.barrier === null ? null : readCriteria(request.barrier),
        },
        signal,
      ),
    cursor: async () => (await store.state()).cursor,
    messages: (criteria) => allMessages(store, readCriteria(criteria)),
    message: (id) => store.message(id),
    raw: (id) => store.raw(id),
    part: async (id, part) => (await store.part(id, part, 'decoded'))?.bytes ?? null,
    async snapshot(id, form) {
      const message = await store.message(id)
      return message === null ? null : snapshot(message, form)
    },
    async transcript(id) {
      const entries = await store.transaction(id)
      return entries === null ? null : transcriptText(entries)
    },
    sessions: (since) => allSessions(store, since),
    async session(id) {
      const found = await store.session(id)
      return found === null ? null : { ...found.session, transcript: found.transcript }
    },
    async clear(criteria) {
      return (await store.delete({ kind: 'criteria', criteria: readCriteria(criteria) }, null, null)).deleted
    },
    inbox: (id) => store.inbox(id),
    createInbox: (wish) => store.createInbox(wish),
    async deleteInbox(id, mail) {
      await store.deleteInbox(id, mail, null)
    },
    createFault: (spec) => store.createFault(spec),
    fault: (id) => store.fault(id),
    waitForHit: (id, n, timeout, signal) => waits.hits(id, n, timeout, signal),
    async deleteFault(id) {
      await store.deleteFaults({ id })
    },
    attempts: (criteria, since) => store.attempts(readCriteria(criteria), since),
    attemptsOf: (id) => store.attemptsOf(id),
    spoken: async () => (await store.state()).counts.spoken > 0,
    stop,
  }
}

async function allMessages(store: Store, criteria: Criteria): Promise<MessageSummary[]> {
  return pages(async (page) => (await store.messages({ ...page, criteria, digests: false })).messages, null, 'asc')
}

async function allSessions(store: Store, since: string | null): Promise<Session[]> {
  const oldestFirst = await pages(
    async (page) => (await store.sessions({ ...page, ...ANY_SESSION })).sessions,
    since,
    'asc',
  )
  return oldestFirst.toReversed()
}

/** Everything from a place on, page by page. */
async function pages<T extends { id: string }>(
  read: (page: Page) => Promise<T[]>,
  since: string | null,
  order: 'asc',
): Promise<T[]> {
  const all: T[] = []
  for (let after = since; ; after = all.at(-1)?.id ?? null) {
    const page = await read({ limit: LARGEST_PAGE, before: null, after, order })
    all.push(...page)
    if (page.length < LARGEST_PAGE) return all
  }
}
