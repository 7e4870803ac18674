/** What the palette and the sheet of keys say. */
import type { Kind } from '../state/search/palette.ts'
import * as commands from './commands.ts'

export const kinds: Record<Kind, string> = {
  command: 'Command',
  message: 'Message',
  session: 'Failed session',
  choice: 'Setting',
  settings: 'Settings',
  search: 'Search',
}

export const groups = commands.groups
export const palette = 'Command palette'
export const placeholder = 'A command, a message, a failed session, a setting'
export const offered = 'What there is'
export const settings = (section: string) => `Settings: ${section}`
export const searchFor = (text: string) => `Search the messages for ${text}`
export const keys = 'Keyboard shortcuts'
export const singleKeys = 'Single keys'
export const singleKeysMore =
  'Off, only shortcuts with Ctrl or ⌘ and Esc count: for speech input, or where keys are pressed by accident.'
export const followedBy = 'then'
export const or = 'or'
export const close = 'Close'
