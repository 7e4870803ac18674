/** What HTTP, waits and the feed ask of the store. Answers are promises, so that a store may live elsewhere. */
import type { Criteria } from './criteria.ts'
import type { MailAttempts } from './attempts.ts'
import type { CompletedField, Completion } from './completion.ts'
import type { Deletion } from './deletion.ts'
import type { StoreEvent } from './event.ts'
import type { Fault, FaultSpec, FaultStage } from './fault.ts'
import type { Inbox, InboxWish } from './inbox.ts'
import type { Counts } from './info.ts'
import type { Message, MessageSummary } from './message.ts'
import type { PartContent } from './reader.ts'
import type { Entry, ListenerName, Outcome, Session, WireSide } from './session.ts'
import type { Attempt, Claim, InFlight, Missed, NearMiss } from './wait.ts'

/**
 * A page of a list. `before` and `after` name a place: a cursor (`<epoch>.<seq>`) or the id of an item that is kept;
 * both are exclusive. `limit` is 1 to 1,000.
 */
export interface Page {
  readonly limit: number
  readonly before: string | null
  readonly after: string | null
  readonly order: 'asc' | 'desc'
}

/** What is looked for from a place on; `limit` as it comes, without a bound. */
export interface Find {
  readonly criteria: Criteria
  readonly after: string | null
  readonly limit: number
}

/** `digests` false leaves digests of mails that nobody has parsed yet null, and is quick. */
export interface MessagePage extends Page {
  readonly criteria: Criteria | null
  readonly digests: boolean
}

/** Everything that is not null has to hold; whatever the case. */
export interface SessionFilter {
  readonly outcome: readonly Outcome[] | null
  readonly listener: ListenerName | null
  /** The login, accepted or not. */
  readonly user: string | null
  /** Words, each of which is part of the client's address, its EHLO name, its login, an address of an envelope or the reason. */
  readonly q: string | null
  /** Only those that a fault has struck. */
  readonly faulted: boolean
}

export const ANY_SESSION: SessionFilter = { outcome: null, listener: null, user: null, q: null, faulted: false }

export interface SessionPage extends Page, SessionFilter {}

/** Which messages are meant: `{}` as criteria is everything. */
export type Chosen =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'criteria'; readonly criteria: Criteria }

/** A list asked for a place that this store does not know: another start's, an evicted item's, or nobody's. */
export class HistoryLostError extends Error {
  override readonly name = 'HistoryLostError'
  constructor(place: string) {
    super(
      `"${place}" is not a place in this history: it is from before a restart, of something no longer kept, or was never given out. ` +
        'Ask without it, and go on from the cursor of that answer.',
    )
  }
}

/** A mail that does not fit into the budget at all. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError'
  constructor(bytes: number, limit: number) {
    super(`The mail has ${bytes} bytes and the budget is ${limit}. Raise --max-memory, or send a smaller one.`)
  }
}

/** So many rules are active that one more is surely a mistake. */
export class TooManyFaultsError extends Error {
  override readonly name = 'TooManyFaultsError'
  constructor(limit: number, which: 'in all' | 'for anybody') {
    super(
      which === 'in all'
        ? `There are ${limit} active faults already. Delete those that are no longer needed, or give them a shorter ttl.`
        : `There are ${limit} active faults already that have to be asked for every mail, as their scopes name no inbox, ` +
            'recipient, sender, login or client exactly. Delete those that are no longer needed, or narrow their scopes.',
    )
  }
}

/** A rule that could never strike, or only at the end of its time, because an older one strikes each time instead. */
export class ContradictingFaultError extends Error {
  override readonly name = 'ContradictingFaultError'
  constructor(id: string, name: string, stage: FaultStage) {
    super(
      `The rule "${name}" (${id}) is older, and strikes each time at the stage "${stage}" whatever this one is about. Of several ` +
        `rules the oldest strikes, so nothing is left for this one. Delete ${id}, give it a "times", or make this one first.`,
    )
  }
}

/**
 * What happened between a cursor and now, as far as some criteria are concerned. Lists are cut at `limit`, the nearest,
 * or newest, first.
 */
export interface Circumstances {
  readonly nearMisses: NearMiss[]
  /** What would have matched but is gone, or had come before the cursor. */
  readonly missed: Missed[]
  /** Sessions in scope that were refused something or came to nothing. */
  readonly attempts: Attempt[]
  readonly inFlight: InFlight[]
  readonly matching: number
  /** Since the cursor, what would match but for the claims: all of them, where `missed` names a few of each kind. */
  readonly claimed: number
  readonly passedOver: number
  readonly served: number
  readonly since: number
  readonly total: number
  readonly evicted: number
  readonly connections: { readonly since: number; readonly last: string | null }
  readonly vacuous: boolean
}

/** Whether anything is going on that could still become a message in scope. */
export interface Activity {
  readonly inFlight: InFlight[]
  /** Milliseconds since the last thing that a session in scope said or was told; null when none ever did. */
  readonly quietFor: number | null
  readonly vacuous: boolean
}

/** What a subscriber gets. `followed` names a session whose entries it wants as they come. */
export interface Subscription {
  follow(sessionId: string | null): void
  stop(): void
}

/** Whether the events since a cursor could be replayed; `lost` when they are no longer known. */
export type Replay = { readonly kind: 'replayed' } | { readonly kind: 'lost' }

/** `epoch` is random per start and the first half of every cursor; `cursor` is the place after the newest event. */
export interface StoreState {
  readonly epoch: string
  readonly cursor: string
  readonly counts: Counts
  readonly budget: { readonly used: number; readonly limit: number }
  readonly totals: Totals
}

/** Sums since the start, for the metrics. `refused` counts replies of 400 and more by their code. */
export interface Totals {
  readonly refused: Readonly<Record<string, number>>
  /** Raw bytes of accepted mails. */
  readonly bytes: number
  readonly parses: number
  readonly parseSeconds: number
}

export interface Store {
  state(): Promise<StoreState>

  /**
   * A page of summaries. `total` is how many match, `evicted` how many that came after `after` a limit has dropped,
   * whatever they were. Rejects with HistoryLostError, or CriteriaError.
   */
  messages(page: MessagePage): Promise<{ messages: MessageSummary[]; total: number; cursor: string; evicted: number }>
  /** The oldest that match, looking no further than needed; digests as far as they are known. Rejects as `messages`. */
  find(wanted: Find): Promise<{ messages: MessageSummary[]; evicted: number }>
  message(id: string): Promise<Message | null>
  raw(id: string): Promise<Uint8Array | null>
  part(id: string, path: string, form: 'decoded' | 'source'): Promise<PartContent | null>
  /** The entries of the transaction that delivered a message; empty for an imported one. */
  transaction(id: string): Promise<Entry[] | null>

  /** Values of a field in the newest messages that begin so, the most frequent first. */
  completions(wanted: { field: CompletedField; prefix: string; limit: number }): Promise<Completion[]>

  sessions(page: SessionPage): Promise<{ sessions: Session[]; total: number; cursor: string }>
  session(id: string): Promise<{ session: Session; transcript: Entry[] } | null>
  wire(id: string, from: WireSide): Promise<{ bytes: Uint8Array; missing: number } | null>

  /** Claims budget for bytes that are on their way, or with a negative number gives it back; false when there is none. */
  reserve(bytes: number): Promise<boolean>
  /**
   * Keeps a mail that did not come over SMTP. Where the envelope says null, it is taken from the headers:
   * From, and To and Cc. Rejects with StorageFullError.
   */
  import(
    raw: Uint8Array,
    envelope: { from: string | null; to: string[] | null },
    address: string,
  ): Promise<MessageSummary>
  /**
   * Deletes what is there of these ids, or what matches; `by` is told to who misses one. What went can be restored for
   * `undo` ms, unless its room is needed earlier; until then it counts towards the budget, and nobody finds it. With
   * null, or nothing deleted, there is no undo. Rejects with CriteriaError.
   */
  delete(chosen: Chosen, by: string | null, undo: number | null): Promise<Deletion>
  /** Puts back, each into its old place, what was deleted; the number of messages, or null for a token that is not known (any more). */
  restore(token: string): Promise<number | null>

  /** Opens an inbox: mail that comes from now on and fits its scope belongs to it. Rejects with CriteriaError. */
  createInbox(wish: InboxWish): Promise<Inbox>
  inboxes(): Promise<Inbox[]>
  inbox(id: string): Promise<Inbox | null>
  /** Forgets an inbox and, unless told to `keep` it, deletes its mail. Null for one that is not there, else the number deleted. */
  deleteInbox(id: string, mail: 'delete' | 'keep', by: string | null): Promise<number | null>

  /**
   * Adds a rule. Rejects with CriteriaError for one that makes no sense, with ContradictingFaultError for one that an
   * older one leaves nothing, and with TooManyFaultsError.
   */
  createFault(spec: FaultSpec): Promise<Fault>
  /** Those that are active and, the newest of them, those that were; oldest first. */
  faults(): Promise<Fault[]>
  fault(id: string): Promise<Fault | null>
  /** Removes rules: one by its id, those of an inbox, or all. Gives how many. */
  deleteFaults(which: { id: string } | { inbox: string } | 'all'): Promise<number>
  /** Why a rule was not hit (so often), in words for people, several lines. */
  explainFault(id: string, wanted: number): Promise<string>

  /** The attempts that carried the same mail as a message; null for a message that is not kept. */
  attemptsOf(id: string): Promise<MailAttempts | null>
  /** Mails that somebody tried to deliver after a cursor and that the criteria are about, with all their attempts; oldest first. Rejects with HistoryLostError and CriteriaError. */
  attempts(criteria: Criteria, since: string | null): Promise<MailAttempts[]>

  /** Why what is wanted is not there. What is in `exclude` does not count as matching. Rejects with HistoryLostError. */
  circumstances(
    criteria: Criteria,
    wanted: { since: string | null; exclude: readonly Claim[]; limit: number },
  ): Promise<Circumstances>
  /** What is under way within the scope of the criteria; a connection younger than `fresh` ms counts until it has spoken. */
  activity(criteria: Criteria, fresh: number): Promise<Activity>

  /**
   * Calls back for every event from now on, in order; with `since`, first for those after that cursor. With `digests`,
   * the body of each new mail is parsed in the background, and told by a message.updated. With `criteria`, only messages
   * that match are told, and only sessions within their scope, from their end on.
   * Rejects with HistoryLostError for a cursor of another epoch or beyond the newest event, and with CriteriaError.
   */
  subscribe(
    listener: (event: StoreEvent) => void,
    wanted: { since: string | null; digests: boolean; criteria: Criteria | null },
  ): Promise<Subscription & { replay: Replay }>
}
