/** What a test holds: a sink, its inboxes, and the messages they give. The same in process and over HTTP. */
import type { Session, SessionWithTranscript } from '../contract/session.ts'
import type { Isolation } from '../contract/inbox.ts'
import type { FaultPreset } from '../contract/fault.ts'
import type * as Wire from '../contract/message.ts'
import type { Criteria } from './criteria.ts'
import type { Fault, FaultOptions, FaultScope } from './fault.ts'
import type { MailAttempts } from './mail-attempts.ts'
import type { CountOptions, NoneOptions, WaitOptions } from './wait-options.ts'

/** Milliseconds, or a number with its unit: `250`, `'250ms'`, `'5s'`, `'2m'`. */
export type Duration = number | `${number}ms` | `${number}s` | `${number}m`

/** `<epoch>.<seq>`, as a sink gave it. */
export type Cursor = string

/** The frameworks whose settings `env` knows. */
export type EnvStyle =
  | 'generic'
  | 'url'
  | 'laravel'
  | 'django'
  | 'rails'
  | 'spring'
  | 'symfony'
  | 'phoenix'
  | 'keycloak'

export interface InboxOptions {
  /** For people, such as the name of the test; becomes part of the domain. */
  name?: string
  /** How mail is told apart. Default `domain`: every address of a domain of its own. */
  isolate?: Isolation
  /** Default mailsink.test. */
  baseDomain?: string
  /** Of `plus`. Default inbox@mailsink.test. */
  baseAddress?: string
  /** How long without use until the sink forgets it. Default 1 h. */
  ttl?: Duration
}

export interface SnapshotOptions {
  /** Header fields that are shown, in this order. Default: those that a recipient sees. */
  headers?: string[]
  /** What else changes from run to run: each is replaced by `<redacted>`, or by the text beside it. */
  redact?: (RegExp | [RegExp, string])[]
  /** Default `normalized`; `raw` laid out as it was sent; false leaves it out. */
  html?: 'normalized' | 'raw' | false
}

/** A captured message. Reading it changes nothing. */
export interface Message {
  readonly id: string
  readonly seq: number
  readonly receivedAt: Date
  /** Where it can be looked at; null without HTTP. */
  readonly viewUrl: string | null
  readonly rawUrl: string | null
  readonly size: number
  /** What the SMTP client said; `to` are the accepted recipients. */
  readonly envelope: Wire.Envelope & {
    readonly user: string | null
    readonly helo: string | null
    /** The client's IP address. */
    readonly address: string
    /** The version of TLS, such as `TLSv1.3`; null for none. */
    readonly tls: string | null
    readonly sessionId: string | null
  }
  readonly from: Wire.Address[]
  readonly to: Wire.Address[]
  readonly cc: Wire.Address[]
  /** Recipients of the envelope that stand in no header. */
  readonly bcc: Wire.Address[]
  readonly replyTo: Wire.Address[]
  readonly subject: string
  /** The text part; null when the sender sent none. */
  readonly text: string | null
  readonly html: string | null
  /** All fields in order, decoded. */
  readonly headers: [name: string, value: string][]
  readonly links: Wire.Link[]
  readonly codes: Wire.Code[]
  readonly attachments: Attachment[]
  readonly parseError: string | null
  /** Id of the inbox it belongs to. */
  readonly inbox: string | null
  /** The first field of this name, in any case. */
  header(name: string): string | undefined
  /**
   * The one link whose target or text contains `match` (or fits it); without it, the only link of the body.
   * Throws NothingToPickError, which lists all links, when there is none or more than one.
   */
  link(match?: string | RegExp, options?: { in?: 'href' | 'text' }): Wire.Link
  /** The one code of the mail. Throws NothingToPickError, which lists the candidates, when there is none or more than one. */
  code(options?: { pattern?: RegExp; digits?: number }): string
  /** The exact bytes. */
  raw(): Promise<Uint8Array>
  /** The mail as text that stays the same from run to run. */
  snapshot(options?: SnapshotOptions): Promise<string>
  /** The conversation that delivered it, as text. */
  transcript(): Promise<string>
  /** All attempts to deliver this mail, those that left another message or none included. */
  attempts(): Promise<MailAttempts>
}

export interface Attachment extends Wire.Attachment {
  /** The decoded content. */
  content(): Promise<Uint8Array>
}

/** What a sink and an inbox have in common. An inbox sees, and takes, only its own. */
export interface Waiting {
  /**
   * The oldest message that matches, come already or yet to come, and takes it.
   *
   *     const reset = await inbox.waitFor({ subject: 'reset your password' })
   *
   * Gives up after 5 s (`timeout`) with a MailTimeoutError, which explains what came instead.
   */
  waitFor(criteria?: Criteria, options?: WaitOptions): Promise<Message>
  /** The oldest `count` messages that match. `exact` fails with TooManyError when more come. */
  waitForCount(count: number, criteria?: Criteria, options?: CountOptions): Promise<Message[]>
  /**
   * One message for each of the criteria, in their order, whatever the order of arrival; none serves twice. At the end of
   * the time the MailTimeoutError is about the first of them that goes without.
   */
  waitForEach(criteria: Criteria[], options?: Omit<WaitOptions, 'matching'>): Promise<Message[]>
  /**
   * Resolves when it is sure that none matches; fails at once with UnexpectedMessageError when one does, taken or not.
   *
   *     await inbox.expectNone({ subject: 'invoice' })
   */
  expectNone(criteria?: Criteria, options?: NoneOptions): Promise<void>
  /** Nothing is left that was not taken, and nothing more comes. */
  expectNoMore(options?: NoneOptions): Promise<void>
  /**
   * Runs `action`, waits until nothing is under way, and gives the messages that came meanwhile.
   *
   *     const { result, messages } = await inbox.capture(() => app.signUp(inbox.address('ann')))
   */
  capture<T>(
    action: () => T | Promise<T>,
    options?: { quiet?: Duration; timeout?: Duration },
  ): Promise<{ result: T; messages: Message[] }>
  /** What is there now, oldest first, taken or not. */
  messages(criteria?: Criteria): Promise<Message[]>
  /** Sessions since the sink started, or the inbox was opened; of an inbox those that named it. */
  sessions(options?: { since?: Cursor }): Promise<Session[]>
  /**
   * The mails that somebody tried to deliver, each with all its attempts, refused ones included; oldest first.
   *
   *     const [invoice] = await inbox.attempts({ subject: 'invoice' })
   *     invoice.attempts.map(({ outcome }) => outcome) // ['refused', 'delivered']
   */
  attempts(criteria?: Criteria, options?: { since?: Cursor }): Promise<MailAttempts[]>
  /** Deletes its messages. Nothing needs it: inboxes do not see each other's mail. */
  clear(): Promise<void>
}

export interface Inbox extends Waiting, AsyncDisposable {
  readonly id: string
  readonly name: string | null
  readonly isolate: Isolation
  /** Of `domain`: everything sent to it is this inbox's. Throws for the other kinds, which have none. */
  readonly domain: string
  /**
   * An address of this inbox: `ann@t-welcome-….mailsink.test`. Of `plus` there is one only, without `local`. Throws for
   * `auth` and `header`, where any address will do.
   */
  address(local?: string): string
  /** How the app is to log in, for `auth`; for the others, where it is to connect. */
  readonly smtp: {
    readonly host: string
    readonly port: number
    readonly url: string
    readonly user: string
    readonly pass: string
  }
  /** What the app has to put on the mail, for `header`. */
  readonly header: { readonly name: string; readonly value: string }
  readonly viewUrl: string | null
  /** The place at which it was opened. */
  readonly cursor: Cursor
  /**
   * Makes the sink misbehave for the mail of this inbox, `scope` narrowing it down. Gone with the inbox, whose end fails
   * with FaultNotHitError when the fault was never hit.
   *
   *     const fault = await inbox.fault({ stage: 'rcpt', reply: { code: 451, text: 'Try again later' } })
   *     await app.sendInvoice(inbox.address('ann'))
   *     await fault.hit()
   *     await inbox.waitFor({ subject: 'invoice' })
   */
  fault(fault: FaultPreset | (FaultOptions & { scope?: Criteria })): Promise<Fault>
  /**
   * Forgets the inbox and deletes its mail; with `keep` the mail stays, to be looked at. Disposal does the former. Fails
   * for a fault that was never hit, unless `judge` is false: for the end of a test that has failed already.
   */
  close(options?: { keep?: boolean; judge?: boolean }): Promise<void>
}

/** A sink, in this process or elsewhere. */
export interface Sink extends Waiting, AsyncDisposable {
  /** Where the app is to send its mail: the first listener that is on. Throws when none is. */
  readonly smtp: { readonly host: string; readonly port: number; readonly url: string }
  /** The web UI and the API; undefined without HTTP. */
  readonly http: { readonly url: string } | undefined
  /**
   * Opens an inbox: mail, waits and diagnostics of one test, apart from all others.
   *
   *     await using inbox = await sink.inbox({ name: 'welcome' })
   *     await app.signUp(inbox.address('ann'))
   */
  inbox(options?: InboxOptions): Promise<Inbox>
  /**
   * Makes the sink misbehave for whatever mail is in the scope: criteria on the envelope and the session, or expressly
   * everybody's. For the mail of one test it is `inbox.fault()`.
   *
   *     await using fault = await sink.fault({ preset: 'greylisting', scope: { rcpt: '*@example.com' } })
   *
   * Its disposal, or else `stop()`, fails with FaultNotHitError when it was never hit.
   */
  fault(fault: FaultOptions & { scope: FaultScope }): Promise<Fault>
  /** The newest place: what comes later is after it. */
  cursor(): Promise<Cursor>
  /** One session with everything that was said in it. */
  session(id: string): Promise<SessionWithTranscript | null>
  /**
   * The environment that points an app at this sink; with an `auth` inbox, at that inbox.
   *
   *     spawn('app', { env: { ...process.env, ...sink.env('django') } })
   */
  env(style?: EnvStyle, inbox?: Inbox): Record<string, string>
  /** Fails unless somebody has spoken SMTP to this sink; waits for it up to `timeout` (default 0). For a global set-up. */
  assertWired(options?: { timeout?: Duration }): Promise<void>
  /** In process: stops the sink. Connected: lets go of it; it goes on, without the faults of `fault()`. */
  stop(): Promise<void>
}
