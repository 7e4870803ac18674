import { expect, test } from 'vitest'
import type { BoundListener } from '../../contract/info.ts'
import { curlLine } from '../../ui/state/teach.ts'

const smtp: BoundListener = {
  name: 'smtp',
  host: '127.0.0.1',
  port: 1025,
  tls: 'none',
  auth: 'offered',
  url: 'smtp://127.0.0.1:1025',
}

test('the first command names the real port, and ends its lines as a mail does', () => {
  expect(curlLine(smtp, 'sink.test')).toBe(
    `printf 'From: you@example.test\\r\\nTo: test@example.test\\r\\nSubject: Hello\\r\\n\\r\\nIt works!\\r\\n' |
  curl smtp://127.0.0.1:1025 --mail-from you@example.test --mail-rcpt test@example.test -T -`,
  )
})

test('a wildcard address is reached by the name of the page, an IPv6 address in brackets', () => {
  expect(curlLine({ ...smtp, host: '0.0.0.0' }, 'sink.test')).toContain('smtp://sink.test:1025')
  expect(curlLine({ ...smtp, host: '::1' }, 'sink.test')).toContain('smtp://[::1]:1025')
})

test('a listener that wants TLS and a login is told so', () => {
  const line = curlLine({ ...smtp, name: 'submissions', tls: 'implicit', auth: 'required' }, 'sink.test')
  expect(line).toContain('smtps://127.0.0.1:1025 --ssl-reqd --insecure --user you:secret')
})
