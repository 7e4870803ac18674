/** Messages that matched and still do not count: taken, too early, deleted, dropped. */
import type { Missed } from '../../../contract/wait.ts'
import type { Context, Facts, Room } from '../explain.ts'
import { ago, clock, count, span } from './human.ts'
import { item, section, step } from './layout.ts'
import { messageName, printable } from './printable.ts'
import { sinceWhen } from './summary.ts'

const ORDER = ['claimed', 'earlier', 'deleted', 'evicted'] as const

export function missed({ missed: all, evicted }: Facts, context: Context, { misses }: Room): string[] {
  return ORDER.flatMap((why) => {
    const some = all.filter((one) => one.why === why)
    const more = some.length - misses
    return some.length === 0
      ? []
      : section(title(why, some, context), [
          ...some.slice(0, misses).flatMap((one) => item(messageName(one), detail(one, context))),
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
    case 'earlier':
      return `${inbox === null ? 'Take the cursor' : 'Open the inbox'} before the app is made to send, not after.`
    case 'deleted':
      return 'Let each test delete its own mail only (DELETE /api/messages?inbox=…), or none: an inbox per test needs no clean-up.'
    case 'evicted':
      return 'Raise --max-messages or --max-memory, or keep less mail.'
  }
}
