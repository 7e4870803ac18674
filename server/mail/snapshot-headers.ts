/** The header fields of a snapshot: which, in which order, and without what differs from send to send. */
import type { Header } from '../../contract/message.ts'
import type { Placeholders } from './placeholders.ts'
import type { Normalise } from './volatile.ts'

/** What a recipient sees or their mail program acts on; transport, signatures and the sender's software are left out. */
const shownByDefault = [
  'From',
  'Sender',
  'To',
  'Cc',
  'Bcc',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'List-ID',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
]

const transport =
  /^(?:received(?:-spf)?|dkim-signature|domainkey-signature|arc-.*|authentication-results|x-google-.*|x-received)$/
const software = /^(?:x-mailer|user-agent|x-.*-version)$/
const longestValue = 4_000

/** A line for each field, repeated ones included; `names` replaces the usual choice and its order. */
export function snapshotHeaders(
  headers: readonly Header[],
  names: readonly string[] | null,
  { normalise, placeholders }: { normalise: Normalise; placeholders: Placeholders },
): string[] {
  const byName = new Map<string, Header[]>()
  for (const header of headers) {
    const key = header.name.toLowerCase()
    const same = byName.get(key)
    if (same) same.push(header)
    else byName.set(key, [header])
  }

  const shown = (name: string, value: string): string => {
    const key = name.toLowerCase()
    const line = value.replace(/\s+/g, ' ').trim()
    if (transport.test(key)) return '<present>'
    if (key === 'date' || key === 'resent-date') return Number.isNaN(Date.parse(line.slice(0, 100))) ? line : '<date>'
    const short = line.slice(0, longestValue)
    const rest = line.length > short.length ? `… (${line.length - short.length} more characters)` : ''
    if (/^(?:message-id|in-reply-to|references|resent-message-id)$/.test(key)) return messageIds(short) + rest
    if (key === 'content-type') return boundaryNamed(short) + rest
    return normalise(software.test(key) ? short.replace(/(?<!\d)\d+(?:\.\d+)+/g, '<version>') : short) + rest
  }
  const messageIds = (value: string) =>
    value.replace(/<[^<>\s]+>|[^<>\s]+/g, (id) => placeholders.of('message-id', id.replace(/^<|>$/g, '')))
  const boundaryNamed = (value: string) =>
    value.replace(/(?<=\bboundary\s?=\s?)(?:"([^"]*)"|[^\s;]+)/gi, (all, inner: string | undefined) =>
      placeholders.of('boundary', inner ?? all),
    )

  return (names ?? shownByDefault).flatMap((name) =>
    (byName.get(name.toLowerCase()) ?? []).map(({ value }) => `${name}: ${shown(name, value)}`.trimEnd()),
  )
}
