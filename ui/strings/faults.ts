/** What the page of the faults says. */
import type { AttemptOutcome, Delivered } from '../../contract/attempts.ts'
import type { FaultStage } from '../../contract/fault.ts'
import { count, duration, number } from '../state/format.ts'
import type { Deed, ScopeKind } from '../state/fault/draft.ts'

export const stages: Record<FaultStage, string> = {
  connect: 'on connecting',
  tls: 'in the TLS handshake',
  ehlo: 'at EHLO',
  starttls: 'at STARTTLS',
  auth: 'at AUTH',
  mail: 'at MAIL',
  rcpt: 'at RCPT',
  data: 'at DATA',
  payload: 'while the mail comes',
  end: 'after the dot',
  quit: 'at QUIT',
}

export const deeds: Record<Deed, string> = {
  reply: 'refuse, with a reply',
  delay: 'wait, then go on',
  drop: 'end the connection',
  stall: 'say nothing more',
  trickle: 'become slow',
  garble: 'answer what is no reply',
  hide: 'hide extensions',
  tls: 'break the handshake',
}

/** The ways of an action that has several. */
export const hows = {
  fin: 'in order (FIN)',
  rst: 'with a reset (RST)',
  server: 'what the server says',
  client: 'what the client sends',
  nonsense: 'a line without a code',
  unfinished: 'a reply without an end',
  mixed: 'one reply with two codes',
  'bare-lf': 'a line ended by LF alone',
  alert: 'an alert',
  close: 'closing',
  stall: 'silence',
  expired: 'a certificate that has expired',
  'wrong-name': 'a certificate for another name',
  'old-version': 'TLS 1.0 alone',
} as const

export const scopes: Record<ScopeKind, string> = {
  rcpt: 'of a recipient',
  mailFrom: 'of a sender',
  user: 'of a login',
  address: 'of a client’s address',
  inbox: 'of an inbox',
  all: 'of everybody',
}

export const outcomes: Record<AttemptOutcome, string> = {
  delivered: 'delivered',
  unconfirmed: 'kept, and the client not told',
  refused: 'refused',
  broken_off: 'broken off',
  open: 'in progress',
}

const delivered: Record<Delivered, string> = {
  never: 'not delivered',
  partly: 'delivered to some',
  once: 'delivered once',
  twice: 'delivered twice',
  more: 'delivered more than twice',
}

export const title = 'Faults'
export const documentTitle = 'Faults · mailsink'
export const intro = 'Rules that make mailsink misbehave as mail servers do, to see what an application does about it.'
export const failNext = 'Fail the next mail'
export const failNextTitle = 'The next mail of anybody is refused once, with 451 after its dot'
export const armed = 'The next mail will be refused, once: 451 after the dot'
export const undo = 'Undo'
export const removeAll = 'Remove all…'
export const removeYes = (n: number) => `Remove ${count(n, 'rule', 'rules')}`
export const removeSure = (n: number) => `Remove ${count(n, 'rule', 'rules')}, those of other people’s tests too?`
export const cancel = 'Cancel'

export const active = (n: number) => `Active (${number(n)})`
export const over = (n: number) => `Spent and expired (${number(n)})`
export const none = 'No rule is active: every mail is taken.'
export const more = (n: number) => `Show ${number(n)} more`
export const states = { active: 'active', spent: 'spent', expired: 'expired' } as const
export const everybody = 'everybody'
export const hit = (n: number, of: number | null) =>
  of === null ? (n === 0 ? 'no hit yet' : count(n, 'hit', 'hits')) : `${number(n)} of ${number(of)} hit`
export const left = (seconds: number) => (seconds < 60 ? `${seconds} s left` : `${duration(seconds * 1000)} left`)
export const forGood = 'as long as mailsink runs'
export const remove = (what: string) => `Remove ${what}`
export const hits = 'Hits'
export const noHits = 'It has not struck yet.'
export const firstHits = (n: number, of: number) => `The first ${number(n)} of ${number(of)}.`
export const session = 'session'
export const message = 'the mail'
export const spec = 'The rule as JSON'
export const copies = { json: 'JSON', curl: 'curl', test: 'Test code' } as const
export const copy = (what: string) => `Copy as ${what}`

export const add = 'Add a rule'
export const ready = 'Ready-made, or of your own'
export const own = 'Of your own'
export const ownText = 'A stage of the session, and what happens there.'
export const stage = 'Where'
export const deed = 'What'
export const code = 'Code'
export const enhanced = 'Enhanced code'
export const text = 'Text'
export const byDefault = 'default'
export const store = 'Keep the mail first'
export const delay = 'For how long'
export const how = 'How'
export const after = 'After bytes'
export const speed = 'Bytes a second'
export const extensions = 'Extensions'
export const scope = 'Mail'
export const scopeValue = {
  rcpt: 'Recipient',
  mailFrom: 'Sender',
  user: 'Login',
  address: 'Address',
  inbox: 'Inbox',
  all: '',
} as const
export const noInbox = 'There is no inbox'
export const everybodyWarning = 'This strikes the mail of everybody who uses this mailsink.'
export const times = 'How often'
export const always = 'Always'
export const ttl = 'Ends after'
export const name = 'Name'
export const submit = 'Add the rule'
export const added = (what: string) => `Added: ${what}`
export const posted = 'POST /api/faults'
export const fromSession = 'Filled in from the session'

export const attempts = (n: number, arrived: Delivered) => `${count(n, 'attempt', 'attempts')}, ${delivered[arrived]}`
export const gap = (ms: number) => `${duration(ms)} later`
