/** Every sentence the page says, in one place and in English. */
import type { BoundListener } from '../../contract/info.ts'
import { count } from '../state/format.ts'
import type { Tab } from '../state/route.ts'
import type { Theme } from '../state/theme.ts'

export const listeners: Record<BoundListener['name'], string> = {
  smtp: 'SMTP',
  submission: 'Submission',
  submissions: 'Submissions',
}

export const tabs: Record<Tab, string> = {
  preview: 'Preview',
  text: 'Text',
  html: 'HTML',
  headers: 'Headers',
  mime: 'MIME',
  files: 'Files',
  raw: 'Raw',
  smtp: 'SMTP',
}

export const themes: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export const name = 'mailsink'
export const skip = 'Skip to the mail'
export const theme = 'Theme'
export const nobody = '(nobody)'
export const noSubject = '(no subject)'

export const states = { connecting: 'Connecting', live: 'Live', offline: 'Offline' } as const
export const reconnecting = (attempt: number) => `Reconnecting (${attempt})`
export const retry = 'Retry now'

export const noReason = 'The session ended without a mail.'

export const chooseOne = 'Choose a message'
export const chooseOneMore = 'Its text, headers, exact bytes and the SMTP conversation that brought it open here.'
export const copied = 'Copied'
export const notCopied = 'The browser did not allow copying.'

export const back = 'Messages'
export const from = 'From'
export const toHeader = 'To'
export const cc = 'Cc'
export const replyTo = 'Reply-To'
export const openSession = 'Open the session'

export const sessionTitle = 'SMTP session'

export const removed = {
  deleted: 'This message was deleted.',
  evicted: 'This message was dropped to make room: the sink keeps the newest mail within its limits.',
} as const
export const unknownMessage = 'There is no message with this address.'
export const unknownSession = 'There is no session with this address.'
export const unknownMore =
  'Mail is kept in memory only: it was deleted, dropped by a limit, or mailsink was started anew since.'
export const unknownPage = 'There is no page with this address.'
export const toList = 'Show the messages'
export const failed = 'This could not be read.'
export const tryAgain = 'Try again'

export const title = (subject: string | null) => (subject === null ? 'mailsink' : `${subject} · mailsink`)
export function announce(mails: number, last: string, failures: number): string {
  const said: string[] = []
  if (mails > 0) said.push(`${count(mails, 'new message', 'new messages')}${mails === 1 ? ` from ${last}` : ''}`)
  if (failures > 0) said.push(count(failures, 'attempt delivered nothing', 'attempts delivered nothing'))
  return said.join(', ')
}
