/** What can be done with the sessions and their conversations, by key and in the palette. */
import * as words from '../../strings/session.ts'
import type { App } from '../app.ts'
import type { Command } from '../commands.ts'
import { areaOf, SIDES, type Side } from '../route.ts'
import { createSessions, SHOWN } from './sessions.ts'
import { quoted } from './spoken.ts'
import { createTalk } from './talk.ts'
import { createVisits } from './visit.ts'

/** All of them, for the area of the sessions. */
export function sessionCommands(app: App): Command[] {
  const { navigation } = app
  const { route } = navigation
  const list = app.part(createSessions)
  const talk = app.part(createTalk)
  const visits = app.part(createVisits)
  const here = () => areaOf(route.value) === 'sessions'
  const isOpen = () => route.value.kind === 'session'
  const isLive = () => isOpen() && visits.visit.value.kind === 'ready' && visits.visit.value.session.outcome === 'open'
  const moving = (id: string, title: string, keys: string[], by: number): Command => ({
    id: `session.${id}`,
    title,
    group: 'session',
    keys,
    available: here,
    run: () => list.step(by),
    hidden: true,
  })
  const side = (one: Side, at: number): Command => ({
    id: `session.side.${one}`,
    title: words.commands.side(one),
    group: 'session',
    keys: [String(at + 1)],
    available: isOpen,
    run: () => {
      const now = route.peek()
      if (now.kind === 'session') navigation.go({ ...now, side: one }, { how: 'replace' })
    },
  })
  return [
    moving('next', words.commands.next, ['j'], 1),
    moving('previous', words.commands.previous, ['k'], -1),
    {
      id: 'session.open',
      title: words.commands.open,
      group: 'session',
      keys: ['Enter', 'o'],
      available: () => route.value.kind === 'sessions' && list.at.value !== -1,
      run: () => list.open(list.rows.peek()[list.at.peek()], 'push'),
      hidden: true,
    },
    {
      id: 'session.back',
      title: words.commands.back,
      group: 'session',
      keys: ['Escape', 'u'],
      available: isOpen,
      run: () => navigation.go({ kind: 'sessions' }, { change: { dir: null, find: null } }),
      hidden: true,
    },
    {
      id: 'session.follow',
      title: words.commands.follow,
      group: 'session',
      keys: ['f'],
      available: isLive,
      run: () => void (talk.following.value = true),
    },
    {
      id: 'session.pause',
      title: words.commands.pause,
      group: 'session',
      keys: ['Space'],
      available: isLive,
      run: () => void (talk.following.value = !talk.following.peek()),
    },
    ...SIDES.map(side),
    ...SHOWN.map((one): Command => ({
      id: `session.show.${one}`,
      title: words.commands.show(one),
      group: 'session',
      keys: [],
      available: here,
      run: () => list.choose(one),
    })),
    ...conversationCommands(app, isOpen),
  ]
}

/** Those of a conversation, wherever it stands. */
export function conversationCommands(app: App, available: () => boolean = () => isTab(app)): Command[] {
  const talk = app.part(createTalk)
  const visits = app.part(createVisits)
  const finding = (by: number) => () => void (talk.found.value += by)
  return [
    {
      id: 'talk.explain',
      title: words.commands.explain,
      group: 'session',
      keys: ['e'],
      available,
      run: () => talk.explain.choose(!talk.explain.value.peek()),
    },
    {
      id: 'talk.copy',
      title: words.commands.copy,
      group: 'session',
      keys: ['y'],
      available,
      run: () => {
        const visit = visits.visit.peek()
        if (visit.kind === 'ready') void app.copy(quoted(visit.transcript), words.copied)
      },
    },
    {
      id: 'talk.next',
      title: words.commands.nextFound,
      group: 'session',
      keys: ['n'],
      available: () => available() && talk.find.value !== '',
      run: finding(1),
      hidden: true,
    },
    {
      id: 'talk.previous',
      title: words.commands.previousFound,
      group: 'session',
      keys: ['p'],
      available: () => available() && talk.find.value !== '',
      run: finding(-1),
      hidden: true,
    },
  ]
}

const isTab = ({ navigation, tab }: App) => navigation.route.value.kind === 'message' && tab.value === 'smtp'
