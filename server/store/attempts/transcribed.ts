/** What was said in each transaction of a session: who named whom, and what each was answered. Read off its transcript. */
import type { Entry } from '../../../contract/session.ts'
import type { MailAttempt } from '../../../contract/attempts.ts'
import { addressIn } from '../attempt.ts'

export type Answer = NonNullable<MailAttempt['reply']>

/** One transaction as it was said. Times are in ms since the session opened; an answer is null where none came. */
export interface Transcribed {
  readonly begun: number
  /** When the last was said of the mail. */
  until: number
  readonly from: string
  mail: Answer | null
  readonly recipients: { readonly address: string; answer: Answer | null }[]
  data: Answer | null
  /** Whether the mail itself began to come. */
  hasPayload: boolean
  end: Answer | null
  /** A 421 that answered nothing, or ended everything. */
  farewell: Answer | null
  readonly faults: Set<string>
}

/** By their numbers, in order. What the transcript has lost the beginning of is left out. */
export function transcribed(entries: readonly Entry[]): Map<number, Transcribed> {
  const found = new Map<number, Transcribed>()
  let last: Transcribed | undefined
  let awaits: ((answer: Answer) => void) | null = null
  for (const entry of entries) {
    if (entry.transaction === undefined) {
      // A client that sends everything at once names recipients also after its MAIL was refused, when that is over.
      const isLate = last !== undefined && isRefusal(last.mail) && (entry.verb === 'RCPT' || awaits !== null)
      if (!isLate) last = undefined
    } else if (entry.verb === 'MAIL' && !found.has(entry.transaction)) {
      last = begin(entry)
      found.set(entry.transaction, last)
    } else last = found.get(entry.transaction)
    if (last === undefined) continue
    if (entry.fault !== undefined) last.faults.add(entry.fault)
    if (entry.kind === 'reply') {
      const answer = answerOf(entry)
      if (answer === null) continue
      if (answer.code === 421) last.farewell = answer
      if (awaits === null) continue
      awaits(answer)
      awaits = null
    } else if (entry.from === 'client') {
      awaits = takeIn(last, entry)
      if (awaits === null) continue
    } else continue
    // Goodbyes do not count: a client that was refused tries again before it has said one.
    last.until = Math.max(last.until, entry.at)
  }
  return found
}

export const isRefusal = (answer: Answer | null) => answer !== null && answer.code >= 400

function begin(entry: Entry): Transcribed {
  return {
    begun: entry.at,
    until: entry.at,
    from: addressIn(entry),
    mail: null,
    recipients: [],
    data: null,
    hasPayload: false,
    end: null,
    farewell: null,
    faults: new Set(),
  }
}

/** Notes what the client said; gives what its reply is to be noted as. */
function takeIn(tried: Transcribed, entry: Entry): ((answer: Answer) => void) | null {
  if (entry.kind === 'payload') {
    tried.hasPayload = true
    return (answer) => (tried.end = answer)
  }
  switch (entry.verb) {
    case 'MAIL':
      // A second one inside the transaction is out of order, and changes nothing.
      return tried.mail === null ? (answer) => (tried.mail = answer) : null
    case 'RCPT': {
      const recipient = { address: addressIn(entry), answer: null as Answer | null }
      tried.recipients.push(recipient)
      return (answer) => (recipient.answer = answer)
    }
    case 'DATA':
      return (answer) => (tried.data = answer)
    default:
      return null
  }
}

/** Null for what is no reply. */
function answerOf({ code, enhanced, text }: Entry): Answer | null {
  if (code === undefined) return null
  const lines = text.split('\n').map((line) => line.replace(/^\d{3}[ -]?(?:\d\.\d{1,3}\.\d{1,3}(?: |$))?/, ''))
  return { code, enhanced: enhanced ?? null, text: lines.join('\n') }
}
