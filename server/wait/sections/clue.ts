/** The second sentence of a failed wait: the likeliest reason, which the sections below bear out. */
import type { Attempt, NearMiss } from '../../../contract/wait.ts'
import type { Context, Facts } from '../explain.ts'
import { whatHappened } from './attempts.ts'
import { listed } from './human.ts'
import { missedAs } from './missed.ts'
import { printable } from './printable.ts'

/** What is likely to be the reason; null where it may be anything. */
export function clue(facts: Facts, { inbox }: Context): string | null {
  const { missed, inFlight, attempts, nearMisses, arrived, connections, evicted } = facts
  const [nearest] = nearMisses
  if (inFlight.some(({ stage, scope }) => stage === 'data' && scope === 'certain')) return 'One is still being sent.'
  const certain = attempts.find(({ scope }) => scope === 'certain')
  if (certain !== undefined) return failureOf(certain)
  for (const [why, one, many] of fates) {
    const those = missedAs(why, facts)
    const matched = missed.some(({ subject }) => subject === null) ? 'may have matched' : 'matched'
    if (those > 0)
      return those === 1 ? `One that ${matched} ${one}.` : `${those.toLocaleString('en-US')} that ${matched} ${many}.`
  }
  if (nearest !== undefined) return difference(nearest)
  if (arrived.since > 0) return evicted > 0 ? 'Others were dropped to make room.' : null
  const [possible] = attempts
  if (possible !== undefined) return failureOf(possible)
  if (connections.since === 0 && inFlight.length === 0) return 'Nobody connected.'
  return inbox === null ? 'No mail came at all.' : 'No mail came to this inbox.'
}

function failureOf(attempt: Attempt): string {
  const what = printable(whatHappened(attempt), 160)
  return /[.…]$/.test(what) ? what : `${what}.`
}

function difference({ failed }: NearMiss): string {
  if (failed.some(({ field }) => field === 'inbox')) return 'The closest was for another inbox.'
  // Of `not (…)` nothing short can be said.
  const plain = failed.filter(({ field }) => /^[a-z][\w.-]*$/i.test(field))
  const fields = new Set(plain.map(({ field }) => nouns[field] ?? printable(field.replace('.', ' '), 40)))
  return fields.size === 0 ? 'One came close.' : `The closest differs in its ${listed([...fields].slice(0, 3))}.`
}

const nouns: Readonly<Record<string, string>> = {
  to: 'recipient',
  rcpt: 'recipient',
  from: 'sender',
  mailFrom: 'sender',
  user: 'login',
  address: 'IP address',
  time: 'time of arrival',
}

/** What became of messages that matched, the most telling first. */
const fates = [
  ['deleted', 'was deleted', 'were deleted'],
  ['evicted', 'was dropped to make room', 'were dropped to make room'],
  ['earlier', 'came too early', 'came too early'],
  ['served', 'serves another of the criteria', 'serve others of the criteria'],
  ['passed_over', 'was passed over by `matching`', 'were passed over by `matching`'],
  ['claimed', 'was already taken', 'were already taken'],
] as const
