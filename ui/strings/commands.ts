/** The names of what can be done, as the palette and the sheet of keys show them. */
import type { Group } from '../state/commands.ts'

const groups: Record<Group, string> = {
  go: 'Go to',
  list: 'In the list',
  message: 'In a message',
  session: 'In a session',
  view: 'View',
  app: 'mailsink',
}

export const words = {
  groups,
  goMessages: 'Messages',
  goSessions: 'Sessions',
  goSetup: 'Setup: how to connect',
  goSettings: 'Settings',
  palette: 'Command palette',
  keys: 'Keyboard shortcuts',
  layout: 'Change the layout: beside, below, alone',
  density: 'Change the density of the list',
  theme: 'Change the theme',
} as const
