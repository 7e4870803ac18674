/** What the list of messages says. */
import { count, number } from '../state/format.ts'

export const label = 'Messages and attempts'
export const grid = 'Messages, and attempts that delivered nothing'
export const messages = (n: number) => count(n, 'message', 'messages')
export const found = (n: number) => `${number(n)} found`
export const unread = (n: number) => count(n, 'unread', 'unread')
export const unreadTitle = 'Only what is unread'
export const unreadWord = 'Unread'
export const starredWord = 'Starred'
export const open = (n: number) => count(n, 'connection open', 'connections open')
export const attempts = (n: number) => count(n, 'attempt that delivered nothing', 'attempts that delivered nothing')
export const attemptsShown = 'shown: press to hide'
export const attemptsHidden = 'hidden: press to show'
export const attemptsElsewhere = 'Here are messages only; Sessions lists every connection'
export const probesHidden = (n: number) => `${count(n, 'probe', 'probes')} hidden`
export const probesShown = (n: number) => `${count(n, 'probe', 'probes')} shown`
export const probesTitle = 'Connections that said nothing, or only NOOP and QUIT: health checks, port scans'
export const show = 'show'
export const hide = 'hide'
export const sortTitle = (oldest: boolean) => `Order: ${oldest ? 'oldest' : 'newest'} first`
export const density = { comfortable: 'Density: comfortable', compact: 'Density: compact' } as const
export const menu = 'All messages'

export const to = 'to'
export const others = (n: number) => `+${n}`
export const code = (value: string) => `Copy the code ${value}`
export const codeCopied = 'Code copied'
export const files = (n: number) => count(n, 'attachment', 'attachments')
export const plainLogin = 'no TLS'
export const plainLoginTitle = 'The client logged in without TLS: the password went over the wire unencrypted'
export const refused = (n: number) => `${n} rejected`
export const refusedTitle = (n: number) =>
  `${count(n, 'recipient was', 'recipients were')} rejected; the others got the message`
export const faults = (names: string) => `Struck by the fault ${names}`
export const broken = 'cannot be parsed'
export const failed = 'Nothing delivered'
export const probe = 'Probe'
export const times = (n: number) => `×${n}`
export const timesTitle = (n: number, since: string) => `The same ${n} times, first at ${since}`
export const unfold = (n: number) => `×${n}: show each`
export const deleteOne = 'Delete this message'
export const openTab = 'Open in a new tab'

export const fresh = (n: number) => `${number(n)} new`

export const deleted = (n: number) => `${number(n)} deleted`
export const restored = (n: number) => `${number(n)} restored`
export const undo = 'Undo'
export const nothingToUndo = 'Nothing to take back: half a minute is over, or nothing was deleted'

export const title = (n: number, rest: string) => (n > 0 ? `(${n > 999 ? '999+' : n}) ${rest}` : rest)

export const commands = {
  next: 'Next in the list',
  previous: 'Previous in the list',
  extendDown: 'Extend the selection down',
  extendUp: 'Extend the selection up',
  toggle: 'Select, or unselect',
  selectAll: 'Select all that match',
  first: 'First in the list',
  last: 'Last in the list',
  open: 'Open, or read what is open',
  back: 'Clear the selection, or back to the list',
  delete: 'Delete what is selected, or else the open message',
  deleteOpen: 'Delete the open message',
  undo: 'Undo the last deletion',
  deleteAll: 'Delete all messages…',
  read: 'Mark as read, or unread',
  star: 'Star, or unstar',
  compare: 'Compare the two that are selected',
  sort: 'Change the order: newest or oldest first',
  unread: 'Show only what is unread, or everything',
  attempts: 'Show or hide attempts',
  probes: 'Show or hide probes',
  autoOpen: 'Open the newest by itself, on or off',
  markAllRead: 'Mark all as read',
} as const
