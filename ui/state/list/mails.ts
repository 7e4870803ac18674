/**
 * The mails of one list as rows: the first page at once, the others behind it, kept up to date by events.
 *
 * There is one of everything, newest first, and one more while a search or the other order is looked at.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import { ApiError, type Api } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import { changesOf } from './changes.ts'
import { createHeld, type Order } from './held.ts'
import type { MailRow } from './row.ts'

export interface Mails {
  readonly rows: ReadonlySignal<readonly MailRow[]>
  /** How many there are, held here or not. */
  readonly total: ReadonlySignal<number>
  readonly loaded: ReadonlySignal<boolean>
  /** Whether there are more than are held. */
  readonly more: ReadonlySignal<boolean>
  /** Whether there are more than it holds by itself; `extend` asks for some of them. */
  readonly full: ReadonlySignal<boolean>
  readonly order: Order
  /** The place of the first page in the history. */
  cursor(): string | null
  has(id: string): boolean
  load(): Promise<void>
  extend(): Promise<void>
  apply(events: readonly FeedEvent[]): void
  /** Takes rows away before the server has confirmed it; `put` puts them back. */
  take(ids: ReadonlySet<string>): MailRow[]
  put(rows: readonly MailRow[]): void
  stop(): void
}

export interface Holding {
  readonly q?: string
  readonly order?: Order
  /** Rows of the first page: enough for a tall screen. */
  readonly first?: number
  readonly page?: number
  /** Rows that are held without being asked for. */
  readonly most?: number
  /** Waits a moment between two pages, so that something else gets its turn. */
  readonly pause?: () => Promise<void>
}

const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 30))

export function createMails(
  api: Pick<Api, 'messages'>,
  { q = '', order = 'desc', first = 100, page = 1000, most: mostAtFirst = 20_000, pause = breath }: Holding = {},
): Mails {
  const held = createHeld(order)
  const { rows } = held
  const total = signal(0)
  const loaded = signal(false)
  const most = signal(mostAtFirst)
  const more = computed(() => rows.value.length < total.value)
  /** Taken away here, and not yet told as removed: they are counted already. */
  const taken = new Set<string>()
  /** Removed while pages were on their way, which may still have them. */
  const gone = new Set<string>()
  let cursor: string | null = null
  /** Counts the readings: an answer to an earlier one is thrown away. */
  let turn = 0
  let waiting: FeedEvent[] | null = null

  const ask = (limit: number, last: MailRow | undefined) =>
    api.messages({
      limit,
      digests: false,
      ...(q !== '' && { q }),
      ...(order === 'asc' && { order }),
      ...(last !== undefined && (order === 'desc' ? { before: last.id } : { after: last.id })),
    })

  async function load(): Promise<void> {
    const mine = ++turn
    // Events that arrive meanwhile may be newer than the answers: they wait and are applied on top.
    waiting ??= []
    // Read anew, it keeps what is shown until as much is there again, so that nobody loses the place.
    const wanted = Math.max(1, rows.peek().length)
    const got: MailRow[] = []
    try {
      for (;;) {
        const answer = await ask(got.length === 0 && wanted <= first ? first : page, got.at(-1))
        if (mine !== turn) return
        cursor ??= answer.cursor
        got.push(...answer.messages.map((message) => held.rowOf(message)))
        if (got.length < Math.min(wanted, answer.total) && answer.messages.length > 0) continue
        batch(() => {
          held.show(got.slice(0, most.peek()))
          total.value = Math.max(got.length, answer.total)
          loaded.value = true
        })
        break
      }
    } finally {
      if (mine === turn) {
        const late = waiting ?? []
        waiting = null
        apply(late)
      }
    }
    void fill(mine).catch(() => {})
  }

  /** Fetches what is missing, page by page; ends when all, or the most, is there. */
  async function fill(mine: number): Promise<void> {
    gone.clear()
    const isWanting = () => mine === turn && rows.peek().length < Math.min(total.peek(), most.peek())
    while (isWanting()) {
      await pause()
      const last = rows.peek().at(-1)
      let answer
      try {
        answer = await ask(page, last)
      } catch (error) {
        // The row we asked to go on from was removed a moment ago: once more, from what is last now.
        if (error instanceof ApiError && error.code === 'history_lost' && rows.peek().at(-1) !== last) continue
        throw error
      }
      if (mine !== turn) return
      const fresh = answer.messages.filter(({ id }) => !held.has(id) && !gone.has(id) && !taken.has(id))
      if (answer.messages.length === 0) return
      held.show([...rows.peek(), ...fresh.map((message) => held.rowOf(message))].slice(0, most.peek()))
    }
  }

  async function extend(): Promise<void> {
    most.value = rows.peek().length + 10 * page
    await fill(turn)
  }

  function apply(events: readonly FeedEvent[]): void {
    if (waiting !== null) {
      waiting.push(...events)
      return
    }
    const {
      came,
      changed,
      went,
      total: count,
    } = changesOf(events, {
      held,
      total: total.peek(),
      more: more.peek(),
      everything: q === '',
      taken,
      gone,
    })
    batch(() => {
      if (came.size + changed.size + went.size > 0) {
        const kept = rows.peek().flatMap((row) => (went.has(row.id) ? [] : [changed.get(row.id) ?? row]))
        held.show(held.merged(kept, [...came.values()]).slice(0, most.peek()))
      }
      total.value = Math.max(rows.peek().length, count)
    })
  }

  return {
    rows,
    total,
    loaded,
    more,
    full: computed(() => more.value && rows.value.length >= most.value),
    order,
    cursor: () => cursor,
    has: held.has,
    load,
    extend,
    apply,
    take(ids) {
      const away = rows.peek().filter(({ id }) => ids.has(id))
      batch(() => {
        for (const { id } of away) taken.add(id)
        held.show(rows.peek().filter(({ id }) => !ids.has(id)))
        total.value = Math.max(rows.peek().length, total.peek() - away.length)
      })
      return away
    },
    put(back) {
      const missing = back.filter(({ id }) => !held.has(id))
      batch(() => {
        for (const { id } of back) taken.delete(id)
        held.show(held.merged([...rows.peek()], missing))
        total.value += missing.length
      })
    },
    stop: () => void turn++,
  }
}
