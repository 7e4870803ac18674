/** What the sessions and their conversations say. */
import type { Ending, LintRule, Outcome, Session } from '../../contract/session.ts'
import type { Waited } from '../state/session/entry.ts'
import { count, duration, size } from '../state/format.ts'
import type { Side } from '../state/route.ts'
import type { ShownOutcome } from '../state/session/sessions.ts'
import type { Clock, Speakers } from '../state/session/talk.ts'

const outcomes: Record<Outcome, string> = {
  open: 'In progress',
  delivered: 'Delivered',
  partial: 'Delivered in part',
  nothing: 'Nothing delivered',
  probe: 'Probe: nothing was said',
}

const shown: Record<ShownOutcome, string> = {
  all: 'All',
  delivered: 'Delivered',
  nothing: 'Nothing delivered',
  open: 'Open now',
  probe: 'Probes',
}

const endings: Record<Ending, string> = {
  quit: 'closed by the client (QUIT)',
  client: 'closed by the client, without QUIT',
  reset: 'reset by the client',
  timeout: 'closed by the sink after waiting too long',
  server: 'closed by the sink',
  tls: 'ended by a failed TLS handshake',
  fault: 'ended by a fault rule',
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

const sides: Record<Side, string> = { timeline: 'Timeline', raw: 'Raw', facts: 'Facts' }
const speakers: Record<Speakers, string> = { both: 'Both', client: 'Client', server: 'Server' }
const clocks: Record<Clock, string> = { since: 'since the start', wall: 'time of day' }
const messages = (n: number) => count(n, 'message', 'messages')
const recipients = (n: number) => count(n, 'recipient', 'recipients')

const waited: Record<Waited, (ms: number) => string> = {
  sink: (ms) => `mailsink answered after ${duration(ms)}`,
  client: (ms) => `The client took ${duration(ms)} to go on`,
  both: (ms) => `Both were busy for ${duration(ms)}: a handshake, or a mail on its way`,
}

export const words = {
  outcomes,
  shown,
  endings,
  lints,
  sides,
  speakers,
  clocks,
  waited,

  listLabel: 'Sessions, those in progress first, then the newest',
  filterLabel: 'Which sessions are shown',
  findSession: 'Filter by address, name, login or reason',
  counted: (n: number) => count(n, 'session', 'sessions'),
  columns: {
    state: 'State',
    start: 'Start',
    client: 'Client',
    listener: 'Listener',
    tls: 'TLS',
    user: 'User',
    messages: 'Mails',
    recipients: 'Rcpt',
    reason: 'Last code or reason',
    bytes: 'Bytes',
    duration: 'Duration',
  },
  recipientsTitle: (accepted: number, refused: number) => `Recipients: ${accepted} accepted, ${refused} refused`,
  bytesTitle: (received: number, sent: number) => `${size(received)} in, ${size(sent)} out`,
  none: '–',
  emptyTitle: 'Nothing has connected yet',
  emptyText:
    'Every TCP connection to one of these ports is kept here with all that was said in it, also when no mail came of it:',
  emptyLink: 'How to connect',
  filteredTitle: 'No session fits',
  filtered: (of: number) => `0 of ${count(of, 'session', 'sessions')} that are kept.`,
  clear: 'Clear the filter',

  sessionTitle: 'SMTP session',
  back: 'Sessions',
  previous: 'Previous session',
  next: 'Next session',
  place: (at: number, of: number) => `${at}/${of}`,
  placeTitle: (at: number, of: number) => `Session ${at} of ${of} in the list`,
  delivered: (n: number, to: number) => `Delivered ${messages(n)} to ${recipients(to)}`,
  refused: (n: number) => `${recipients(n)} refused`,
  talking: 'The client is connected',
  probe: 'Connected and said nothing',
  answered: 'Answered with',
  hint: 'What to do',
  toDecisive: 'Show where in the conversation',
  running: 'still open',
  ehlo: (name: string) => `EHLO ${name}`,
  noHelo: 'no EHLO',
  noTls: 'no TLS',
  servername: (name: string) => `SNI ${name}`,
  auth: (mechanism: string, user: string) => `AUTH ${mechanism} ${user}`,
  accepted: 'accepted',
  loginRefused: 'refused',
  facts: 'Facts of the session',
  opened: (moment: string) => `Opened ${moment}`,
  lintsTitle: (n: number) =>
    `${count(n, 'departure', 'departures')} from the RFCs, let pass here and maybe nowhere else`,
  lintEntry: (n: number) => `entry ${n}`,
  lintLine: (n: number) => `line ${n} of the mail`,

  copy: 'Copy…',
  copyText: 'Conversation as text (C:, S:)',
  copyLink: 'Link to this session',
  copyCurl: 'curl to the API',
  copyJson: 'Session as JSON',
  copied: 'Copied',
  downloadText: '.txt: download the transcript',
  downloadJson: '.json: download the session',

  phases: 'Where the time went',
  phaseNames: { greeting: 'greeting', TLS: 'TLS', end: 'end', other: 'other' } as Readonly<Record<string, string>>,
  phaseTitle: (name: string, sink: number, client: number, both: number) =>
    [
      name,
      sink > 0 ? `mailsink ${duration(sink)}` : null,
      client > 0 ? `client ${duration(client)}` : null,
      both > 0 ? `both ${duration(both)}` : null,
    ]
      .filter(Boolean)
      .join(' · '),
  waitedFor: { sink: 'mailsink', client: 'client', both: 'both' } satisfies Record<Waited, string>,
  times: (n: number) => `×${n}`,
  total: 'total',

  transcriptLabel: 'SMTP conversation',
  glyphs: { client: 'C', server: 'S', sink: '·' },
  voices: { client: 'Client', server: 'Server', sink: 'Noted by mailsink' },
  speakersLabel: 'Whose words are shown',
  clockLabel: (clock: string) => `Times: ${clock}`,
  explain: 'Explain',
  explainTitle: 'Say what commands and codes mean',
  ends: 'CRLF',
  endsTitle: 'CRLF: show line ends',
  find: 'Find in this conversation',
  found: (at: number, of: number) => (of === 0 ? 'not found' : `${at}/${of}`),
  nextFound: 'Next',
  previousFound: 'Previous',
  followTitle: 'Keep the newest line in view (f); Space pauses',
  newer: (n: number) => (n > 0 ? `${n} new` : 'Follow'),
  permanent: 'refused',
  temporary: 'refused for now',
  masked: 'password never stored',
  maskedUser: (user: string) => `user “${user}”, password never stored`,
  fold: 'fold',
  unfold: (n: number) => (n > 1 ? `expand ${n}` : 'expand'),
  pipelined: 'Sent in one go, without waiting for the replies',
  payload: 'Mail',
  payloadLines: (n: number) => count(n, 'line', 'lines'),
  toMessage: 'Open the message',
  look: 'show',
  lookAway: 'hide',
  lookCut: (n: number) => `The first ${size(n)} are shown, with doubled leading dots undone.`,
  nothingSaid: 'Nothing has been said yet.',
  noneOfThem: 'Nothing was said by that side.',
  following: 'In progress: new lines appear as they are said.',
  gone: 'This session is no longer kept: a memory limit dropped it, or mailsink was started anew.',

  rawLabel: 'The exact bytes',
  rawText: 'Text',
  rawHex: 'Hex',
  rawForm: 'How bytes are shown',
  rawNote: 'Every byte of both sides, after decryption; passwords are masked before anything is stored.',
  rawApart: 'Some bytes are no longer kept, so each side stands by itself.',
  rawCut: 'Only the beginning is shown; the files above have all of it.',
  rawOf: { client: 'Bytes of the client', server: 'Bytes of the server' },
  factsLabel: 'The session as JSON, as the API gives it',
  factsCopy: 'Copy',
  factsCopyTitle: 'Copy the facts as JSON',

  otherTransactions: (n: number) =>
    n === 1 ? 'One more mail came in this session: it is dimmed.' : `${n} more mails came in this session: dimmed.`,
  rejected: (n: number) => `${n} rejected`,
  rejectedTitle: 'Recipients that were refused; leads to the refusal',
  openSession: 'Open the session',
  imported: 'This message was imported over HTTP, so there was no SMTP conversation.',

  commands: {
    next: 'Next session',
    previous: 'Previous session',
    open: 'Open the session that is stood on',
    back: 'Back to the list of sessions',
    copy: 'Copy the conversation as text',
    follow: 'Follow the conversation',
    pause: 'Pause or go on following',
    explain: 'Explain commands and codes, or not',
    nextFound: 'Next finding',
    previousFound: 'Previous finding',
    side: (side: Side) => `Session: ${sides[side]}`,
    show: (one: ShownOutcome) => `Sessions: ${shown[one]}`,
  },
} as const

/** What came of a session, in a sentence that stands as its title where no reason does. */
export function outcomeSentence({ outcome, messages: mails, recipients: to }: Session): string {
  switch (outcome) {
    case 'open':
      // What it has said meanwhile is not told to the list, only to whoever has it open.
      return words.talking
    case 'delivered':
    case 'partial':
      return mails.length === 0 ? outcomes[outcome] : words.delivered(mails.length, to.accepted)
    case 'nothing':
      return outcomes.nothing
    case 'probe':
      return words.probe
  }
}
