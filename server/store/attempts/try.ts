/** The tries of a session: each of its transactions, with what is known of the mail that it carried, and what came of it. */
import type { AttemptOutcome } from '../../../contract/attempts.ts'
import type { Fingerprint } from '../../../contract/payload.ts'
import type { StoredMessage } from '../message.ts'
import type { StoredSession } from '../session.ts'
import { outcomeOf } from './outcome.ts'
import { type Answer, isRefusal, transcribed, type Transcribed } from './transcribed.ts'

/** Entries at the end of a transcript that are looked at. */
const LATEST = 10_000

export interface Try {
  readonly session: string
  readonly transaction: number
  /** When it began, and when the last was said of its mail; in ms since 1970. */
  readonly at: number
  readonly until: number
  /** Who tried: address, name and login, as far as they are known. */
  readonly client: string
  readonly from: string
  /** Everybody that it named, and those who were accepted. */
  readonly to: readonly string[]
  readonly accepted: readonly string[]
  readonly outcome: AttemptOutcome
  readonly reply: Answer | null
  /** The message that it left, also when that is gone. */
  readonly message: string | null
  readonly faults: readonly string[]
  /** Null where nothing of the mail came, or is known any more. */
  readonly fingerprint: Fingerprint | null
}

type Named = Pick<Try, 'from' | 'to' | 'accepted'>

/** In order. `messages` are those of the session that are kept; `known` tells of one that is gone what somebody had read. */
export function triesIn(
  { record }: StoredSession,
  messages: readonly StoredMessage[],
  known: (id: string) => Fingerprint | null,
): Try[] {
  const { session, transcript } = record
  const { stage, transaction } = record.progress()
  const running = session.closedAt === null && (stage === 'envelope' || stage === 'data') ? transaction : null
  const payloads = transcript.payloads()
  const kept = new Map(messages.map((message) => [message.delivery.session.transaction, message]))
  const openedAt = Date.parse(session.openedAt)
  const client = [session.remote.address, session.helo ?? '', session.auth?.user ?? ''].join(' ')
  const tried = new Map<number, Try>()
  for (const [number, said] of transcribed(transcript.entries(Math.max(0, transcript.length - LATEST)))) {
    const payload = payloads.get(number) ?? null
    const message = kept.get(number)?.id ?? payload?.messageId ?? null
    const state = { isKept: message !== null, isOpen: running === number, ended: session.ended }
    tried.set(number, {
      session: session.id,
      transaction: number,
      at: openedAt + said.begun,
      until: openedAt + said.until,
      client,
      ...namedIn(said, kept.get(number)),
      ...outcomeOf(said, state),
      message,
      faults: [...said.faults],
      fingerprint: payload === null ? null : (payload.fingerprint() ?? known(payload.messageId ?? '')),
    })
  }
  for (const [number, message] of kept) if (!tried.has(number)) tried.set(number, forgotten(message, client))
  return [...tried.values()].toSorted((a, b) => a.transaction - b.transaction)
}

function namedIn({ from, recipients }: Transcribed, message: StoredMessage | undefined): Named {
  const taken = recipients.filter(({ answer }) => answer !== null && !isRefusal(answer))
  // Of thousands of recipients the transcript may have lost some.
  if (message !== undefined && taken.length !== message.delivery.envelope.to.length) return envelopeOf(message)
  return { from, to: recipients.map(({ address }) => address), accepted: taken.map(({ address }) => address) }
}

function envelopeOf({ delivery: { envelope } }: StoredMessage): Named {
  const { from, to, recipients } = envelope
  return { from, to: recipients.length === 0 ? to : recipients.map(({ address }) => address), accepted: to }
}

/** The transcript has lost its lines, but its message is kept. */
function forgotten(message: StoredMessage, client: string): Try {
  const { session, payload, faults } = message.delivery
  return {
    session: session.id ?? '',
    transaction: session.transaction,
    at: message.receivedAt,
    until: message.receivedAt,
    client,
    ...envelopeOf(message),
    outcome: 'delivered',
    reply: null,
    message: message.id,
    faults: faults.map(({ id }) => id),
    fingerprint: payload.fingerprint(),
  }
}
