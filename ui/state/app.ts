/** The state of one page: what every part of it needs, and the parts themselves. Everything that moves passes here. */
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../../client/api.ts'
import { openFeed } from '../../client/feed.ts'
import type { FeedEvent } from '../../contract/event.ts'
import { words } from '../strings/commands.ts'
import { createAnnouncer, type Announcer } from './announce.ts'
import { createCommands, type Command, type Commands } from './commands.ts'
import { createConnection, type Connection } from './connection.ts'
import { coreCommands } from './core-commands.ts'
import { createRawReader, type RawReader } from './excerpt.ts'
import { createInbox, type Inbox } from './inbox.ts'
import type { Navigation } from './navigation.ts'
import { createReader, type Reader } from './reading.ts'
import type { Choice, Memory } from './remember.ts'
import { TABS, type Route, type Tab } from './route.ts'
import { routeOf, step } from './rows.ts'
import { createTheme, type ThemeChoice } from './theme.ts'
import { createToasts, type Toasts } from './toasts.ts'
import { createVisitor, type Visitor } from './visit.ts'

export interface App {
  readonly api: Api
  /** Where the pages lie: the URL that all addresses are relative to. */
  readonly base: string
  readonly navigation: Navigation
  readonly memory: Memory
  readonly connection: Connection
  readonly commands: Commands
  readonly toasts: Toasts
  readonly theme: ThemeChoice
  /** Whether single keys count (WCAG 2.1.4). */
  readonly singleKeys: Choice<boolean>
  readonly inbox: Inbox
  readonly reader: Reader
  readonly visitor: Visitor
  readonly raw: RawReader
  readonly announcer: Announcer
  /** The tab of the open message: the address's, or else the one that was read last. */
  readonly tab: ReadonlySignal<Tab>
  /** What went wrong with something the reader asked for; null when it was put away. */
  readonly trouble: ReadonlySignal<string | null>
  /** Runs something the reader asked for, and tells when it fails. */
  readonly attempt: (action: () => Promise<unknown>) => Promise<void>
  readonly dismiss: () => void
  /**
   * The part that `create` makes, made when it is first asked for and the same ever after:
   *
   *     const layout = app.part(createLayout)
   *
   * So a view that is loaded late brings its state along, and this file need not know of it.
   */
  part<T>(create: (app: App) => T): T
  start(): Promise<void>
  stop(): void
}

/** What the page has from its browser. */
export interface World {
  readonly api: Api
  readonly base: string
  readonly navigation: Navigation
  readonly memory: Memory
  readonly root: HTMLElement
}

export function createApp({ api, base, navigation, memory, root }: World): App {
  const inbox = createInbox(api)
  const reader = createReader(api)
  const raw = createRawReader(api)
  const feedUrl = new URL('api/feed', base)
  const visitor = createVisitor(api, (options) => openFeed({ url: feedUrl, since: null, ...options }))
  const later = (ms: number, run: () => void) => void setTimeout(run, ms)
  const announcer = createAnnouncer(later)
  const connection = createConnection(api, feedUrl)
  connection.join({
    load: () => Promise.all([inbox.load(), visitor.refresh()]),
    apply(events: readonly FeedEvent[]) {
      inbox.apply(events)
      reader.apply(events)
      announcer.apply(events)
    },
  })
  const lastTab = memory.option<Tab>('tab', TABS, 'text')
  const trouble = signal<string | null>(null)
  const { route } = navigation
  const commands = createCommands()
  const parts = new Map<unknown, unknown>()

  const app: App = {
    api,
    base,
    navigation,
    memory,
    connection,
    commands,
    toasts: createToasts(later),
    theme: createTheme(memory, root),
    singleKeys: memory.flag('keys', true),
    inbox,
    reader,
    visitor,
    raw,
    announcer,
    tab: lastTab.value,
    trouble,
    async attempt(action) {
      try {
        await action()
        trouble.value = null
      } catch (error) {
        trouble.value = error instanceof Error ? error.message : String(error)
      }
    },
    dismiss: () => void (trouble.value = null),
    part<T>(create: (app: App) => T): T {
      if (!parts.has(create))
        parts.set(
          create,
          untracked(() => create(app)),
        )
      return parts.get(create) as T
    },
    start: () => connection.start(),
    stop() {
      for (const stop of stops) stop()
      connection.stop()
      navigation.stop()
    },
  }

  const stops = [
    commands.add(coreCommands(app)),
    commands.add(listCommands(app)),
    effect(() => {
      const now = route.value
      untracked(() => follow(now))
    }),
    effect(() => {
      // The two tabs that need more than the message itself.
      const reading = reader.reading.value
      const wanted = lastTab.value.value
      if (reading.kind !== 'ready') return
      untracked(() => {
        if (wanted === 'raw') void raw.open(reading.id)
        if (wanted === 'smtp') void visitor.open(reading.message.session.id)
      })
    }),
  ]

  function follow(now: Route): void {
    void reader.open(now.kind === 'message' ? now.id : null)
    if (now.kind === 'message' && now.tab !== null && now.tab !== lastTab.value.value) lastTab.choose(now.tab)
    if (now.kind === 'session') void visitor.open(now.id)
    if (now.kind === 'messages' || now.kind === 'unknown') void visitor.open(null)
  }

  return app
}

function listCommands({ navigation, inbox }: App): Command[] {
  const { route } = navigation
  const move = (by: 1 | -1) => () => {
    const now = route.peek()
    const row = step(inbox.rows.peek(), now, by)
    if (row !== null) navigation.go(routeOf(row, now), { how: now.kind === 'messages' ? 'push' : 'replace' })
  }
  return [
    {
      id: 'list.next',
      title: words.nextMessage,
      group: 'list',
      keys: ['j'],
      available: () => true,
      run: move(1),
      hidden: true,
    },
    {
      id: 'list.previous',
      title: words.previousMessage,
      group: 'list',
      keys: ['k'],
      available: () => true,
      run: move(-1),
      hidden: true,
    },
    {
      id: 'list.back',
      title: words.back,
      group: 'list',
      keys: ['Escape', 'u'],
      available: () => route.value.kind !== 'messages',
      run: () => navigation.go({ kind: 'messages' }),
      hidden: true,
    },
    ...TABS.map((tab, at): Command => ({
      id: `message.tab.${tab}`,
      title: words.tab(at + 1),
      group: 'message',
      keys: [String(at + 1)],
      available: () => route.value.kind === 'message',
      run: () => {
        const now = route.peek()
        if (now.kind === 'message') navigation.go({ ...now, tab }, { how: 'replace' })
      },
    })),
  ]
}
