/** Every sentence the page says, in one place and in English. */
import type { BoundListener } from '../../contract/info.ts'
import { count, size } from '../state/format.ts'
import type { Tab } from '../state/route.ts'
import type { Theme } from '../state/theme.ts'

const listeners: Record<BoundListener['name'], string> = {
  smtp: 'SMTP',
  submission: 'Submission',
  submissions: 'Submissions',
}

const tabs: Record<Tab, string> = {
  preview: 'Preview',
  text: 'Text',
  html: 'HTML',
  headers: 'Headers',
  mime: 'MIME',
  files: 'Files',
  raw: 'Raw',
  smtp: 'SMTP',
}

const themes: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export const strings = {
  name: 'mailsink',
  skip: 'Skip to the mail',
  theme: 'Theme',
  themes,
  tabs,
  listeners,
  nobody: '(nobody)',
  noSubject: '(no subject)',
  nullSender: '<> (null sender)',

  connecting: 'Connecting',
  live: 'Live',
  reconnecting: (attempt: number) => `Reconnecting (${attempt})`,
  offline: 'Offline',
  retry: 'Retry now',

  noReason: 'The session ended without a mail.',

  chooseOne: 'Choose a message',
  chooseOneMore: 'Its text, headers, exact bytes and the SMTP conversation that brought it open here.',
  copy: 'Copy',
  copied: 'Copied',
  copyCode: (code: string) => `Copy the code ${code}`,

  back: 'Messages',
  from: 'From',
  toHeader: 'To',
  cc: 'Cc',
  replyTo: 'Reply-To',
  envelope: 'Envelope',
  mailFrom: 'MAIL FROM',
  rcptTo: 'RCPT TO',
  bcc: 'bcc',
  bccTitle: 'In no header of the mail: a blind copy',
  refused: 'refused',
  received: 'Received',
  attachments: 'Attachments',
  allRecipients: (n: number) => `Show all ${n}`,
  unnamed: (type: string) => `unnamed ${type}`,
  sentBy: 'Sent by',
  imported: 'Imported over HTTP',
  viaSession: 'Session',
  openSession: 'Open the session',
  helo: (name: string) => `EHLO ${name}`,
  login: (user: string) => `login ${user}`,
  notEncrypted: 'not encrypted',
  parseError: 'This mail could not be parsed completely; what could be read is shown, and Raw has every byte.',

  noText: 'The sender sent no text part.',
  noTextHtml: 'The mail has an HTML part only. No text is made up from it; its source stands in Raw.',
  noTextNothing: 'There is no HTML part either. Raw shows what was sent.',
  emptyText: 'The text part is empty.',
  seeRaw: 'Show Raw',
  download: 'Download .eml',
  downloadText: 'Open the whole text',
  excerpt: (shown: number, whole: number) =>
    `The first ${size(shown)} of ${size(whole)} are shown; the download has every byte.`,
  textExcerpt: (shown: number) => `The first ${size(shown)} are shown.`,
  emptyRaw: 'The sender sent no bytes at all.',

  sessionTitle: 'SMTP session',

  removed: {
    deleted: 'This message was deleted.',
    evicted: 'This message was dropped to make room: the sink keeps the newest mail within its limits.',
  },
  removedMore: 'It cannot be brought back. Its session, if it is still kept, shows how it came.',
  unknownMessage: 'There is no message with this address.',
  unknownSession: 'There is no session with this address.',
  unknownMore:
    'It was deleted, or dropped by a limit, or mailsink was started anew since: mail is kept in memory only.',
  unknownPage: 'There is no page with this address.',
  toList: 'Show the messages',
  failed: 'This could not be read.',
  tryAgain: 'Try again',

  title: (subject: string | null) => (subject === null ? 'mailsink' : `${subject} · mailsink`),
  announce(mails: number, last: string, failures: number): string {
    const said: string[] = []
    if (mails > 0) said.push(`${count(mails, 'new message', 'new messages')}${mails === 1 ? ` from ${last}` : ''}`)
    if (failures > 0) said.push(count(failures, 'attempt delivered nothing', 'attempts delivered nothing'))
    return said.join(', ')
  },
} as const
