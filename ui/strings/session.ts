/** What the sessions and their conversations say. */
import type { Ending, LintRule, Outcome, Session } from '../../contract/session.ts'
import type { Waited } from '../state/session/entry.ts'
import { count, duration, size } from '../state/format.ts'
import type { Side } from '../state/route.ts'
import type { ShownOutcome } from '../state/session/sessions.ts'
import type { Clock, Speakers } from '../state/session/talk.ts'

export const outcomes: Record<Outcome, string> = {
  open: 'In progress',
  delivered: 'Delivered',
  partial: 'Delivered in part',
  nothing: 'Nothing delivered',
  probe: 'Probe: nothing was said',
}

export const shown: Record<ShownOutcome, string> = {
  all: 'All',
  delivered: 'Delivered',
  nothing: 'Nothing delivered',
  open: 'Open',
  probe: 'Probes',
  faulted: 'Faulted',
}

export const endings: Record<Ending, string> = {
  quit: 'closed by the client (QUIT)',
  client: 'closed by the client, without QUIT',
  reset: 'reset by the client',
  timeout: 'closed by the sink after waiting too long',
  server: 'closed by the sink',
  tls: 'ended by a failed TLS handshake',
  fault: 'ended by a fault rule',
}

export const lints: Record<LintRule, string> = {
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

export const sides: Record<Side, string> = { timeline: 'Timeline', raw: 'Raw', facts: 'Facts' }
export const speakers: Record<Speakers, string> = { both: 'Both', client: 'Client', server: 'Server' }
export const clocks: Record<Clock, string> = { since: 'since the start', wall: 'time of day' }
const messages = (n: number) => count(n, 'message', 'messages')
const recipients = (n: number) => count(n, 'recipient', 'recipients')

export const waited: Record<Waited, (ms: number) => string> = {
  sink: (ms) => `mailsink answered after ${duration(ms)}`,
  client: (ms) => `The client took ${duration(ms)} to go on`,
  both: (ms) => `Both were busy for ${duration(ms)}: a handshake, or a mail on its way`,
}

export const listLabel = 'Sessions, those in progress first, then the newest'
export const filterLabel = 'Which sessions are shown'
export const findSession = 'Filter by address, name, login or reason'
export const counted = (n: number) => count(n, 'session', 'sessions')
export const columns = {
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
} as const
export const recipientsTitle = (accepted: number, refused: number) =>
  `Recipients: ${accepted} accepted, ${refused} refused`
export const bytesTitle = (received: number, sent: number) => `${size(received)} in, ${size(sent)} out`
export const none = '–'
export const emptyTitle = 'Nothing has connected yet'
export const emptyText =
  'Every TCP connection to one of these ports is kept here with all that was said in it, also when no mail came of it:'
export const emptyLink = 'How to connect'
export const filteredTitle = 'No session fits'
export const filtered = (of: number) => `0 of ${count(of, 'session', 'sessions')} that are kept.`
export const clear = 'Clear the filter'

export const sessionTitle = 'SMTP session'
export const back = 'Sessions'
export const previous = 'Previous session'
export const next = 'Next session'
export const place = (at: number, of: number) => `${at}/${of}`
export const placeTitle = (at: number, of: number) => `Session ${at} of ${of} in the list`
export const delivered = (n: number, to: number) => `Delivered ${messages(n)} to ${recipients(to)}`
export const refused = (n: number) => `${recipients(n)} refused`
export const talking = 'The client is connected'
export const probe = 'Connected and said nothing'
export const answered = 'Answered with'
export const hint = 'What to do'
export const toDecisive = 'Show where in the conversation'
export const running = 'still open'
export const ehlo = (name: string) => `EHLO ${name}`
export const noHelo = 'no EHLO'
export const noTls = 'no TLS'
export const servername = (name: string) => `SNI ${name}`
export const auth = (mechanism: string, user: string) => `AUTH ${mechanism} ${user}`
export const accepted = 'accepted'
export const loginRefused = 'refused'
export const facts = 'Facts of the session'
export const opened = (moment: string) => `Opened ${moment}`
export const lintsTitle = (n: number) =>
  `${count(n, 'departure', 'departures')} from the RFCs, let pass here and maybe nowhere else`
export const lintEntry = (n: number) => `entry ${n}`
export const lintLine = (n: number) => `line ${n} of the mail`

export const copy = 'Copy…'
export const copyText = 'Conversation as text (C:, S:)'
export const copyLink = 'Link to this session'
export const copyCurl = 'curl to the API'
export const copyJson = 'Session as JSON'
export const copied = 'Copied'
export const downloadText = '.txt: download the transcript'
export const downloadJson = '.json: download the session'

export const phases = 'Where the time went'
export const phaseNames = { greeting: 'greeting', TLS: 'TLS', end: 'end', other: 'other' } as Readonly<
  Record<string, string>
>
export const phaseTitle = (name: string, sink: number, client: number, both: number) =>
  [
    name,
    sink > 0 ? `mailsink ${duration(sink)}` : null,
    client > 0 ? `client ${duration(client)}` : null,
    both > 0 ? `both ${duration(both)}` : null,
  ]
    .filter(Boolean)
    .join(' · ')
export const waitedFor = { sink: 'mailsink', client: 'client', both: 'both' } satisfies Record<Waited, string>
export const times = (n: number) => `×${n}`
export const total = 'total'

export const transcriptLabel = 'SMTP conversation'
export const glyphs = { client: 'C', server: 'S', sink: '·' } as const
export const voices = { client: 'Client', server: 'Server', sink: 'Noted by mailsink' } as const
export const speakersLabel = 'Whose words are shown'
export const clockLabel = (clock: string) => `Times: ${clock}`
export const explain = 'Explain'
export const explainTitle = 'Say what commands and codes mean'
export const ends = 'CRLF'
export const endsTitle = 'CRLF: show line ends'
export const find = 'Find in this conversation'
export const found = (at: number, of: number) => (of === 0 ? 'not found' : `${at}/${of}`)
export const nextFound = 'Next'
export const previousFound = 'Previous'
export const followTitle = 'Keep the newest line in view (f); Space pauses'
export const newer = (n: number) => (n > 0 ? `${n} new` : 'Follow')
export const permanent = 'refused'
export const temporary = 'refused for now'
export const masked = 'password never stored'
export const maskedUser = (user: string) => `user “${user}”, password never stored`
export const fold = 'fold'
export const unfold = (n: number) => (n > 1 ? `expand ${n}` : 'expand')
export const pipelined = 'Sent in one go, without waiting for the replies'
export const payload = 'Mail'
export const payloadLines = (n: number) => count(n, 'line', 'lines')
export const toMessage = 'Open the message'
export const look = 'show'
export const lookAway = 'hide'
export const lookCut = (n: number) => `The first ${size(n)} are shown, with doubled leading dots undone.`
export const nothingSaid = 'Nothing has been said yet.'
export const noneOfThem = 'Nothing was said by that side.'
export const following = 'In progress: new lines appear as they are said.'
export const gone = 'This session is no longer kept: a memory limit dropped it, or mailsink was started anew.'

export const rawLabel = 'The exact bytes'
export const rawText = 'Text'
export const rawHex = 'Hex'
export const rawForm = 'How bytes are shown'
export const rawNote = 'Every byte of both sides, after decryption; passwords are masked before anything is stored.'
export const rawApart = 'Some bytes are no longer kept, so each side stands by itself.'
export const rawCut = 'Only the beginning is shown; the files above have all of it.'
export const rawOf = { client: 'Bytes of the client', server: 'Bytes of the server' } as const
export const factsLabel = 'The session as JSON, as the API gives it'
export const factsCopy = 'Copy'
export const factsCopyTitle = 'Copy the facts as JSON'

export const otherTransactions = (n: number) =>
  n === 1 ? 'One more mail came in this session: it is dimmed.' : `${n} more mails came in this session: dimmed.`
export const rejected = (n: number) => `${n} rejected`
export const rejectedTitle = 'Recipients that were refused; leads to the refusal'
export const openSession = 'Open the session'
export const imported = 'This message was imported over HTTP, so there was no SMTP conversation.'

export const fault = 'Open the rule'
export const fromThis = 'Fault from this'
export const fromThisTitle = 'Make a rule that does to others what happened here'

export const commands = {
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
} as const

/** What came of a session, in a sentence that stands as its title where no reason does. */
export function outcomeSentence({ outcome, messages: mails, recipients: to }: Session): string {
  switch (outcome) {
    case 'open':
      // What it has said meanwhile is not told to the list, only to whoever has it open.
      return talking
    case 'delivered':
    case 'partial':
      return mails.length === 0 ? outcomes[outcome] : delivered(mails.length, to.accepted)
    case 'nothing':
      return outcomes.nothing
    case 'probe':
      return probe
  }
}
