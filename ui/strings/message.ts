/** What the pane of a mail says: its head, its tabs, what can be copied of it. */
import type { Tab } from '../state/route.ts'

const lacks = {
  preview: 'There is nothing to preview: the sender sent neither an HTML part nor a text part.',
  text: 'The sender sent no text part.',
  html: 'The sender sent no HTML part.',
  headers: 'This mail has no header at all.',
  files: 'This mail carries no files.',
  smtp: 'This message was imported over HTTP, so there was no SMTP conversation.',
} as const satisfies Partial<Record<Tab, string>>

export const words = {
  lacks,
  tabList: 'Sides of this message',
  loading: 'Reading…',
  copyCode: (code: string, why: string) => `Copy the code ${code}. Found by: ${why}`,
  codeCopied: 'Code copied',
  openLink: 'Open this link in a new tab',
  copyLink: 'Copy this link',
  linkCopied: 'Link copied',
  copied: 'Copied',
  more: (n: number) => `+${n}`,
  to: 'to',
  imported: 'imported over HTTP',
  login: 'login',
  session: 'Session',
  plain: 'no TLS',
  plainTitle: 'This mail came over an unencrypted connection',
  plainLogin: 'The client logged in without TLS: the password went over the wire unencrypted',
  client: (address: string, helo: string | null) => `From ${address}${helo === null ? '' : `, EHLO ${helo}`}`,

  envelope: 'Envelope',
  rcpt: (n: number) => `RCPT ${n}`,
  unnamedCount: (n: number) => `${n} not in headers`,
  refusedCount: (n: number) => `${n} refused`,
  missingCount: (n: number) => `${n} of the headers missing`,
  differs: 'differs from From',
  nullSender: '<>',
  bccSent: 'Bcc header was sent',

  actions: 'Actions on this message',
  copy: 'Copy…',
  compare: 'Compare with the previous one of this sender and subject',
  delete: 'Delete',
  download: 'Download .eml',

  parseError: 'This mail could not be parsed completely; what could be read is shown, and Raw has every byte.',

  commands: {
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
  },
} as const
