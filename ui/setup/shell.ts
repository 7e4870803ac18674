/** First mails from a shell. */
import { lines } from './lines.ts'
import { addressOf, type Way } from './ways.ts'

/** `\r\n`, because curl sends what it is given, and the lines of a mail end so. A line may end after its pipe. */
export function curl(way: Way): string {
  const mail = ['From: you@example.test', 'To: test@example.test', 'Subject: Hello', '', 'It works!', '']
  const options = [
    way.security === 'starttls' && '--ssl-reqd',
    // The certificate is most likely the sink's own.
    way.security !== 'none' && '--insecure',
    way.login && '--user you:secret',
    '--mail-from you@example.test',
    '--mail-rcpt test@example.test',
  ].filter((option) => option !== false)
  const scheme = way.security === 'tls' ? 'smtps' : 'smtp'
  return lines(
    `printf '${mail.join('\\r\\n')}' |`,
    `  curl ${scheme}://${addressOf(way)} -T - \\`,
    `    ${options.join(' ')}`,
  )
}

export function swaks(way: Way): string {
  const last = `  --header 'Subject: Hello' --body 'It works!'`
  return lines(
    `swaks --server '${way.host}' --port ${way.port} \\`,
    way.security === 'starttls' && '  --tls \\',
    way.security === 'tls' && '  --tls-on-connect \\',
    way.login && '  --auth PLAIN --auth-user you --auth-password secret \\',
    '  --from you@example.test --to test@example.test \\',
    last,
  )
}
