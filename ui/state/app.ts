/** The state of one page: what every part of it needs, and the parts themselves. Everything that moves passes here. */
import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { Api } from '../../client/api.ts'
import type { FeedEvent } from '../../contract/event.ts'
import { toClipboard } from '../shell/clipboard.ts'
import * as strings from '../strings/common.ts'
import { createAnnouncer, type Announcer } from './announce.ts'
import { createCommands, type Commands } from './commands.ts'
import { createConnection, type Connection } from './connection.ts'
import { coreCommands } from './core-commands.ts'
import { createMessageActions } from './message/message-actions.ts'
import { listCommands } from './list/commands.ts'
import type { Navigation } from './navigation.ts'
import { createReader, type Reader } from './message/reading.ts'
import type { Choice, Memory } from './remember.ts'
import type { Route, Tab } from './route.ts'
import { createTabs } from './message/tabs.ts'
import { createTheme, type ThemeChoice } from './theme.ts'
import { createToasts, type Toasts } from './toasts.ts'

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
  readonly reader: Reader
  readonly announcer: Announcer
  /** The tab of the open message: the address's, or else the one that was read last. */
  readonly tab: ReadonlySignal<Tab>
  /** What went wrong with something the reader asked for; null when it was put away. */
  readonly trouble: ReadonlySignal<string | null>
  /** Whether the feed is there, and what is asked will be answered. */
  readonly isLive: ReadonlySignal<boolean>
  /** Runs something the reader asked for, and tells when it fails. */
  readonly attempt: (action: () => Promise<unknown>) => Promise<void>
  /** Puts a text on the clipboard, and says `said`, or that the browser refused. */
  readonly copy: (text: string, said: string) => Promise<void>
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
  const reader = createReader(api)
  const announcer = createAnnouncer(later)
  const connection = createConnection(api, new URL('api/feed', base))
  connection.join({
    load: async () => {},
    apply(events: readonly FeedEvent[]) {
      reader.apply(events)
      announcer.apply(events)
    },
  })
  const trouble = signal<string | null>(null)
  const isLive = computed(() => connection.state.value.kind === 'live')
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
    reader,
    announcer,
    tab: computed(() => app.part(createTabs).tab.value),
    trouble,
    isLive,
    async attempt(action) {
      try {
        await action()
        trouble.value = null
      } catch (error) {
        trouble.value = error instanceof Error ? error.message : String(error)
      }
    },
    async copy(text, said) {
      app.toasts.show((await toClipboard(text)) ? said : strings.notCopied)
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

  app.part(createMessageActions)
  const stops = [
    commands.add(coreCommands(app)),
    commands.add(listCommands(app)),
    effect(() => {
      const now = route.value
      // What could not be read is read again as soon as the sink is back.
      void isLive.value
      untracked(() => follow(now))
    }),
    effect(() => {
      if (isLive.value) trouble.value = null
    }),
  ]

  function follow(now: Route): void {
    void reader.open(now.kind === 'message' ? now.id : null)
  }

  return app
}

function later(ms: number, run: () => void): void {
  setTimeout(run, ms)
}
