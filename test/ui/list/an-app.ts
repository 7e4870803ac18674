/** The state of a page without a browser: an address that can be set, and lists that are what the test says. */
import { computed, signal } from '@preact/signals'
import type { Api } from '../../../client/api.ts'
import type { FeedEvent } from '../../../contract/event.ts'
import type { MessageSummary } from '../../../contract/message.ts'
import type { Session } from '../../../contract/session.ts'
import { createApp, type App } from '../../../ui/state/app.ts'
import type { Connection, Listening } from '../../../ui/state/connection.ts'
import type { Navigation, Parameters } from '../../../ui/state/navigation.ts'
import { createMemory } from '../../../ui/state/remember.ts'
import { pathOf, type Route } from '../../../ui/state/route.ts'
import { apiOf, info } from '../samples.ts'

export interface Page {
  readonly app: App
  /** Tells events, as the feed does. */
  readonly tell: (...events: FeedEvent[]) => void
  readonly load: () => Promise<void>
  readonly path: () => string
}

export function aPage(
  messages: readonly MessageSummary[],
  sessions: readonly Session[] = [],
  own: Partial<Api> = {},
): Page {
  const listening = new Set<Listening>()
  const api = apiOf({
    messages: async () => ({ messages: [...messages], total: messages.length, cursor: 'e.1', evicted: 0 }),
    message: () => new Promise(() => {}),
    sessions: async (query = {}) => {
      const found = sessions.filter(({ outcome }) => outcome === query.outcome)
      return { sessions: found, total: found.length, cursor: 'e.1' }
    },
    ...own,
  })
  const navigation = aNavigation()
  const root = { dataset: {}, style: {} } as unknown as HTMLElement
  const memory = createMemory(() => {
    throw new Error('There is no storage.')
  })
  const whole = createApp({ api, base: 'http://sink.test/', navigation, memory, root })
  const connection: Connection = {
    ...whole.connection,
    info: signal(info()),
    state: signal({ kind: 'live' }),
    join(part) {
      listening.add(part)
      return () => void listening.delete(part)
    },
  }
  const parts = new Map<unknown, unknown>()
  const app: App = {
    ...whole,
    connection,
    isLive: computed(() => connection.state.value.kind === 'live'),
    part<T>(create: (from: App) => T): T {
      if (!parts.has(create)) parts.set(create, create(app))
      return parts.get(create) as T
    },
  }
  return {
    app,
    tell: (...events) => listening.forEach(({ apply }) => apply(events)),
    load: async () => void (await Promise.all([...listening].map(({ load }) => load()))),
    path: () => pathOf(navigation.route.peek()),
  }
}

function aNavigation(): Navigation {
  const route = signal<Route>({ kind: 'messages' })
  const parameters = signal<Parameters>({})
  const changed = (change: object) => {
    const next = Object.entries({ ...parameters.peek(), ...change }).filter(([, value]) => value !== null)
    parameters.value = Object.fromEntries(next) as Parameters
  }
  return {
    route,
    parameters,
    fragment: signal(''),
    go(next, { change = {} } = {}) {
      changed(change)
      route.value = next
    },
    change: changed,
    href: (next) => pathOf(next),
    stop() {},
  }
}
