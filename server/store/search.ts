/** Which of the kept messages match. Bodies are parsed only for those that everything else lets through. */
import { compile, type Matcher } from '../../criteria/compile.ts'
import type { Criteria } from '../../contract/criteria.ts'
import type { MessageSummary } from '../../contract/message.ts'
import type { MailReader } from '../../contract/reader.ts'
import type { Digests } from './digests.ts'
import type { StoredMessage } from './message.ts'
import { MessageFacts } from './message-facts.ts'
import { Turn } from './turn.ts'

/** Milliseconds for which the loop may be kept busy. */
const TURN = 8

export class Search {
  private readonly reader: MailReader
  private readonly digests: Digests

  constructor(reader: MailReader, digests: Digests) {
    this.reader = reader
    this.digests = digests
  }

  /** Throws CriteriaError. */
  matcher(criteria: Criteria): Matcher {
    return compile(criteria)
  }

  facts(message: StoredMessage): MessageFacts {
    return new MessageFacts(message, this.reader)
  }

  summary(message: StoredMessage): MessageSummary {
    return message.summary(this.reader)
  }

  /** Whether a message matches, as far as that is known without waiting. */
  known(matcher: Matcher, message: StoredMessage): boolean | null {
    return matcher.test(this.facts(message))
  }

  /** Whether it matches, its body parsed if that is what it hangs on. */
  async matches(matcher: Matcher, message: StoredMessage): Promise<boolean> {
    const known = this.known(matcher, message)
    if (known !== null) return known
    return matcher.test(await this.parsedFacts(message)) === true
  }

  /** Those that match, in the order given, `most` at most. Messages that go meanwhile are left out. */
  async all(matcher: Matcher, messages: Iterable<StoredMessage>, most = Infinity): Promise<StoredMessage[]> {
    // A copy: while others have their turn, the shelf changes.
    const candidates = [...messages]
    const found: StoredMessage[] = []
    const turn = new Turn(TURN)
    for (const message of candidates) {
      if (found.length >= most) break
      const known = this.known(matcher, message)
      if (known === true || (known === null && (await this.matches(matcher, message)))) found.push(message)
      if (turn.isOver) await turn.pass()
    }
    return found.filter(isKept)
  }

  /** Its facts with the body. What was parsed is kept where there is room; what is in use is not pushed out by it. */
  async parsedFacts(message: StoredMessage): Promise<MessageFacts> {
    return new MessageFacts(message, this.reader, await this.digests.of(message, 'pass'))
  }
}

export const isKept = (message: StoredMessage) => message.isKept
