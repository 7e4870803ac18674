/** The account of one mail: its attempts in words of the contract, and how often each recipient got it. */
import type { Delivered, MailAttempt, MailAttempts } from '../../../contract/attempts.ts'
import type { KnownTry } from './group.ts'
import type { Try } from './try.ts'

/** `subject` is that of the mail as people read it. */
export function accountOf(tries: readonly KnownTry[], subject: string | null): MailAttempts {
  const all = tries.map(({ tried }) => tried)
  const messages = all.flatMap(({ message }) => message ?? [])
  return {
    messageId: messageIdOf(all),
    subject,
    from: all[0]?.from ?? '',
    to: named(all),
    delivered: deliveredTo(all),
    copies: messages.length,
    messages,
    attempts: tries.map(({ tried, known }, n) => attemptOf(tried, known, tries[n - 1]?.tried ?? null)),
  }
}

/** Null where no header with one came. */
export function messageIdOf(tries: readonly Try[]): string | null {
  // Of several the one that can be found.
  const left = [...tries.filter(({ message }) => message !== null), ...tries]
  return left.map(({ fingerprint }) => fingerprint?.messageId ?? null).find((id) => id !== null) ?? null
}

function attemptOf(tried: Try, known: MailAttempt['known'], before: Try | null): MailAttempt {
  const { session, transaction, at, from, to, outcome, reply, message, faults } = tried
  return {
    session,
    transaction,
    at: new Date(at).toISOString(),
    gap: before === null ? null : Math.round(at - before.at),
    from,
    to: [...to],
    outcome,
    reply,
    message,
    faults: [...faults],
    known,
  }
}

/** Everybody that a try named, each once, as it was written first. */
function named(tries: readonly Try[]): string[] {
  const found = new Map<string, string>()
  for (const { to } of tries)
    for (const recipient of to) if (!found.has(recipient.toLowerCase())) found.set(recipient.toLowerCase(), recipient)
  return [...found.values()]
}

function deliveredTo(tries: readonly Try[]): Delivered {
  const copies = new Map<string, number>()
  for (const { to } of tries) for (const recipient of to) copies.set(recipient.toLowerCase(), 0)
  for (const { message, accepted } of tries) {
    if (message === null) continue
    // Named twice in one envelope, it is in the same copy.
    for (const recipient of new Set(accepted.map((address) => address.toLowerCase())))
      copies.set(recipient, (copies.get(recipient) ?? 0) + 1)
  }
  const counts = [...copies.values()]
  if (counts.every((count) => count === 0)) return 'never'
  if (counts.includes(0)) return 'partly'
  const most = counts.reduce((a, b) => Math.max(a, b), 0)
  return most === 1 ? 'once' : most === 2 ? 'twice' : 'more'
}
