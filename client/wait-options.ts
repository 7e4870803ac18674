/** How long a test waits, what counts, and what an absence has to prove: the options of the waits of client/sink.ts. */
import type { Criteria } from './criteria.ts'
import type { Cursor, Duration, Message } from './sink.ts'

export interface WaitOptions {
  /** How long to wait. Default 5 s. */
  timeout?: Duration
  /**
   * Whether the message counts as taken by this inbox, so that no later wait gets it again. Default true; a wait with
   * false only looks: it takes nothing, and sees what was taken, too.
   */
  consume?: boolean
  /** Only what came after this place. Default: since the inbox was opened, or everything that is kept. */
  since?: Cursor
  signal?: AbortSignal
  /** A last check in this process, of messages that the sink found to match; those that fail it are passed over. */
  matching?: (message: Message) => boolean
}

export interface CountOptions extends Omit<WaitOptions, 'matching'> {
  /** Exactly so many, and none more for the quiet period. Default false: at least so many. */
  exact?: boolean
  /** Count messages, or the recipients of their envelopes. Default `message`. */
  per?: 'message' | 'recipient'
  /** Of `exact`. Default 250 ms. */
  quiet?: Duration
}

export interface NoneOptions {
  /** For how long nothing may have happened in scope. Default 250 ms; 0 where the app's call has returned only after sending. */
  quiet?: Duration
  /** Bound for everything together. Default 5 s: an app that never goes quiet fails the test. */
  timeout?: Duration
  /** A mail that the app sends later through the same queue: once it is here, what has not come will not. */
  before?: Criteria
  /** The app's own word that its queue is empty, asked every 50 ms; the quiet period begins then. */
  until?: () => boolean | Promise<boolean>
  since?: Cursor
  /** Whether a refused attempt fails it too. Default false: it is told in the log of the failure only. */
  includeRefused?: boolean
  /** When nobody has ever spoken SMTP to the sink. Default `warn`. */
  onVacuous?: 'ignore' | 'warn' | 'fail'
  signal?: AbortSignal
}
