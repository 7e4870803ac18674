/** One subscriber's criteria: which of the events it is told. Events stay in order, also where a body has to be parsed first. */
import type { Matcher } from '../../criteria/compile.ts'
import type { StoreEvent } from '../../contract/event.ts'
import type { SessionRecord } from '../../contract/intake.ts'
import { scopeOf, triedIn } from './attempt.ts'
import type { StoredMessage } from './message.ts'
import { isKept, type Search } from './search.ts'

/** What happened, and to what; the event itself is made when somebody wants it. */
export type Occurrence =
  | { readonly kind: 'opened' }
  | { readonly kind: 'closed'; readonly record: SessionRecord }
  | { readonly kind: 'added' | 'updated'; readonly message: StoredMessage }
  | { readonly kind: 'removed'; readonly ids: readonly string[] }
  | { readonly kind: 'restored'; readonly messages: readonly StoredMessage[] }
  | { readonly kind: 'fault' }

export class Filter {
  private readonly matcher: Matcher
  private readonly search: Search
  /** Messages that were told and are still kept. */
  private readonly told = new Set<string>()
  /** What waits for a body, and everything behind it. */
  private waiting: (() => Promise<void> | void)[] = []
  private working = false
  private stopped = false

  constructor(matcher: Matcher, search: Search) {
    this.matcher = matcher
    this.search = search
  }

  /** Hands the event to `tell`, now or later, or not at all. */
  offer(occurrence: Occurrence, event: () => StoreEvent | null, tell: (event: StoreEvent) => void): void {
    const say = () => {
      const made = event()
      if (made !== null && !this.stopped) tell(made)
    }
    if (occurrence.kind === 'restored') {
      const { messages } = occurrence
      return this.enqueue(() => this.tellMatching(messages, event, tell))
    }
    if (this.waiting.length === 0 && !this.working) {
      const wanted = this.wants(occurrence)
      if (wanted === false) return
      if (wanted === true) return this.pass(occurrence, event, say, tell)
    }
    this.enqueue(async () => {
      const wanted = this.wants(occurrence) ?? (await this.parsed(occurrence))
      if (wanted) this.pass(occurrence, event, say, tell)
    })
  }

  stop(): void {
    this.stopped = true
    this.waiting = []
  }

  private enqueue(work: () => Promise<void>): void {
    this.waiting.push(work)
    if (!this.working) void this.work()
  }

  /** Of what was restored, those that match. */
  private async tellMatching(
    messages: readonly StoredMessage[],
    event: () => StoreEvent | null,
    tell: (event: StoreEvent) => void,
  ): Promise<void> {
    const matching = await this.search.all(this.matcher, messages)
    const ids = new Set(matching.map(({ id }) => id))
    const made = event()
    if (ids.size === 0 || this.stopped || made?.type !== 'message.restored') return
    for (const id of ids) this.told.add(id)
    tell({ ...made, messages: made.messages.filter(({ id }) => ids.has(id)) })
  }

  private pass(
    occurrence: Occurrence,
    event: () => StoreEvent | null,
    say: () => void,
    tell: (event: StoreEvent) => void,
  ): void {
    if (occurrence.kind === 'added') this.told.add(occurrence.message.id)
    if (occurrence.kind !== 'removed') return say()
    const ids = occurrence.ids.filter((id) => this.told.delete(id))
    const made = event()
    if (made?.type === 'message.removed' && !this.stopped) tell({ ...made, ids })
  }

  /** Null: it hangs on the body. */
  private wants(occurrence: Occurrence): boolean | null {
    switch (occurrence.kind) {
      case 'opened':
      // A rule is no mail, whomever it is about.
      case 'fault':
        return false
      case 'closed': {
        const { record } = occurrence
        const { messages, auth } = record.session
        if (messages.some((id) => this.told.has(id))) return true
        if (messages.length > 0 && auth === null) return false
        return triedIn(record).some((tried) => scopeOf(this.matcher, record.session, tried) === 'certain')
      }
      case 'added':
        return this.search.known(this.matcher, occurrence.message)
      case 'updated':
        return this.told.has(occurrence.message.id)
      case 'removed':
        return occurrence.ids.some((id) => this.told.has(id))
      case 'restored':
        return null
    }
  }

  private async parsed(occurrence: Occurrence): Promise<boolean> {
    if (occurrence.kind !== 'added') return false
    const matches = await this.search.matches(this.matcher, occurrence.message)
    return matches && isKept(occurrence.message)
  }

  private async work(): Promise<void> {
    this.working = true
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) await next()
    this.working = false
  }
}
