/** Whether a mail that somebody tried to deliver is what criteria are about, delivered or not. */
import type { Session } from '../../../contract/session.ts'
import type { Matcher } from '../../../criteria/compile.ts'
import type { Field } from '../../../criteria/facts.ts'
import { AttemptFacts } from '../attempt.ts'
import type { Keep } from '../keep.ts'
import type { Search } from '../search.ts'
import { messageIdOf } from './account.ts'
import type { Try } from './try.ts'

interface Parts {
  readonly keep: Keep
  readonly search: Search
  readonly sessions: ReadonlyMap<string, Session>
  readonly matcher: Matcher
  /** The same for an attempt, which has no inbox yet: it goes by what would have put its mail there. */
  readonly attempted: Matcher
}

export class About {
  private readonly parts: Parts

  constructor(parts: Parts) {
    this.parts = parts
  }

  /**
   * A mail is meant when one of its tries certainly is. Of a mail of which nothing was delivered too little is known for
   * some criteria: there it is enough that nothing known speaks against it, and that it named somebody.
   */
  async mail(tries: readonly Try[], subject: string | null): Promise<boolean> {
    const wasDelivered = tries.some(({ message }) => message !== null)
    const messageId = messageIdOf(tries)
    for (const tried of tries) {
      if (await this.message(tried)) return true
      const met = this.attempt(tried, subject, messageId)
      if (met === true || (met === null && !wasDelivered && tried.to.length > 0)) return true
    }
    return false
  }

  /** Whether it left a message that matches. */
  private async message({ message: id }: Try): Promise<boolean> {
    const { keep, search, matcher } = this.parts
    const message = keep.messages.get(id ?? '')
    return message !== undefined && (await search.matches(matcher, message))
  }

  private attempt(tried: Try, subject: string | null, messageId: string | null): boolean | null {
    const { keep, sessions, attempted } = this.parts
    const session = sessions.get(tried.session)
    if (session === undefined) return false
    // A message tells better, except about those who were refused in its transaction.
    const isKept = keep.messages.get(tried.message ?? '') !== undefined
    if (isKept && tried.accepted.length === tried.to.length) return false
    return attempted.test(new TryFacts(session, tried, subject, messageId))
  }
}

/** An attempt, with what of the header is known. */
class TryFacts extends AttemptFacts {
  private readonly subject: string | null
  private readonly messageId: string | null

  constructor(session: Session, tried: Try, subject: string | null, messageId: string | null) {
    super(session, tried)
    this.subject = subject
    this.messageId = messageId
  }

  override values(field: Field): readonly string[] | null {
    if (field !== 'subject') return super.values(field)
    return this.subject === null ? null : this.subject === '' ? [] : [this.subject]
  }

  override header(name: string): readonly string[] | null {
    return this.messageId !== null && name.toLowerCase() === 'message-id' ? [this.messageId] : null
  }
}
