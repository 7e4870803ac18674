/**
 * The mails of one list as rows: the first page at once, the others behind it, kept up to date by events.
 *
 * There is one of everything, newest first, and one more while a search or the other order is looked at.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import { ApiError, type Api } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { MessageSummary } from '../../../contract/message.ts'
import { mailRow, type MailRow } from './row.ts'

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

export type Order = 'desc' | 'asc'

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
  const rows = signal<readonly MailRow[]>([])
  const total = signal(0)
  const loaded = signal(false)
  const most = signal(mostAtFirst)
  const more = computed(() => rows.value.length < total.value)
  let known = new Set<string>()
  /** Taken away here, and not yet told as removed: they are counted already. */
  const taken = new Set<string>()
  /** Removed while pages were on their way, which may still have them. */
  const gone = new Set<string>()
  let cursor: string | null = null
  let newest = 0
  /** Counts the readings: an answer to an earlier one is thrown away. */
  let turn = 0
  let waiting: FeedEvent[] | null = null

  const before = (a: { readonly seq: number }, b: { readonly seq: number }) =>
    order === 'desc' ? a.seq > b.seq : a.seq < b.seq

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
        got.push(...answer.messages.map(rowOf))
        if (got.length < Math.min(wanted, answer.total) && answer.messages.length > 0) continue
        batch(() => {
          show(got.slice(0, most.peek()))
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
      const fresh = answer.messages.filter(({ id }) => !known.has(id) && !gone.has(id) && !taken.has(id))
      if (answer.messages.length === 0) return
      show([...rows.peek(), ...fresh.map(rowOf)].slice(0, most.peek()))
    }
  }

  async function extend(): Promise<void> {
    most.value = rows.peek().length + 10 * page
    await fill(turn)
  }

  /** What a digest has told stays known, although the server may have forgotten it. */
  function rowOf(message: MessageSummary): MailRow {
    const row = mailRow(message)
    if (row.digest !== null || !known.has(row.id)) return row
    const held = rows.peek().find(({ id }) => id === row.id)
    return held === undefined ? row : { ...row, digest: held.digest }
  }

  function show(next: readonly MailRow[]): void {
    rows.value = next
    known = new Set(next.map(({ id }) => id))
    newest = Math.max(newest, next[0]?.seq ?? 0, next.at(-1)?.seq ?? 0)
  }

  function apply(events: readonly FeedEvent[]): void {
    if (waiting !== null) {
      waiting.push(...events)
      return
    }
    const came = new Map<string, MailRow>()
    const changed = new Map<string, MailRow>()
    const went = new Set<string>()
    let count = total.peek()

    const add = (message: MessageSummary, isBack: boolean) => {
      // Gone and back within one batch: it never left the list.
      if (went.delete(message.id) && known.has(message.id)) count++
      taken.delete(message.id)
      if (known.has(message.id) || came.has(message.id)) return
      // A repeated event about a mail that is not held; or in the other order, a new one beyond what is.
      if (!isBack && message.seq <= newest && isBeyond(message)) return
      newest = Math.max(newest, message.seq)
      count++
      if (!isBeyond(message)) came.set(message.id, mailRow(message))
    }

    for (const event of events) {
      switch (event.type) {
        case 'message.added':
          add(event.message, false)
          break
        case 'message.restored':
          for (const message of event.messages) add(message, true)
          break
        case 'message.updated': {
          const { id } = event.message
          if (came.has(id)) came.set(id, mailRow(event.message))
          else if (known.has(id)) changed.set(id, mailRow(event.message))
          break
        }
        case 'message.removed':
          for (const id of event.ids) {
            const held = known.has(id) && !went.has(id)
            // A search does not know of those that it does not hold whether they were counted.
            const counted = came.delete(id) || held || (q === '' && !taken.has(id))
            if (counted) count--
            taken.delete(id)
            went.add(id)
            gone.add(id)
          }
          break
        case 'info':
          if (q === '') count = event.info.counts.messages - taken.size
          break
        default:
      }
    }

    batch(() => {
      if (came.size + changed.size + went.size > 0) {
        const kept = rows.peek().flatMap((row) => (went.has(row.id) ? [] : [changed.get(row.id) ?? row]))
        show(merged(kept, [...came.values()]).slice(0, most.peek()))
      }
      total.value = Math.max(rows.peek().length, count)
    })
  }

  /** Whether a mail stands further down than what is held. */
  function isBeyond(message: MessageSummary): boolean {
    const last = rows.peek().at(-1)
    return more.peek() && last !== undefined && before(last, message)
  }

  function merged(held: MailRow[], came: MailRow[]): MailRow[] {
    if (came.length === 0) return held
    const next: MailRow[] = []
    const sorted = came.toSorted((a, b) => (before(a, b) ? -1 : 1))
    let at = 0
    for (const row of held) {
      while (at < sorted.length && before(sorted[at]!, row)) next.push(sorted[at++]!)
      next.push(row)
    }
    next.push(...sorted.slice(at))
    return next
  }

  return {
    rows,
    total,
    loaded,
    more,
    full: computed(() => more.value && rows.value.length >= most.value),
    order,
    cursor: () => cursor,
    has: (id) => known.has(id),
    load,
    extend,
    apply,
    take(ids) {
      const away = rows.peek().filter(({ id }) => ids.has(id))
      batch(() => {
        for (const { id } of away) taken.add(id)
        show(rows.peek().filter(({ id }) => !ids.has(id)))
        total.value = Math.max(rows.peek().length, total.peek() - away.length)
      })
      return away
    },
    put(back) {
      const missing = back.filter(({ id }) => !known.has(id))
      batch(() => {
        for (const { id } of back) taken.delete(id)
        show(merged([...rows.peek()], missing))
        total.value += missing.length
      })
    },
    stop: () => void turn++,
  }
}
