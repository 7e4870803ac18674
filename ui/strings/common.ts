/** Every sentence the page says, in one place and in English. */
import type { BoundListener } from '../../contract/info.ts'
import { count } from '../state/format.ts'
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

  connecting: 'Connecting',
  live: 'Live',
  reconnecting: (attempt: number) => `Reconnecting (${attempt})`,
  offline: 'Offline',
  retry: 'Retry now',

  noReason: 'The session ended without a mail.',

  chooseOne: 'Choose a message',
  chooseOneMore: 'Its text, headers, exact bytes and the SMTP conversation that brought it open here.',
  copied: 'Copied',
  notCopied: 'The browser did not allow copying.',

  back: 'Messages',
  from: 'From',
  toHeader: 'To',
  cc: 'Cc',
  replyTo: 'Reply-To',
  openSession: 'Open the session',

  sessionTitle: 'SMTP session',

  removed: {
    deleted: 'This message was deleted.',
    evicted: 'This message was dropped to make room: the sink keeps the newest mail within its limits.',
  },
  unknownMessage: 'There is no message with this address.',
  unknownSession: 'There is no session with this address.',
  unknownMore: 'Mail is kept in memory only: it was deleted, dropped by a limit, or mailsink was started anew since.',
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
