/** The command that sends a first mail: with the real host and port, ready to be pasted. */
import type { BoundListener } from '../../contract/info.ts'

/** The listener that takes a mail with the least ceremony. */
export function simplest(listeners: readonly BoundListener[]): BoundListener | null {
  return listeners.find(({ name }) => name === 'smtp') ?? listeners[0] ?? null
}

/** Where to connect: a wildcard address names no host, so there the one of this page is the best guess. */
export function reachable({ host, port }: Pick<BoundListener, 'host' | 'port'>, pageHost: string): string {
  const name = host === '0.0.0.0' || host === '::' || host === '' ? pageHost : host
  return `${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`
}

/** For a shell; a line may end after its pipe. `\r\n`, because curl sends what it is given and a mail's lines end so. */
export function curlLine(listener: BoundListener, pageHost: string): string {
  const mail = ['From: you@example.test', 'To: test@example.test', 'Subject: Hello', '', 'It works!', '']
  const scheme = listener.tls === 'implicit' ? 'smtps' : 'smtp'
  const options = ['--mail-from you@example.test', '--mail-rcpt test@example.test']
  // The certificate is most likely the sink's own, and any login will do.
  if (listener.auth === 'required') options.unshift('--ssl-reqd --insecure --user you:secret')
  return `printf '${mail.join('\\r\\n')}' |\n  curl ${scheme}://${reachable(listener, pageHost)} ${options.join(' ')} -T -`
}
