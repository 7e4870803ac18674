/** How the client reaches a sink: over HTTP, or in the same process. Everything else is the same code for both. */
import type { MailAttempts } from '../contract/attempts.ts'
import type { Criteria } from '../contract/criteria.ts'
import type { Fault, FaultSpec } from '../contract/fault.ts'
import type { Inbox, InboxWish } from '../contract/inbox.ts'
import type { Message, MessageSummary } from '../contract/message.ts'
import type { Session, SessionWithTranscript } from '../contract/session.ts'
import type { NoneAnswer, NoneRequest, WaitAnswer, WaitRequest } from '../contract/wait.ts'

/** Options of a snapshot that the sink itself heeds; patterns to redact are applied by the client. */
export interface SnapshotForm {
  readonly headers: readonly string[] | null
  readonly html: 'normalized' | 'raw' | 'none'
}

/** `timeout`: not so often yet, in the time that was given; `gone`: nor will it ever be. */
export type HitsAnswer =
  | { readonly kind: 'hit'; readonly fault: Fault }
  | { readonly kind: 'timeout' | 'gone'; readonly message: string }

/**
 * One function for each thing that is asked of a sink. What a wait found out comes as an answer, not as an error; an
 * abort rejects with the signal's reason. Ids that are not there give null.
 */
export interface Transport {
  readonly smtp: { readonly host: string; readonly port: number; readonly url: string } | null
  readonly http: { readonly url: string } | undefined
  wait(request: WaitRequest, signal: AbortSignal | undefined): Promise<WaitAnswer>
  none(request: NoneRequest, signal: AbortSignal | undefined): Promise<NoneAnswer>
  cursor(): Promise<string>
  /** All that match, oldest first. */
  messages(criteria: Criteria): Promise<MessageSummary[]>
  message(id: string): Promise<Message | null>
  raw(id: string): Promise<Uint8Array | null>
  part(id: string, part: string): Promise<Uint8Array | null>
  snapshot(id: string, form: SnapshotForm): Promise<string | null>
  transcript(id: string): Promise<string | null>
  /** Newest first. */
  sessions(since: string | null): Promise<Session[]>
  session(id: string): Promise<SessionWithTranscript | null>
  /** Deletes what matches; gives how many. */
  clear(criteria: Criteria): Promise<number>
  inbox(id: string): Promise<Inbox | null>
  createInbox(wish: InboxWish): Promise<Inbox>
  deleteInbox(id: string, mail: 'delete' | 'keep'): Promise<void>
  createFault(spec: FaultSpec): Promise<Fault>
  fault(id: string): Promise<Fault | null>
  waitForHit(id: string, n: number, timeout: number, signal: AbortSignal | undefined): Promise<HitsAnswer>
  /** One that is not there is no error. */
  deleteFault(id: string): Promise<void>
  attempts(criteria: Criteria, since: string | null): Promise<MailAttempts[]>
  /** Of the mail that a message is. */
  attemptsOf(id: string): Promise<MailAttempts | null>
  /** Whether somebody has spoken SMTP to it since it started. */
  spoken(): Promise<boolean>
  stop(): Promise<void>
}
