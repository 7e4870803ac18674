import { expect, test } from 'vitest'
import type { BoundListener } from '../../contract/info.ts'
import { snippet as snippetFrom, TONGUES, type Tongue } from '../../ui/setup/snippets.ts'
import { addressOf, urlOf, waysOf, type Way } from '../../ui/state/setup/ways.ts'
import { listener } from './samples.ts'
import { templates } from './snippet-templates.ts'

const snippet = (tongue: Tongue, to: Way) => snippetFrom(templates, tongue, to)

const submission = listener({ name: 'submission', port: 1587, tls: 'starttls', auth: 'required' })
const submissions = listener({ name: 'submissions', port: 1465, tls: 'implicit', auth: 'required' })

function way(to: BoundListener, pageHost = 'localhost'): Way {
  const [first] = waysOf([to], pageHost)
  if (first === undefined) throw new Error('no way')
  return first
}

test('a listener that is bound to two addresses is one way to connect', () => {
  const ways = waysOf([listener(), listener({ host: '::1' }), submission, submissions], 'localhost')
  expect(ways.map(({ id }) => id)).toEqual(['smtp none', 'submission starttls', 'submissions tls'])
})

test('where STARTTLS may be used or not, there are two ways', () => {
  const ways = waysOf([listener({ tls: 'starttls' })], 'localhost')
  expect(ways.map(({ security }) => security)).toEqual(['none', 'starttls'])
})

test.each([
  ['127.0.0.1', 'localhost', 'localhost:1025'],
  ['0.0.0.0', 'sink.test', 'sink.test:1025'],
  ['::', '[::1]', '[::1]:1025'],
  ['10.1.2.3', 'localhost', '10.1.2.3:1025'],
  ['::1', 'sink.test', 'sink.test:1025'],
  ['fd00::1', 'localhost', '[fd00::1]:1025'],
])('a listener on %s is reached from a page of %s at %s', (host, page, address) => {
  expect(addressOf(way(listener({ host }), page))).toBe(address)
})

test.each(TONGUES)('%s names the host and the port, and a login only where one is required', (tongue) => {
  for (const to of [listener(), submission, submissions]) {
    const text = snippet(tongue, way(to))
    expect(text).toContain('localhost')
    expect(text).toContain(String(to.port))
    expect(text.includes('secret')).toBe(to.auth === 'required')
  }
})

test.each([
  ['curl', 'starttls', '--ssl-reqd'],
  ['curl', 'tls', 'smtps://localhost:1465'],
  ['swaks', 'tls', '--tls-on-connect'],
  ['nodemailer', 'starttls', 'requireTLS: true'],
  ['nodemailer', 'tls', 'secure: true'],
  ['python', 'starttls', 'smtp.starttls()'],
  ['python', 'tls', 'smtplib.SMTP_SSL('],
  ['django', 'starttls', 'EMAIL_USE_TLS = True'],
  ['django', 'tls', 'EMAIL_USE_SSL = True'],
  ['rails', 'tls', 'tls: true'],
  ['laravel', 'tls', 'MAIL_SCHEME=smtps'],
  ['spring', 'starttls', 'starttls.required=true'],
  ['spring', 'tls', 'ssl.enable=true'],
  ['dotnet', 'starttls', 'SecureSocketOptions.StartTls'],
  ['dotnet', 'tls', 'SecureSocketOptions.SslOnConnect'],
  ['go', 'starttls', 'client.StartTLS('],
  ['go', 'tls', 'tls.Dial("tcp", "localhost:1465"'],
  ['php', 'starttls', 'ENCRYPTION_STARTTLS'],
  ['php', 'tls', 'ENCRYPTION_SMTPS'],
  ['url', 'tls', 'SMTP_URL=smtps://you:secret@localhost:1465'],
] as const)('%s with %s says %s', (tongue, security, expected) => {
  expect(snippet(tongue, way(security === 'tls' ? submissions : submission))).toContain(expected)
})

test('a client that upgrades by itself is told not to, where plain was chosen', () => {
  const plain = way(listener({ tls: 'starttls' }))
  expect(snippet('nodemailer', plain)).toContain('ignoreTLS: true')
  expect(snippet('php', plain)).toContain('SMTPAutoTLS = false')
  expect(snippet('go', plain)).not.toContain('SendMail')
})

test('an IPv6 host stands in brackets only where a port follows it', () => {
  const six = way(listener({ host: '2001:db8::1' }))
  expect(urlOf(six)).toBe('smtp://[2001:db8::1]:1025')
  expect(snippet('python', six)).toContain('"2001:db8::1", 1025')
})
