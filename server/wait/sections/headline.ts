/** The first line: the fact, and behind it the likeliest reason, since many reports show nothing else. */
import type { Context, Facts } from '../explain.ts'
import { replyCode, whatHappened } from './attempts.ts'
import { clue } from './clue.ts'
import { count, exactly, size } from './human.ts'
import { addresses, messageName, printable } from './printable.ts'

/** One line, however long: what cuts a report after its first line cuts nothing else. */
export function headline(facts: Facts, context: Context): string {
  const { asked, waited } = context
  const within = waited === 0 ? 'so far (the timeout was 0)' : `within ${exactly(waited)}`
  switch (facts.code) {
    case 'wait_timeout': {
      const likely = clue(facts, context)
      const reason = likely === null ? '' : ` ${likely}`
      if (asked.kind === 'none') return `The mail to wait for did not come ${within}, so nothing is proved.${reason}`
      return `${tooFew(facts, context, within)}.${reason}`
    }
    case 'too_many':
      return tooMany(facts, context)
    case 'unexpected_message':
      return unexpected(facts, context)
    case 'refused_attempt':
      return `Nothing came, but somebody tried: ${tried(facts)}`
    case 'never_quiet':
      return `It never went quiet ${within}: ${noise(facts, context)}`
    case 'history_lost':
      return `The history is lost: ${lost(facts, context)}`
  }
}

function tooFew({ arrived }: Facts, { asked, unexpected: some }: Context, within: string): string {
  if (asked.kind === 'none' || arrived.matching === 0) return `No message matched ${within}`
  if (asked.per === 'message') return `Only ${arrived.matching} of ${count(asked.count, 'message')} came ${within}`
  const reached = some.reduce((sum, { to }) => sum + to.length, 0)
  return `Only ${reached} of ${count(asked.count, 'recipient')} got mail ${within}`
}

function tooMany({ arrived }: Facts, { asked, unexpected: some }: Context): string {
  const wanted = asked.kind === 'some' ? asked.count : 0
  const were = `${wanted === 0 ? 'none' : `exactly ${wanted}`} ${wanted < 2 ? 'was' : 'were'} wanted`
  if (asked.kind === 'some' && asked.per === 'recipient') {
    const reached = some.reduce((sum, { to }) => sum + to.length, 0)
    return `${count(reached, 'recipient')} got mail, but ${were}.`
  }
  return `${count(Math.max(arrived.matching, some.length), 'message')} matched, but ${were}.`
}

function unexpected({ arrived }: Facts, { unexpected: some }: Context): string {
  const [only] = some
  if (only !== undefined && some.length === 1) return `A message came that should not have: ${messageName(only)}.`
  return `${count(Math.max(arrived.matching, some.length), 'message')} came that should not have.`
}

function tried({ attempts }: Facts): string {
  const first = attempts.find(({ scope }) => scope === 'certain') ?? attempts[0]
  if (first === undefined) return 'an attempt was refused.'
  const { reason } = first.session
  if (reason === null || reason.code === null) return whatHappened(first)
  const what = first.to.length === 0 ? 'a client' : `a mail to ${addresses(first.to)}`
  return `${what} was refused with ${replyCode(reason)}.`
}

function noise({ inFlight }: Facts, { asked }: Context): string {
  const [first] = inFlight
  if (inFlight.length > 1) return `${count(inFlight.length, 'conversation')} were still under way.`
  if (first?.stage === 'data') return `1 transaction is in DATA, ${size(first.bytes)} so far.`
  if (first !== undefined) return '1 conversation was still under way.'
  const silence = asked.kind === 'none' ? `for ${exactly(asked.quiet)}` : 'for long enough'
  return `something was said again before it had been silent ${silence}.`
}

function lost({ evicted }: Facts, { asked, since }: Context): string {
  const place = since === null ? 'the place to count from' : `the cursor ${printable(since, 40)}`
  if (evicted === 0) return `mailsink was restarted since, or never gave out ${place}.`
  const were = evicted === 1 ? 'was' : 'were'
  const may = asked.kind === 'none' ? 'so it is not proved that none came' : 'so it is not known how many matched'
  return `${count(evicted, 'message')} ${were} dropped to make room, ${may}.`
}
