/** A row of the conformance table: what a client says, and what the RFCs have a server answer. */
import type { Message } from '../../../contract/message.ts'
import type { Entry, LintRule, Session } from '../../../contract/session.ts'
import type { SinkOptions } from '../../../server/sink-options.ts'
import type { Reply, SmtpClient } from '../../support/smtp-client.ts'
import type { TestSink } from '../../support/smtp-sink.ts'
import { talk, type Talk } from '../../support/smtp-talk.ts'

export interface After {
  readonly box: TestSink
  readonly client: SmtpClient
  /** As they came, the greeting first. */
  readonly replies: readonly Reply[]
  readonly session: Session
  readonly transcript: readonly Entry[]
  readonly messages: readonly Message[]
  readonly raws: readonly Buffer[]
}

export interface Row {
  readonly id: string
  readonly what: string
  /** Beside the defaults of a test. */
  readonly sink?: SinkOptions
  /** Default: the smtp listener. */
  readonly listener?: 'submission' | 'submissions'
  /** Every byte in a segment of its own. */
  readonly bytewise?: boolean
  readonly talk: Talk
  /** What `--strict` makes of it; absent where the default is what the RFCs want. */
  readonly strict?: Talk
  /** What is noted on the session by default. */
  readonly lints?: readonly LintRule[]
  /** After the talk, in every mode in which it ran as in `talk`. */
  readonly check?: (after: After) => void | Promise<void>
}

export const GREETED = talk`S: 220 mailsink ESMTP`
export const HELLO = talk`${GREETED}
  C: EHLO app.test
  S: 250`
export const MAIL = talk`${HELLO}
  C: MAIL FROM:<shop@example.com>
  S: 250 2.1.0`
export const RCPT = talk`${MAIL}
  C: RCPT TO:<ann@example.com>
  S: 250 2.1.5`
export const DATA = talk`${RCPT}
  C: DATA
  S: 354`
/** The rest of a transaction after its last RCPT. */
export const SENT = talk`C: DATA
  S: 354
  C: Subject: hi
  C:
  C: hi
  C: .
  S: 250 2.6.0`
