/** Conversations that were refused something or came to nothing: what happened, the lines that show it, what to do. */
import type { Attempt } from '../../../contract/wait.ts'
import type { Context, Facts, Room } from '../explain.ts'
import { conversation, isSpoken } from './conversation.ts'
import { ago, count, listed } from './human.ts'
import { item, section, step, wrapped } from './layout.ts'
import { addresses, printable } from './printable.ts'

/** First those that were certainly meant, then those that may have been. */
export function attemptSections({ attempts, code }: Facts, context: Context, room: Room): string[] {
  const certain = attempts.filter(({ scope }) => scope === 'certain')
  // What is blamed has to be known to be in scope.
  const possible = code === 'refused_attempt' ? [] : attempts.filter(({ scope }) => scope === 'possible')
  const left = { ...room, sessions: Math.max(0, room.sessions - alike(certain).length) }
  const legend = attempts.some(({ lines }) => isSpoken(lines)) ? ' (C: the client, S: mailsink)' : ''
  return [
    ...shown(certain, `${titleOf(certain)}${legend}`, context, room),
    ...shown(
      possible,
      `${titleOf(possible)} before naming a recipient, so perhaps another test's${certain.length > 0 ? '' : legend}`,
      context,
      left,
    ),
  ]
}

function titleOf(attempts: readonly Attempt[]): string {
  const refused = attempts.filter(({ session }) => session.reason?.code != null).length
  if (refused === attempts.length) return 'refused'
  return refused === 0 ? 'failed' : 'refused or failed'
}

function shown(attempts: readonly Attempt[], title: string, context: Context, room: Room): string[] {
  const groups = alike(attempts)
  const more = groups.length - room.sessions
  const told = new Set<string>()
  return section(title, [
    ...groups
      .slice(0, room.sessions)
      .flatMap((group, index) => [...(index === 0 ? [] : ['']), ...attempt(group, context, room, told)]),
    ...(more > 0 ? item(`and ${more.toLocaleString('en-US')} more`) : []),
  ])
}

/** An app that tries again and again is told once. The newest stands first, as it comes. */
function alike(attempts: readonly Attempt[]): Attempt[][] {
  const groups = new Map<string, Attempt[]>()
  for (const one of attempts) {
    const { reason, listener } = one.session
    const key = JSON.stringify([reason?.code, reason?.text, listener, one.to])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

function attempt(group: readonly Attempt[], { now }: Context, { lines }: Room, told: Set<string>): string[] {
  const [first] = group
  if (first === undefined) return []
  const { session, to } = first
  const { reason, remote, listener } = session
  const hint = reason?.hint ?? null
  const isNew = hint !== null && !told.has(hint)
  if (hint !== null) told.add(hint)
  const times = group.length === 1 ? '' : `${count(group.length, 'time')}, the last `
  const who = `${times}${ago(session.openedAt, now)}, from ${printable(remote.address)} to the ${listener} listener`
  return [
    ...item(whatHappened(first)),
    ...wrapped(`${who}${to.length === 0 ? '' : `, for ${addresses(to)}`}`, '    '),
    ...conversation(first.lines, lines),
    ...(isNew ? step(printable(hint, 400)) : []),
    ...(session.faults.length > 0
      ? step(`A test has asked for this: fault ${listed(session.faults.map((id) => printable(id, 40)))}.`)
      : []),
  ]
}

/** `RCPT was refused: No such user (550 5.1.1)`. */
export function whatHappened({ session: { reason, outcome } }: Attempt): string {
  if (reason === null) return outcome === 'open' ? 'The session is still open.' : 'The session delivered nothing.'
  const text = printable(reason.text, 300)
  return reason.code === null ? text : `${text.replace(/\.$/, '')} (${replyCode(reason)})`
}

export function replyCode({ code, enhanced }: { readonly code: number | null; readonly enhanced: string | null }) {
  return enhanced === null ? `${code}` : `${code} ${enhanced}`
}
