/** What the pane of a mail says: its head, its tabs, what can be copied of it. */
import type { Tab } from '../state/route.ts'

export const lacks = {
  preview: 'There is nothing to preview: the sender sent neither an HTML part nor a text part.',
  text: 'The sender sent no text part.',
  html: 'The sender sent no HTML part.',
  headers: 'This mail has no header at all.',
  files: 'This mail carries no files.',
  smtp: 'This message was imported over HTTP, so there was no SMTP conversation.',
} as const satisfies Partial<Record<Tab, string>>

export const tabList = 'Sides of this message'
export const loading = 'Reading…'
export const copyCode = (code: string, why: string) => `Copy the code ${code}. Found by: ${why}`
export const codeCopied = 'Code copied'
export const openLink = 'Open this link in a new tab'
export const copyLink = 'Copy this link'
export const linkCopied = 'Link copied'
export const copied = 'Copied'
export const more = (n: number) => `+${n}`
export const to = 'to'
export const imported = 'imported over HTTP'
export const login = 'login'
export const session = 'Session'
export const plain = 'no TLS'
export const plainTitle = 'This mail came over an unencrypted connection'
export const plainLogin = 'The client logged in without TLS: the password went over the wire unencrypted'
export const client = (address: string, helo: string | null) =>
  `From ${address}${helo === null ? '' : `, EHLO ${helo}`}`

export const envelope = 'Envelope'
export const rcpt = (n: number) => `RCPT ${n}`
export const unnamedCount = (n: number) => `${n} not in headers`
export const refusedCount = (n: number) => `${n} refused`
export const missingCount = (n: number) => `${n} of the headers missing`
export const differs = 'differs from From'
export const nullSender = '<>'
export const bccSent = 'Bcc header was sent'

export const actions = 'Actions on this message'
export const copy = 'Copy…'
export const compare = 'Compare with the previous one of this sender and subject'
export const remove = 'Delete'
export const download = 'Download .eml'

export const parseError =
  'This mail could not be parsed completely; what could be read is shown, and Raw has every byte.'

export const commands = {
  code: 'Copy the code of the message',
  link: 'Copy the link of the message',
  address: 'Copy the address of this message',
  curl: 'Copy a curl line that sends this message again',
  download: 'Download this message as .eml',
  compare: 'Compare with the previous one of this sender and subject',
  envelope: 'Open or fold the envelope',
  tab: (name: string) => `Show ${name}`,
  nextTab: 'Next tab',
  previousTab: 'Previous tab',
} as const
