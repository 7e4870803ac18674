/** Nothing came at all: nobody connected, or somebody did and sent nothing here. */
import type { Inbox } from '../../../contract/inbox.ts'
import type { Context, Facts } from '../explain.ts'
import { count, listed, span } from './human.ts'
import { item, section, step } from './layout.ts'
import { printable } from './printable.ts'
import { sinceWhen } from './summary.ts'

export function silence(facts: Facts, context: Context): string[] {
  const { arrived, nearMisses, missed, attempts, inFlight, connections } = facts
  // Where anything else explains it, this would only contradict.
  if (arrived.since > 0 || [nearMisses, missed, attempts, inFlight].some(({ length }) => length > 0)) return []
  return connections.since === 0 ? nobody(facts, context) : nothingHere(facts, context)
}

function nobody({ connections: { last, listening } }: Facts, context: Context): string[] {
  const where = listening.map((url) => printable(url))
  if (where.length === 0)
    return section('nobody can connect', [
      ...item('No SMTP listener is on.'),
      ...step('Switch one on, such as with --smtp-port 1025.'),
    ])
  const isEver = last === null && context.inbox === null && context.since === null
  const them = where.length === 1 ? 'that address' : 'one of these addresses'
  return section('nobody connected', [
    ...item(`No SMTP connection ${sinceWhen(context)}${isEver ? '' : ` (last one: ${before(last, context)})`}.`),
    ...item(`mailsink listens at ${listed(where)}.`),
    ...step(
      `Does the app use ${them}? Inside compose, "localhost" is the app's own container: use the service's name.`,
    ),
  ])
}

function before(last: string | null, { inbox, since, now }: Context): string {
  if (last === null) return 'never'
  const opened = inbox !== null && (since === null || since === inbox.cursor) ? Date.parse(inbox.createdAt) : NaN
  const apart = opened - Date.parse(last)
  return apart >= 0 ? `${span(apart)} before` : `${span(Math.max(0, now - Date.parse(last)))} ago`
}

function nothingHere({ connections: { since } }: Facts, context: Context): string[] {
  const { inbox, asked } = context
  const without = `${since === 1 ? 'without' : 'none with'} mail${inbox === null ? '' : ' for this inbox'}`
  const title = inbox === null ? 'connected, but sent nothing' : 'connected, but sent nothing here'
  return section(title, [
    ...item(`${count(since, 'SMTP connection')} ${sinceWhen(context)}, ${without}.`),
    ...(inbox === null || asked.kind === 'none' ? [] : step(question(inbox))),
  ])
}

/** The one condition that makes a mail this inbox's. */
function question({ id, isolate, domain, address, user, header }: Inbox): string {
  switch (isolate) {
    case 'domain':
      return `Did the app send to an address at ${printable(domain ?? id)}?`
    case 'plus':
      return `Did the app keep the part after the + in ${printable(address ?? id)}?`
    case 'auth':
      return `Does the app log in as ${printable(user ?? id)}?`
    case 'header':
      return `Does the app set the header ${printable(header === null ? id : `${header.name}: ${header.value}`)} on its mail?`
  }
}
