/** The names of what can be done, as the palette and the sheet of keys show them. */
import type { Group } from '../state/commands.ts'

export const groups: Record<Group, string> = {
  go: 'Go to',
  list: 'In the list',
  message: 'In a message',
  session: 'In a session',
  view: 'View',
  app: 'mailsink',
}

export const goMessages = 'Messages'
export const goSessions = 'Sessions'
export const goFaults = 'Faults'
export const failNext = 'Fail the next mail'
export const goSetup = 'Setup: how to connect'
export const goSettings = 'Settings'
export const palette = 'Command palette'
export const keys = 'Keyboard shortcuts'
export const layout = 'Change the layout: beside, below, alone'
export const density = 'Change the density of the list'
export const theme = 'Change the theme'
