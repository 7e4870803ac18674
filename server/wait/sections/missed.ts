/** Messages that matched and still do not count: taken, passed over, too early, deleted, dropped. */
import type { Missed } from '../../../contract/wait.ts'
import type { Context, Facts, Room } from '../explain.ts'
import { ago, clock, count, span } from './human.ts'
import { item, section, step } from './layout.ts'
import { messageName, printable } from './printable.ts'
import { sinceWhen } from './summary.ts'

const ORDER = ['served', 'passed_over', 'claimed', 'earlier', 'deleted', 'evicted'] as const

/** How many there are of a kind: of claims more than are named, and those from before the cursor are named only. */
export function missedAs(why: Missed['why'], { missed: all, arrived }: Facts): number {
  const named = all.filter((one) => one.why === why).length
  const counted = { claimed: arrived.claimed, passed_over: arrived.passedOver, served: arrived.served }
  return why in counted ? Math.max(named, counted[why as keyof typeof counted]) : named
}

export function missed(facts: Facts, context: Context, { misses }: Room): string[] {
  const { missed: all, evicted } = facts
  return ORDER.flatMap((why) => {
    const some = all.filter((one) => one.why === why)
    const shown = some.slice(0, misses)
    const more = missedAs(why, facts) - shown.length
    return some.length === 0
      ? []
      : section(title(why, some, context), [
          ...shown.flatMap((one) => item(messageName(one), detail(one, context))),
          ...(more > 0 ? item(`and ${more.toLocaleString('en-US')} more`) : []),
          ...(why === 'evicted' && evicted > some.length
            ? item(
                `${count(evicted, 'message')} in all ${evicted === 1 ? 'was' : 'were'} dropped ${sinceWhen(context)}`,
              )
            : []),
          ...step(advice(why, context)),
        ])
  })
}

function title(why: Missed['why'], some: readonly Missed[], context: Context): string {
  // Of a mail that nobody had read when it went, only the envelope could be compared.
  const fits = some.some(({ subject }) => subject === null) ? 'may have matched' : 'matched'
  switch (why) {
    case 'claimed':
      return 'matched, but already taken by an earlier wait'
    case 'passed_over':
      return 'matched, but passed over by `matching`'
    case 'served':
      return 'matched, but serves another of the criteria'
    case 'earlier':
      return `matched, but came before ${beginning(context)}`
    case 'deleted':
      return `${fits}, but was deleted`
    case 'evicted':
      return `${fits}, but was dropped to make room for newer mail`
  }
}

function beginning({ inbox, since }: Context): string {
  if (inbox !== null && (since === null || since === inbox.cursor)) return 'this inbox was opened'
  return since === null ? 'mailsink started' : `the cursor ${printable(since, 40)}`
}

function detail({ why, at, by, receivedAt }: Missed, { inbox, since, now }: Context): string {
  switch (why) {
    case 'claimed':
      return by === null ? ago(receivedAt, now) : `taken at ${printable(by, 200)}`
    case 'passed_over':
      return by === null ? ago(receivedAt, now) : `passed over at ${printable(by, 200)}`
    case 'served':
      return by === null ? ago(receivedAt, now) : `serves ${printable(by, 200)}`
    case 'earlier': {
      const opened = inbox !== null && (since === null || since === inbox.cursor) ? Date.parse(inbox.createdAt) : NaN
      const before = opened - Date.parse(receivedAt)
      return before >= 0 ? `${span(before)} before` : ago(receivedAt, now)
    }
    case 'deleted': {
      const when = at === null ? '' : ` at ${clock(at)}`
      return `deleted${when}${by === null ? '' : ` by ${printable(by, 120)}`}: another test's clean-up?`
    }
    case 'evicted':
      return at === null ? '' : `dropped at ${clock(at)}`
  }
}

function advice(why: Missed['why'], { inbox }: Context): string {
  switch (why) {
    case 'claimed':
      return 'A mail is handed out once. Make the app send another, or let the earlier wait only look: waitFor(…, { consume: false }).'
    case 'passed_over':
      return 'The criteria fit, but `matching` gave false for it: look at what that asks for.'
    case 'served':
      return 'One mail serves only one of the criteria: make the app send as many mails as are asked for.'
    case 'earlier':
      return `${inbox === null ? 'Take the cursor' : 'Open the inbox'} before the app is made to send, not after.`
    case 'deleted':
      return 'Let each test delete its own mail only (DELETE /api/messages?inbox=…), or none: an inbox per test needs no clean-up.'
    case 'evicted':
      return 'Raise --max-messages or --max-memory, or keep less mail.'
  }
}
