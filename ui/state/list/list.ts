/** The list of messages: what it shows, of what, in which order; live, also while it is searched. */
import { batch, computed, effect, signal, untracked } from '@preact/signals'
import { ApiError } from '../../../client/api.ts'
import { openFeed, type Feed } from '../../../client/feed.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { App } from '../app.ts'
import { createAttempts, newestFirst } from './attempts.ts'
import { createDigests } from './digests.ts'
import type { Order } from './held.ts'
import { createMails, type Mails } from './mails.ts'
import { createMarks } from './marks.ts'
import { paced } from './pace.ts'
import type { MailRow, Row } from './row.ts'
import { folded, mergeRows } from './rows.ts'
import { createStanding } from './standing.ts'

export function createList(app: App) {
  const { api, base, connection, memory, navigation } = app
  const marks = app.part(createMarks)
  const { active, chosen } = app.part(createStanding)
  const everything = createMails(api)
  const attempts = createAttempts(api)
  /** What is looked at instead of everything, newest first: a search, or the oldest of more than is held. */
  const found = signal<{ readonly mails: Mails; readonly q: string } | null>(null)
  /** Why the search could not be made, in the server's words; the rows of the last one stay. */
  const problem = signal<string | null>(null)
  const showAttempts = memory.flag('attempts', true)
  const showProbes = memory.flag('probes', false)
  const unfolded = signal<ReadonlySet<string>>(new Set())
  const query = computed(() => navigation.parameters.value.q?.trim() ?? '')
  const oldestFirst = computed(() => navigation.parameters.value.sort === 'oldest')
  const onlyUnread = computed(() => navigation.parameters.value.only === 'unread')
  const mails = computed(() => found.value?.mails ?? everything)
  /** The first answer to what the address asks for is there. */
  const loaded = computed(
    () => mails.value.loaded.value && (found.value !== null || query.value === '' || problem.value !== null),
  )
  let feed: Feed | null = null
  let turn = 0

  const hear = paced((events: readonly FeedEvent[]) =>
    batch(() => {
      everything.apply(events)
      attempts.apply(events)
      // Of a search its own feed tells what comes; what goes, and what changes, is the same for both.
      const other = found.peek()
      if (other?.q === '') other.mails.apply(events)
      else other?.mails.apply(events.filter(({ type }) => type === 'message.removed' || type === 'message.updated'))
    }),
  )

  connection.join({
    load: () => Promise.all([everything.load(), attempts.load(), found.peek()?.mails.load()]),
    apply: hear,
  })

  // Held completely, a list is only turned round.
  const order = computed(() => {
    const enough = query.value === '' && everything.loaded.value && !everything.more.value
    return oldestFirst.value && !enough ? 'asc' : 'desc'
  })
  effect(() => {
    const q = query.value
    const wanted = order.value
    // A search that could not be made is made as soon as the sink is back.
    void app.isLive.value
    untracked(() => void look(q, wanted))
  })

  async function look(q: string, wanted: Order): Promise<void> {
    const now = found.peek()
    if (now === null ? q === '' && wanted === 'desc' : now.q === q && now.mails.order === wanted) {
      turn++
      problem.value = null
      return
    }
    const mine = ++turn
    if (q === '' && wanted === 'desc') return show(null)
    const next = createMails(api, { q, order: wanted })
    try {
      await next.load()
    } catch (error) {
      if (mine !== turn) return
      if (error instanceof ApiError && error.status === 400) problem.value = error.message
      else await app.attempt(() => Promise.reject(error))
      return
    }
    if (mine !== turn) return next.stop()
    show({ mails: next, q })
  }

  function show(next: { readonly mails: Mails; readonly q: string } | null): void {
    feed?.close()
    feed = null
    found.peek()?.mails.stop()
    batch(() => {
      found.value = next
      problem.value = null
    })
    if (next === null || next.q === '') return
    const { mails: live, q } = next
    const apply = paced((events: readonly FeedEvent[]) => {
      if (events.some(({ type }) => type === 'resync')) void live.load().catch(() => {})
      live.apply(events)
    })
    feed = openFeed({ url: new URL('api/feed', base), since: live.cursor(), q, onEvents: apply })
  }

  /** Attempts have no subject or body to be searched for, and are not read. */
  const mailsOnly = computed(() => query.value !== '' || onlyUnread.value)
  const withAttempts = computed(() => !mailsOnly.value && showAttempts.value.value)
  const shown = computed((): readonly Row[] => {
    const { rows: all, more, order: given } = mails.value
    const held = onlyUnread.value ? all.value.filter(isUnreadOrHere) : all.value
    if (given === 'asc') return held
    const between = withAttempts.value ? folded(both(), unfolded.value) : []
    const merged = between.length === 0 ? held : mergeRows(held, between, more.value)
    return oldestFirst.value ? merged.toReversed() : merged
  })

  const unread = computed(() => countUnread(everything))

  return {
    /** The mails that are looked at, and those that there are. */
    mails,
    everything,
    attempts,
    query,
    oldestFirst,
    problem,
    loaded,
    showAttempts,
    showProbes,
    unfolded,
    onlyUnread,
    mailsOnly,
    withAttempts,
    rows: shown,
    /** Mails that match, held here or not. */
    matching: computed(() => mails.value.total.value),
    /** Mails that the sink keeps. */
    kept: computed(() => everything.total.value),
    unread,
    unreadHere: computed(() => (found.value === null ? unread.value : countUnread(found.value.mails))),
    toggle(sameAs: string): void {
      const next = new Set(unfolded.value)
      if (!next.delete(sameAs)) next.add(sameAs)
      unfolded.value = next
    },
    clear: () => navigation.change({ q: null }, 'push'),
    flipUnread: (): void => {
      // What is read and not open any more goes at once.
      if (navigation.route.peek().kind !== 'message') active.value = null
      navigation.change({ only: onlyUnread.peek() ? null : 'unread' }, 'replace')
    },
    sort: () => navigation.change({ sort: oldestFirst.peek() ? null : 'oldest' }, 'replace'),
    /** Makes the digests of what is in view known. */
    digests: createDigests(api, hear),
  }

  function both() {
    const failed = attempts.failed.value
    if (!showProbes.value.value) return failed
    return [...failed, ...attempts.probes.value].toSorted(newestFirst)
  }

  /** What is open, stood on or chosen stays when it is read: nothing vanishes under the reader. */
  function isUnreadOrHere({ id }: MailRow): boolean {
    return !marks.read.has(id) || id === active.value || chosen.value.has(id)
  }

  function countUnread({ rows }: Mails): number {
    let count = 0
    for (const { id } of rows.value) if (!marks.read.has(id)) count++
    return count
  }
}

export type List = ReturnType<typeof createList>
