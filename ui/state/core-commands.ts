/** The commands that are there wherever one is: going places, and how the page looks. */
import * as words from '../strings/commands.ts'
import type { App } from './app.ts'
import type { Command } from './commands.ts'
import { createDialogs } from './dialogs.ts'
import { createLayout, DENSITIES, LAYOUTS } from './layout.ts'
import { parseRoute } from './route.ts'
import { THEMES } from './theme.ts'

export function coreCommands(app: App): Command[] {
  const { navigation, theme } = app
  const dialogs = app.part(createDialogs)
  const { layout, density } = app.part(createLayout)
  const go = (path: string, keys: string[], title: string): Command => ({
    id: `go.${path}`,
    title,
    group: 'go',
    keys,
    available: always,
    run: () => navigation.go(parseRoute(path)),
  })
  return [
    go('messages', ['g m'], words.goMessages),
    go('sessions', ['g s'], words.goSessions),
    go('faults', ['g f'], words.goFaults),
    go('setup', ['g c'], words.goSetup),
    go('settings', ['g ,'], words.goSettings),
    {
      id: 'app.palette',
      title: words.palette,
      group: 'app',
      keys: ['Mod+k'],
      available: always,
      run: () => dialogs.show('palette'),
      hidden: true,
      whileTyping: true,
    },
    {
      id: 'app.keys',
      title: words.keys,
      group: 'app',
      keys: ['?'],
      available: always,
      run: () => dialogs.show('keys'),
    },
    {
      id: 'fault.next',
      title: words.failNext,
      group: 'app',
      keys: [],
      available: () => app.isLive.value,
      // What few people need is fetched when they do.
      run: () => void app.attempt(async () => (await import('./fault/next-mail.ts')).failNextMail(app)),
    },
    {
      id: 'view.layout',
      title: words.layout,
      group: 'view',
      keys: ['\\'],
      available: always,
      run: () => layout.choose(after(LAYOUTS, layout.value.value)),
    },
    {
      id: 'view.density',
      title: words.density,
      group: 'view',
      keys: ['.'],
      available: always,
      run: () => density.choose(after(DENSITIES, density.value.value)),
    },
    {
      id: 'view.theme',
      title: words.theme,
      group: 'view',
      keys: ['t'],
      available: always,
      run: () => theme.choose(after(THEMES, theme.theme.value)),
    },
  ]
}

function after<T>(all: readonly T[], now: T): T {
  return all[(all.indexOf(now) + 1) % all.length] ?? now
}

function always(): boolean {
  return true
}
