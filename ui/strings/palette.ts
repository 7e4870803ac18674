/** What the palette and the sheet of keys say. */
import type { Kind } from '../state/search/palette.ts'
import { words as commands } from './commands.ts'

const kinds: Record<Kind, string> = {
  command: 'Command',
  message: 'Message',
  session: 'Failed session',
  choice: 'Setting',
  settings: 'Settings',
  search: 'Search',
}

export const words = {
  groups: commands.groups,
  kinds,
  palette: 'Command palette',
  placeholder: 'A command, a message, a failed session, a setting',
  offered: 'What there is',
  settings: (section: string) => `Settings: ${section}`,
  searchFor: (text: string) => `Search the messages for ${text}`,
  keys: 'Keyboard shortcuts',
  singleKeys: 'Single keys',
  singleKeysMore:
    'Off, only shortcuts with Ctrl or ⌘ and Esc count: for speech input, or where keys are pressed by accident.',
  followedBy: 'then',
  or: 'or',
  close: 'Close',
} as const
