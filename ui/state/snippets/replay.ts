/** The line for a shell that sends a mail once more, byte for byte, to the recipients it had. */
import type { BoundListener } from '../../../contract/info.ts'
import type { Message } from '../../../contract/message.ts'
import { shellWord } from './shell-word.ts'
import { reachable } from '../setup/teach.ts'

export function curlReplay(message: Message, base: string, listener: BoundListener): string {
  const raw = new URL(`api/messages/${encodeURIComponent(message.id)}/raw`, base)
  const scheme = listener.tls === 'implicit' ? 'smtps' : 'smtp'
  const options = [`--mail-from ${shellWord(message.envelope.from)}`]
  for (const to of message.envelope.to) options.push(`--mail-rcpt ${shellWord(to)}`)
  // The certificate is most likely the sink's own, and any login will do.
  if (listener.auth === 'required') options.unshift('--ssl-reqd --insecure --user you:secret')
  const target = shellWord(`${scheme}://${reachable(listener, raw.hostname)}`)
  return `curl -s ${shellWord(raw.href)} | curl ${target} ${options.join(' ')} -T -`
}
