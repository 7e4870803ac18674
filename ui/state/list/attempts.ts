/** The sessions that delivered nothing, those that only knocked, and those in progress. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { Outcome, Session } from '../../../contract/session.ts'
import { attemptOf, type Attempt } from './row.ts'

export interface Attempts {
  /** Newest first, by when they ended. */
  readonly failed: ReadonlySignal<readonly Attempt[]>
  readonly probes: ReadonlySignal<readonly Attempt[]>
  /** How many there are, held here or not. */
  readonly failures: ReadonlySignal<number>
  readonly knocks: ReadonlySignal<number>
  /** Ids of the connections in progress, newest first. */
  readonly open: ReadonlySignal<readonly string[]>
  load(): Promise<void>
  apply(events: readonly FeedEvent[]): void
}

/** Sessions of a kind that are held: the newest. */
const MOST = 5000

export function createAttempts(api: Pick<Api, 'sessions'>, { page = 1000 } = {}): Attempts {
  const failed = createShelf()
  const probes = createShelf()
  const open = signal<readonly string[]>([])
  let waiting: FeedEvent[] | null = null

  async function read(outcome: Outcome, shelf: Shelf): Promise<void> {
    const got: Session[] = []
    for (;;) {
      const last = got.at(-1)
      const answer = await api.sessions({ outcome, limit: page, ...(last !== undefined && { before: last.id }) })
      got.push(...answer.sessions)
      if (answer.sessions.length === page && got.length < MOST) continue
      shelf.keep(got, Math.max(got.length, answer.total))
      return
    }
  }

  async function load(): Promise<void> {
    waiting ??= []
    try {
      const [inProgress] = await Promise.all([
        api.sessions({ outcome: 'open', limit: page }),
        read('nothing', failed),
        read('probe', probes),
      ])
      open.value = inProgress.sessions.map(({ id }) => id)
    } finally {
      const late = waiting ?? []
      waiting = null
      apply(late)
    }
  }

  function apply(events: readonly FeedEvent[]): void {
    if (waiting !== null) {
      waiting.push(...events)
      return
    }
    const ended = { nothing: [] as Session[], probe: [] as Session[] }
    const now = new Set(open.peek())
    for (const event of events) {
      if (event.type === 'session.opened') now.add(event.session.id)
      if (event.type !== 'session.closed') continue
      now.delete(event.session.id)
      const { outcome } = event.session
      if (outcome === 'nothing' || outcome === 'probe') ended[outcome].push(event.session)
    }
    batch(() => {
      failed.add(ended.nothing)
      probes.add(ended.probe)
      if (now.size !== open.peek().length || events.some(({ type }) => type === 'session.opened'))
        open.value = [...now].toSorted((a, b) => (a < b ? 1 : -1))
    })
  }

  return {
    failed: failed.held,
    probes: probes.held,
    failures: failed.count,
    knocks: probes.count,
    open,
    load,
    apply,
  }
}

type Shelf = ReturnType<typeof createShelf>

function createShelf() {
  const held = signal<readonly Attempt[]>([])
  const count = signal(0)
  return {
    held,
    count,
    keep(sessions: readonly Session[], total: number): void {
      held.value = sorted(sessions.map(attemptOf))
      count.value = total
    },
    add(sessions: readonly Session[]): void {
      if (sessions.length === 0) return
      const known = new Set(held.peek().map(({ id }) => id))
      const fresh = sessions.filter(({ id }) => !known.has(id)).map(attemptOf)
      if (fresh.length === 0) return
      held.value = sorted([...fresh, ...held.peek()])
      count.value += fresh.length
    },
  }
}

function sorted(attempts: readonly Attempt[]): Attempt[] {
  return attempts.toSorted(newestFirst).slice(0, MOST)
}

/** By when they ended. */
export function newestFirst(a: Attempt, b: Attempt): number {
  return a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1
}
