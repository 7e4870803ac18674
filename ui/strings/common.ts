/** Every sentence the page says, in one place and in English. */
import type { BoundListener } from '../../contract/info.ts'
import type { Ending, LintRule, Outcome } from '../../contract/session.ts'
import { count, size } from '../state/format.ts'
import type { Tab } from '../state/route.ts'
import type { Theme } from '../state/theme.ts'

const listeners: Record<BoundListener['name'], string> = {
  smtp: 'SMTP',
  submission: 'Submission',
  submissions: 'Submissions',
}

const outcomes: Record<Outcome, string> = {
  open: 'In progress',
  delivered: 'Delivered',
  partial: 'Delivered in part',
  nothing: 'Nothing delivered',
  probe: 'Probe: nothing was said',
}

const endings: Record<Ending, string> = {
  quit: 'QUIT',
  client: 'the client closed the connection without QUIT',
  reset: 'the client reset the connection',
  timeout: 'the sink, after waiting too long',
  server: 'the sink',
  tls: 'a failed TLS handshake',
  fault: 'a fault rule',
}

const lints: Record<LintRule, string> = {
  'bare-lf': 'Line ended by a bare LF',
  'long-line': 'Line too long',
  '8bit': '8-bit data without 8BITMIME',
  'utf8-address': 'UTF-8 address without SMTPUTF8',
  'unknown-parameter': 'Unknown parameter',
  'path-space': 'Space after the colon',
  'path-brackets': 'Address without angle brackets',
  'path-syntax': 'Malformed address',
  'early-talker': 'Spoke before the greeting',
  'early-pipelining': 'Pipelined before it was offered',
  'no-quit': 'No QUIT',
  'undoubled-dot': 'Leading dot not doubled',
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
  outcomes,
  endings,
  lints,
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

  noSession: 'This message was imported over HTTP, so there was no SMTP conversation.',
  sessionGone: 'The session that delivered this message is no longer kept: a memory limit dropped it.',
  otherTransactions: 'Other transactions of the same session are dimmed.',
  client: 'Client',
  server: 'Server',
  sink: 'Sink',
  glyphs: { client: 'C', server: 'S', sink: '·' },
  columns: { at: 'ms', wait: '+prev' },
  legend: 'C client, S server, · noted by the sink. Times count from the opening of the connection.',
  temporary: 'temporary refusal',
  permanent: 'refused',
  masked: 'password hidden',
  secure: 'encrypted',
  toMessage: 'Open the message',
  transcriptLabel: 'SMTP conversation',
  transcriptCut: (n: number) => `The first ${count(n, 'entry', 'entries')} are shown.`,
  transcriptText: 'Whole transcript as text',
  following: 'In progress: new lines appear as they are said.',
  noTranscript: 'Nothing has been said yet.',

  sessionTitle: 'SMTP session',
  answered: 'Answered with',
  hintLabel: 'What to do',
  factListener: 'Listener',
  factClient: 'Client',
  factHelo: 'EHLO',
  factTls: 'TLS',
  factLogin: 'Login',
  factOpened: 'Opened',
  factDuration: 'Duration',
  factBytes: 'Bytes',
  factRecipients: 'Recipients',
  factEnded: 'Ended by',
  factMessages: 'Messages',
  messageNumber: (n: number) => `message ${n}`,
  bytesBothWays: (received: number, sent: number) => `${size(received)} in, ${size(sent)} out`,
  recipientCounts: (accepted: number, refused: number) =>
    refused === 0 ? `${accepted} accepted` : `${accepted} accepted, ${refused} refused`,
  loginAccepted: 'accepted',
  loginRefused: 'refused',
  notSaid: 'not said',
  none: 'none',
  running: 'still open',
  lintsTitle: 'Let pass, although the RFCs do not allow it',
  lintEntry: (n: number) => `entry ${n}`,
  lintLine: (n: number) => `line ${n} of the mail`,

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
