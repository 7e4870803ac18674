/** Why a session delivered nothing, or not all of it: one sentence that says what happened, one that says what to do. */
import type { FaultRef } from '../../contract/fault.ts'
import type { Ending, ListenerName, Reason } from '../../contract/session.ts'
import type { ReadReply } from './reply.ts'
import { distrust, misdirected } from './tls-reasons.ts'

/** How far a client has come; each step includes the ones before it. */
export type Stage = 'connected' | 'hello' | 'mail' | 'rcpt' | 'data'

/** What is known about a session when a reason is asked for. */
export interface Situation {
  readonly listener: ListenerName
  readonly strict: boolean
  readonly stage: Stage
  readonly secure: boolean
  readonly startTls: 'offered' | 'not offered'
  readonly login: { readonly user: string; readonly mechanism: string } | null
  /** The verb that the client sent last, or null when it has said nothing. */
  readonly verb: string | null
  /** Whether anything but NOOP and QUIT was said. */
  readonly spoke: boolean
  readonly payloadBytes: number
  /** Whether the dot that ends the mail has come, and whether the mail was kept. */
  readonly payload: 'arriving' | 'whole' | 'kept'
  /** The verb that a fault left without a proper answer. */
  readonly snubbed: string | null
  /** The rule that had its hand in it. */
  readonly fault: FaultRef | null
}

/** The reason for a reply of 400 or more. */
export function refusal(reply: ReadReply, situation: Situation): Reason {
  const { code, enhanced } = reply
  const { fault } = situation
  const words =
    fault === null ? wordsFor(reply, situation) : { text: refusedBy(reply, situation), hint: askedBy(fault) }
  return { code, enhanced, text: words.text, hint: words.hint }
}

interface Words {
  readonly text: string
  readonly hint: string | null
}

/** What to do about what a fault did: nothing. */
export const askedBy = ({ id, name }: FaultRef) => `The fault "${name}" (${id}) asked for this.`
const refusedBy = ({ text }: ReadReply, { verb }: Situation) => `${verb ?? 'The connection'} was refused: ${text}`

function wordsFor(reply: ReadReply, situation: Situation): Words {
  const verb = situation.verb ?? 'The connection'
  const refused = `${verb} was refused: ${reply.text}`
  const strict = situation.strict
    ? 'With --strict this is refused; without it, it is let pass and noted as a lint.'
    : null
  switch (reply.code) {
    case 421:
      if (reply.text.startsWith('HTTP')) return misdirected.http
      return { text: `The server ended the connection: ${reply.text}`, hint: limitHint(reply.text) }
    case 452:
      return { text: refused, hint: limitHint(reply.text) }
    case 502:
      return situation.verb === 'STARTTLS' ? noStartTls : { text: refused, hint: null }
    case 503:
      return {
        text: refused,
        hint: 'The commands came in an order that SMTP does not have; an earlier reply says what failed first.',
      }
    case 530:
      if (situation.verb === 'MAIL' && reply.text.startsWith('REQUIRETLS')) return { text: refused, hint: null }
      return {
        text: `${verb} came without a login, and the ${situation.listener} listener wants one.`,
        hint: 'Give the client a user and a password (any will do unless --auth names some), or use the smtp listener, which asks for none.',
      }
    case 535:
      return {
        text:
          situation.login === null
            ? `The login was refused: ${reply.text}`
            : `The login of "${situation.login.user}" by ${situation.login.mechanism} was refused.`,
        hint: 'Only the users that --auth or --auth-file names may log in; without these options anybody may.',
      }
    case 538:
      return {
        text: 'The client sent AUTH before STARTTLS.',
        hint: 'Let the client upgrade first (in nodemailer: requireTLS: true), use the submissions listener with TLS from the first byte, or start with --auth-plaintext.',
      }
    case 552:
      return { text: refused, hint: 'Raise --max-message-size to take larger mails.' }
    default:
      return { text: refused, hint: strict }
  }
}

const noStartTls: Words = {
  text: 'The client asked for STARTTLS, and this listener does not offer it.',
  hint: 'Start with --starttls, use the submission listener, or switch TLS off in the client (in nodemailer: ignoreTLS: true).',
}

function limitHint(text: string): string | null {
  if (text.includes('connections')) return 'Raise --max-connections, or close pooled connections that are not used.'
  if (text.includes('recipients')) return 'Raise --max-recipients.'
  if (text.includes('memory')) return 'Raise --max-memory, or delete mail that is no longer needed.'
  return null
}

/** The reason for a session that ended without a refusal and without a message. */
export function endedEarly(ending: Ending | null, situation: Situation): Reason {
  const words = leftAt(situation)
  const how = waysToEnd[ending ?? 'client']
  const { fault } = situation
  const hint = fault === null ? words.hint : `The fault "${fault.name}" (${fault.id}) was at work.`
  return { code: null, enhanced: null, text: `${words.text}${how}`, hint }
}

const waysToEnd: Record<Ending, string> = {
  quit: ' It said QUIT.',
  client: ' It closed the connection.',
  reset: ' It reset the connection.',
  timeout: ' Nothing more came until the time was up.',
  server: ' The server ended the connection.',
  tls: ' The TLS connection broke.',
  fault: ' A fault ended the connection.',
}

/** What had come whole when the connection ended. */
const unanswered: Record<'whole' | 'kept', Words> = {
  whole: { text: 'The mail came whole, and was not answered.', hint: null },
  kept: {
    text: 'The mail came whole and was kept, and its sender was not told so.',
    hint: 'A sender that tries again delivers it twice.',
  },
}

function leftAt(situation: Situation): Words {
  const { stage, snubbed } = situation
  if (snubbed !== null && stage !== 'data')
    return { text: `The client said ${snubbed}, and was given no proper answer.`, hint: null }
  switch (stage) {
    case 'data':
      if (situation.payload !== 'arriving') return unanswered[situation.payload]
      return {
        text: `The mail was cut off after ${situation.payloadBytes} bytes, before the dot that ends it.`,
        hint: 'A mail without its end is never accepted. Look for a crash or a timeout in the sender.',
      }
    case 'rcpt':
      return { text: 'The client named its recipients and sent no mail.', hint: null }
    case 'mail':
      return { text: 'The client named a sender and no recipient.', hint: null }
    case 'hello':
      return { text: 'The client said hello and offered no mail.', hint: hintAfterHello(situation) }
    case 'connected':
      if (situation.verb !== null && !situation.spoke) {
        return { text: 'The client never said hello.', hint: 'Port probes and health checks do that.' }
      }
      if (situation.secure) {
        return {
          text: 'The client went through the TLS handshake and then said nothing.',
          hint: distrust,
        }
      }
      return situation.spoke
        ? { text: 'The client never said hello.', hint: null }
        : {
            text: 'The client connected and said nothing.',
            hint: 'Port probes and health checks do that. So does a client that expects TLS from the first byte: it belongs on the submissions listener.',
          }
  }
}

function hintAfterHello(situation: Situation): string | null {
  if (situation.secure || situation.login !== null) return null
  if (situation.startTls === 'not offered') {
    return 'A client that insists on STARTTLS leaves here, since this listener does not offer it: start with --starttls, use the submission listener, or switch TLS off in the client.'
  }
  return situation.listener === 'submission'
    ? 'A client that wants to log in without TLS finds no AUTH here: let it upgrade with STARTTLS, or start with --auth-plaintext.'
    : null
}

/** The last entry of a transcript. */
export const closings: Record<Ending, string> = {
  quit: 'Closed after QUIT.',
  client: 'Closed by the client, without QUIT.',
  reset: 'Reset by the client.',
  timeout: 'Closed: the time was up.',
  server: 'Closed by the server.',
  tls: 'Closed: TLS failed.',
  fault: 'Closed by a fault.',
}
