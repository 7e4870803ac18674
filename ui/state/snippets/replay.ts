/** The line for a shell that sends a mail once more, byte for byte, to the recipients it had. */
import type { Message } from '../../../contract/message.ts'
import { addressOf, type Way } from '../setup/ways.ts'
import { shellWord } from './shell-word.ts'

export function curlReplay(message: Message, base: string, way: Way): string {
  const raw = new URL(`api/messages/${encodeURIComponent(message.id)}/raw`, base)
  const scheme = way.security === 'tls' ? 'smtps' : 'smtp'
  const options = [`--mail-from ${shellWord(message.envelope.from)}`]
  for (const to of message.envelope.to) options.push(`--mail-rcpt ${shellWord(to)}`)
  // The certificate is most likely the sink's own, and any login will do.
  if (way.login) options.unshift('--ssl-reqd --insecure --user you:secret')
  const target = shellWord(`${scheme}://${addressOf(way)}`)
  return `curl -s ${shellWord(raw.href)} | curl ${target} ${options.join(' ')} -T -`
}
