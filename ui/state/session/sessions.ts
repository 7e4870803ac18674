/** The list of sessions: read by pages, filtered by the server, kept up to date by the feed. */
import { computed, effect, signal, untracked } from '@preact/signals'
import type { SessionQuery } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { Outcome, Session } from '../../../contract/session.ts'
import type { App } from '../app.ts'
import { areaOf } from '../route.ts'
import { placed } from '../list/placed.ts'

/** The quick filters, in the order of their buttons. */
export const SHOWN = ['all', 'delivered', 'nothing', 'open', 'probe', 'faulted'] as const
export type ShownOutcome = (typeof SHOWN)[number]

const OUTCOMES: Record<ShownOutcome, readonly Outcome[]> = {
  all: [],
  delivered: ['delivered', 'partial'],
  nothing: ['nothing'],
  open: ['open'],
  probe: ['probe'],
  faulted: [],
}

/** So many at a time, the most that the server gives at once, and so many in all: more is read with the API. */
const PAGE = 200
const LARGEST = 1000
const MOST = 20_000
/** Milliseconds after which events, while words are looked for, lead to another question. */
const PAUSE = 250

export function createSessions(app: App) {
  const { api, navigation, connection } = app
  const sessions = signal<readonly Session[]>([])
  const total = signal(0)
  const more = signal(false)
  const loaded = signal(false)
  /** The row that keys stand on while none is open. */
  const cursor = signal<string | null>(null)
  const shown = computed<ShownOutcome>(() => SHOWN.find((one) => one === navigation.parameters.value.outcome) ?? 'all')
  const words = computed(() => navigation.parameters.value.q?.trim() ?? '')
  let asked = 0
  let reading = false
  /** What happens while the list is read, null at other times: the answer may be older, so it is told again on top. */
  let meanwhile: FeedEvent[] | null = null
  let timer: ReturnType<typeof setTimeout> | null = null

  function query(): SessionQuery {
    const outcome = OUTCOMES[shown.peek()]
    const q = words.peek()
    const faulted = shown.peek() === 'faulted'
    return { limit: PAGE, ...(outcome.length > 0 && { outcome }), ...(q !== '' && { q }), ...(faulted && { faulted }) }
  }

  /** Reads the newest anew, and as many as were there. */
  async function load(): Promise<void> {
    const mine = ++asked
    meanwhile = []
    const had = Math.min(MOST, sessions.peek().length)
    try {
      await read(mine, had)
    } finally {
      if (mine === asked) {
        const late = meanwhile
        meanwhile = null
        apply(late ?? [])
      }
    }
  }

  async function read(mine: number, had: number): Promise<void> {
    let found: Session[] = []
    let all = 0
    do {
      const before = found.at(-1)?.id
      const limit = Math.max(PAGE, Math.min(LARGEST, had - found.length))
      const page = await api.sessions({ ...query(), limit, ...(before !== undefined && { before }) })
      if (mine !== asked) return
      all = page.total
      found = found.concat(page.sessions)
      if (page.sessions.length < limit) break
    } while (found.length < had)
    sessions.value = found
    total.value = all
    more.value = found.length < all
    loaded.value = true
  }

  async function showOlder(): Promise<void> {
    const last = sessions.peek().at(-1)
    if (reading || !more.peek() || last === undefined || sessions.peek().length >= MOST) return
    reading = true
    const mine = asked
    try {
      const page = await api.sessions({ ...query(), before: last.id })
      if (mine !== asked) return
      const known = new Set(sessions.peek().map(({ id }) => id))
      sessions.value = [...sessions.peek(), ...page.sessions.filter(({ id }) => !known.has(id))]
      more.value = page.sessions.length === PAGE && sessions.peek().length < page.total
    } finally {
      reading = false
    }
  }

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = null
      void app.attempt(load)
    }, PAUSE)
  }

  function apply(events: readonly FeedEvent[]): void {
    // What is told twice changes nothing the second time.
    meanwhile?.push(...events)
    let list = sessions.value
    let all = total.value
    for (const event of events) {
      if (event.type !== 'session.opened' && event.type !== 'session.closed') continue
      // What words match is the server's to say.
      if (words.peek() !== '') return soon()
      const { session } = event
      const known = list.some(({ id }) => id === session.id)
      const wanted = OUTCOMES[shown.peek()]
      const isIt = wanted.length === 0 || wanted.includes(session.outcome)
      const fits = isIt && (shown.peek() !== 'faulted' || session.faults.length > 0)
      if (fits) list = placed(list, session)
      else if (known) list = list.filter(({ id }) => id !== session.id)
      all += Number(fits && !known) - Number(!fits && known)
    }
    sessions.value = list
    total.value = all
  }

  connection.join({ load, apply })
  let answered: string | null = null
  effect(() => {
    // Elsewhere the parameters are about something else.
    if (areaOf(navigation.route.value) !== 'sessions') return
    const question = `${shown.value} ${words.value}`
    if (question === answered) return
    answered = question
    untracked(() => void app.attempt(load))
  })

  /** Those in progress first, then the newest. */
  const rows = computed(() => {
    const running = sessions.value.filter(({ outcome }) => outcome === 'open')
    return running.length === 0
      ? sessions.value
      : [...running, ...sessions.value.filter(({ outcome }) => outcome !== 'open')]
  })
  /** Where the open one stands, or -1. */
  const at = computed(() => {
    const route = navigation.route.value
    const id = route.kind === 'session' ? route.id : cursor.value
    return id === null ? -1 : rows.value.findIndex((session) => session.id === id)
  })

  function open(session: Session | undefined, how: 'push' | 'replace'): void {
    if (session === undefined) return
    const route = navigation.route.peek()
    cursor.value = session.id
    const side = route.kind === 'session' ? route.side : 'timeline'
    navigation.go({ kind: 'session', id: session.id, side }, { how, change: { dir: null, find: null } })
  }

  return {
    rows,
    total,
    more,
    loaded,
    shown,
    words,
    cursor,
    at,
    showOlder,
    open,
    /** Moves by one: opens the next while one is open, else only stands on it. */
    step(by: number): void {
      const next = rows.peek()[Math.min(rows.peek().length - 1, Math.max(0, at.peek() + by))]
      if (navigation.route.peek().kind === 'session') open(next, 'replace')
      else cursor.value = next?.id ?? null
    },
    choose: (one: ShownOutcome) => navigation.change({ outcome: one === 'all' ? null : one }),
    look: (q: string) => navigation.change({ q: q === '' ? null : q }),
  }
}
