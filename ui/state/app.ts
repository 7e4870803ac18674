/** The state of one page: the parts, and which of them hears of what. Everything that moves passes here. */
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../../client/api.ts'
import { openFeed } from '../../client/feed.ts'
import type { FeedEvent } from '../../contract/event.ts'
import { createAnnouncer, type Announcer } from './announce.ts'
import { createConnection, type Connection } from './connection.ts'
import { createRawReader, type RawReader } from './excerpt.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { createKeySwitch, type Command, type KeySwitch } from './keys.ts'
import type { Navigation } from './navigation.ts'
import { createReader, type Reader } from './reading.ts'
import { TABS, type Route, type Tab } from './route.ts'
import { routeOf, step } from './rows.ts'
import { createTheme, type Remembered, type ThemeChoice } from './theme.ts'
import { createVisitor, type Visitor } from './visit.ts'

export interface App {
  readonly api: Api
  readonly inbox: Inbox
  readonly connection: Connection
  readonly navigation: Navigation
  readonly reader: Reader
  readonly visitor: Visitor
  readonly raw: RawReader
  readonly theme: ThemeChoice
  readonly keys: KeySwitch
  readonly announcer: Announcer
  /** The tab of the open message: the address's, or else the one that was read last. */
  readonly tab: ReadonlySignal<Tab>
  /** What went wrong with something the reader asked for; null when it was put away. */
  readonly trouble: ReadonlySignal<string | null>
  /** Runs something the reader asked for, and tells when it fails. */
  readonly attempt: (action: () => Promise<unknown>) => Promise<void>
  readonly dismiss: () => void
  obey(command: Command): void
  start(): Promise<void>
  stop(): void
}

/** What the page has from its browser. */
export interface World {
  readonly api: Api
  readonly base: string
  readonly navigation: Navigation
  readonly remembered: Remembered
  readonly root: HTMLElement
}

const TAB_KEY = 'mailsink.tab'

export function createApp({ api, base, navigation, remembered, root }: World): App {
  const inbox = createInbox(api)
  const reader = createReader(api)
  const raw = createRawReader(api)
  const feedUrl = new URL('api/feed', base)
  const visitor = createVisitor(api, (options) => openFeed({ url: feedUrl, since: null, ...options }))
  const announcer = createAnnouncer((ms, run) => void setTimeout(run, ms))
  const connection = createConnection(api, feedUrl, {
    load: () => Promise.all([inbox.load(), visitor.refresh()]),
    apply(events: readonly FeedEvent[]) {
      inbox.apply(events)
      reader.apply(events)
      announcer.apply(events)
    },
  })
  const tab = signal<Tab>(TABS.find((known) => known === remembered.get(TAB_KEY)) ?? 'text')
  const trouble = signal<string | null>(null)
  const { route } = navigation

  const stops = [
    effect(() => {
      const now = route.value
      untracked(() => follow(now))
    }),
    effect(() => {
      // The two tabs that need more than the message itself.
      const reading = reader.reading.value
      const wanted = tab.value
      if (reading.kind !== 'ready') return
      untracked(() => {
        if (wanted === 'raw') void raw.open(reading.id)
        if (wanted === 'smtp') void visitor.open(reading.message.session.id)
      })
    }),
  ]

  function follow(now: Route): void {
    void reader.open(now.kind === 'message' ? now.id : null)
    if (now.kind === 'message' && now.tab !== null && now.tab !== tab.value) {
      tab.value = now.tab
      remembered.set(TAB_KEY, now.tab)
    }
    if (now.kind === 'session') void visitor.open(now.id)
    if (now.kind === 'list' || now.kind === 'unknown') void visitor.open(null)
  }

  function obey(command: Command): void {
    const now = route.value
    switch (command.kind) {
      case 'step': {
        const row = step(inbox.rows.value, now, command.by)
        if (row !== null) navigation.go(routeOf(row, now), now.kind === 'list' ? 'push' : 'replace')
        return
      }
      case 'tab':
        if (now.kind === 'message') navigation.go({ ...now, tab: command.tab }, 'replace')
        return
      case 'back':
        if (now.kind !== 'list') navigation.go({ kind: 'list' })
        return
      case 'read': {
        const [first] = inbox.rows.value
        if (now.kind === 'list' && first !== undefined) navigation.go(routeOf(first, now))
      }
    }
  }

  return {
    api,
    inbox,
    connection,
    navigation,
    reader,
    visitor,
    raw,
    theme: createTheme(remembered, root),
    keys: createKeySwitch(remembered),
    announcer,
    tab,
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
    obey,
    start: () => connection.start(),
    stop() {
      for (const stop of stops) stop()
      connection.stop()
      navigation.stop()
    },
  }
}
