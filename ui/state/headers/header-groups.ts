/** Which fields of a header belong together, in the order in which they are looked for. */
import type { Header } from '../../../contract/message.ts'

export const GROUPS = ['addressing', 'identity', 'path', 'authentication', 'list', 'mime', 'custom', 'other'] as const
export type Group = (typeof GROUPS)[number]

/** A field and its place in the header. */
export interface Field {
  readonly at: number
  readonly header: Header
}

const NAMED = new Map<string, Group>(
  (
    [
      [
        'addressing',
        'from sender reply-to to cc bcc resent-from resent-sender resent-to resent-cc resent-bcc apparently-to errors-to disposition-notification-to return-receipt-to mail-followup-to mail-reply-to',
      ],
      [
        'identity',
        'date subject message-id in-reply-to references auto-submitted comments keywords importance priority sensitivity thread-topic thread-index resent-date resent-message-id content-language supersedes',
      ],
      ['path', 'received return-path delivered-to envelope-to x-original-to x-received'],
      ['authentication', 'authentication-results received-spf dkim-signature domainkey-signature'],
      ['list', 'precedence feedback-id x-mailing-list'],
      ['mime', 'mime-version'],
    ] as const
  ).flatMap(([group, names]) => names.split(' ').map((name) => [name, group] as const)),
)

const BEGINS: readonly (readonly [string, Group])[] = [
  ['arc-', 'authentication'],
  ['bimi-', 'authentication'],
  ['list-', 'list'],
  ['content-', 'mime'],
  ['x-', 'custom'],
]

export function groupOf(name: string): Group {
  const lower = name.toLowerCase()
  return NAMED.get(lower) ?? BEGINS.find(([start]) => lower.startsWith(start))?.[1] ?? 'other'
}

/** The fields of every group that has some, each in the order in which they were sent. */
export function grouped(list: readonly Field[]): [Group, Field[]][] {
  const groups = new Map<Group, Field[]>(GROUPS.map((group) => [group, []]))
  for (const field of list) groups.get(groupOf(field.header.name))?.push(field)
  return [...groups].filter(([, fields]) => fields.length > 0)
}

/** Those whose name or value contains the filter, whatever the case. */
export function filtered(headers: readonly Header[], filter: string): Field[] {
  const wanted = filter.trim().toLowerCase()
  const all = headers.map((header, at) => ({ at, header }))
  if (wanted === '') return all
  return all.filter(({ header: { name, value } }) => `${name}: ${value}`.toLowerCase().includes(wanted))
}
