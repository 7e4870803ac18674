/** The messages that did match: too few, too many, or one too many. */
import type { MessageName } from '../../../contract/wait.ts'
import type { Context, Facts, Room } from '../explain.ts'
import { ago, count, span } from './human.ts'
import { item, row, section, step } from './layout.ts'
import { messageName, printable } from './printable.ts'

export function came({ code, arrived }: Facts, { unexpected, now }: Context, { misses }: Room): string[] {
  const [only] = unexpected
  if (only === undefined) return []
  // The first line has named it.
  if (code === 'unexpected_message' && unexpected.length === 1)
    return row('came', `${ago(only.receivedAt, now)}, from ${sender(only)}`)
  const shown = unexpected.slice(0, misses)
  const more = Math.max(arrived.matching, unexpected.length) - shown.length
  return section('matched', [
    ...shown.flatMap((one) => item(messageName(one), `from ${sender(one)}, ${ago(one.receivedAt, now)}`, ', ')),
    ...(more > 0 ? item(`and ${more.toLocaleString('en-US')} more`) : []),
    ...(code === 'too_many' ? twice(unexpected) : []),
  ])
}

const sender = ({ from }: MessageName) => (from === '' ? '<>' : printable(from))

/** A mail that is sent again is the most common surplus. */
function twice(messages: readonly MessageName[]): string[] {
  const first = new Map<string, MessageName>()
  for (const message of messages) {
    const key = JSON.stringify([message.subject, message.to])
    const before = first.get(key)
    if (before === undefined) {
      first.set(key, message)
      continue
    }
    const apart = span(Math.abs(Date.parse(message.receivedAt) - Date.parse(before.receivedAt)))
    const times = messages.filter(({ subject, to }) => JSON.stringify([subject, to]) === key).length
    return step(
      times === 2
        ? `Two of them have the same subject and recipients, ${apart} apart: does the app send it twice?`
        : `${count(times, 'message')} have the same subject and recipients: does the app send it again?`,
    )
  }
  return []
}
