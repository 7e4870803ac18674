/** The rows under the first line: where was looked, and how much came. */
import type { Inbox } from '../../../contract/inbox.ts'
import type { Context, Facts } from '../explain.ts'
import { row } from './layout.ts'
import { printable } from './printable.ts'

/** From when on things count: `since this inbox was opened`. */
export function sinceWhen({ inbox, since }: Context): string {
  if (inbox !== null && (since === null || since === inbox.cursor)) return 'since this inbox was opened'
  return since === null ? 'since mailsink started' : `since the cursor ${printable(since, 40)}`
}

export function inboxRow({ inbox }: Context): string[] {
  if (inbox === null) return []
  return row('inbox', inbox.name ? `"${printable(inbox.name, 60)}": ${belongs(inbox)}` : belongs(inbox))
}

/** What makes a mail this inbox's. */
export function belongs({ id, isolate, domain, address, user, header }: Inbox): string {
  switch (isolate) {
    case 'domain':
      return `mail to any address at ${printable(domain ?? id)}`
    case 'plus':
      return `mail to ${printable(address ?? id)}`
    case 'auth':
      return `mail sent with the login ${printable(user ?? id)}`
    case 'header':
      return `mail with the header ${printable(header === null ? id : `${header.name}: ${header.value}`)}`
  }
}

export function arrivedRow({ arrived }: Facts, context: Context): string[] {
  const { matching, claimed, passedOver, served, since, total } = arrived
  if (total === 0) return row('arrived', 'nothing; mailsink holds no mail at all')
  const scope = context.inbox !== null && context.since !== null && context.since !== context.inbox.cursor
  const isAll = context.inbox === null && context.since === null
  const where = isAll ? 'in all' : `${scope ? 'in this inbox ' : ''}${sinceWhen(context)}`
  const all = total > since ? ` (${total.toLocaleString('en-US')} kept in all)` : ''
  const some = since === 0 ? 'nothing' : since.toLocaleString('en-US')
  const parts = [
    ...counted(matching, 'matched'),
    ...counted(claimed, 'already taken'),
    ...counted(passedOver, 'passed over by `matching`'),
    ...counted(served, served === 1 ? 'serves another of the criteria' : 'serve others of the criteria'),
  ]
  const fits = parts.length === 0 && since > 0 ? ['none matched'] : parts
  return row('arrived', [`${some} ${where}${all}`, ...fits].join(', '))
}

const counted = (n: number, what: string) => (n > 0 ? [`${n.toLocaleString('en-US')} ${what}`] : [])
