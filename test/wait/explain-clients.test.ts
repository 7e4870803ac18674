/** What a wait prints when a client never got as far as a recipient. Word for word. */
import { expect, test } from 'vitest'
import { attempt, explained, text } from './situation.ts'

const HELLO = String.raw`S: 220 mailsink ESMTP
  C: EHLO app
  S: 250-mailsink greets [127.0.0.1]\n250-PIPELINING\n250-8BITMIME\n250-SMTPUTF8\n250-ENHANCEDSTATUSCODES\n250-DSN\n250-AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2\n250 SIZE 52428800`

test('a wrong password is shown with its hint, and as something that may be of another test', () => {
  const refused = attempt(
    {
      code: 535,
      enhanced: '5.7.8',
      text: 'The login of "shop" by PLAIN was refused.',
      hint: 'Only the users that --auth or --auth-file names may log in; without these options anybody may.',
    },
    `${HELLO}
     C: AUTH PLAIN ****************
     S: 535 5.7.8 Authentication credentials invalid
     C: QUIT`,
    { scope: 'possible' },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. The login of "shop" by PLAIN was refused (535 5.7.8).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused before naming a recipient, so perhaps another test's (C: the client, S: mailsink)
        The login of "shop" by PLAIN was refused (535 5.7.8)
        1.4 s ago, from 172.18.0.5 to the smtp listener
          S: 220 mailsink ESMTP
          C: EHLO app
          S: 250-mailsink greets [127.0.0.1] (and 7 more lines)
          C: AUTH PLAIN ****************
          S: 535 5.7.8 Authentication credentials invalid
          C: QUIT
        → Only the users that --auth or --auth-file names may log in; without these options anybody may.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a TLS handshake that failed has no lines to show, and a hint', () => {
  const failed = attempt(
    {
      text: 'The client does not trust the certificate (TLS alert: unknown ca).',
      hint: 'Give it the certificate from /api/tls.pem as a trusted one, or switch the check off in the test.',
    },
    `*: The client does not trust the certificate (TLS alert: unknown ca).
     *: Closed: TLS failed.`,
    { scope: 'possible', session: { listener: 'submissions' } },
  )
  expect(explained({ attempts: [failed] })).toBe(text`
    No message matched within 5 s. The client does not trust the certificate (TLS alert: unknown ca).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      failed before naming a recipient, so perhaps another test's
        The client does not trust the certificate (TLS alert: unknown ca).
        1.4 s ago, from 172.18.0.5 to the submissions listener
        → Give it the certificate from /api/tls.pem as a trusted one, or switch the check off in the
          test.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a client that did not log in is shown with its 530', () => {
  const refused = attempt(
    {
      code: 530,
      enhanced: '5.7.0',
      text: 'MAIL came without a login, and the submission listener wants one.',
      hint: 'Give the client a user and a password (any will do unless --auth names some), or use the smtp listener, which asks for none.',
    },
    `${HELLO}
     C: MAIL FROM:<shop@acme.test>
     S: 530 5.7.0 A login is required here
     C: QUIT`,
    { scope: 'possible', from: 'shop@acme.test', session: { listener: 'submission' } },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. MAIL came without a login, and the submission listener wants one (530 5.7.0).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused before naming a recipient, so perhaps another test's (C: the client, S: mailsink)
        MAIL came without a login, and the submission listener wants one (530 5.7.0)
        1.4 s ago, from 172.18.0.5 to the submission listener
          S: 220 mailsink ESMTP
          C: EHLO app
          S: 250-mailsink greets [127.0.0.1] (and 7 more lines)
          C: MAIL FROM:<shop@acme.test>
          S: 530 5.7.0 A login is required here
          C: QUIT
        → Give the client a user and a password (any will do unless --auth names some), or use the smtp
          listener, which asks for none.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('a client that has to upgrade first is shown with the way to do it', () => {
  const refused = attempt(
    {
      code: 538,
      enhanced: '5.7.11',
      text: 'The client sent AUTH before STARTTLS.',
      hint: 'Let the client upgrade first (in nodemailer: requireTLS: true), use the submissions listener with TLS from the first byte, or start with --auth-plaintext.',
    },
    `${HELLO}
     C: AUTH PLAIN ****************
     S: 538 5.7.11 Encryption required for requested authentication mechanism`,
    { scope: 'possible', session: { listener: 'submission' } },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. The client sent AUTH before STARTTLS (538 5.7.11).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused before naming a recipient, so perhaps another test's (C: the client, S: mailsink)
        The client sent AUTH before STARTTLS (538 5.7.11)
        1.4 s ago, from 172.18.0.5 to the submission listener
          S: 220 mailsink ESMTP
          C: EHLO app
          S: 250-mailsink greets [127.0.0.1] (and 7 more lines)
          C: AUTH PLAIN ****************
          S: 538 5.7.11 Encryption required for requested authentication mechanism
        → Let the client upgrade first (in nodemailer: requireTLS: true), use the submissions listener
          with TLS from the first byte, or start with --auth-plaintext.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})

test('HTTP on the SMTP port is called by its name', () => {
  const refused = attempt(
    {
      code: 421,
      enhanced: '4.4.2',
      text: 'An HTTP request came to an SMTP port.',
      hint: 'The web page and the API are on the HTTP port; this one speaks SMTP.',
    },
    `S: 220 mailsink ESMTP
     C: GET / HTTP/1.1
     S: 421 4.4.2 HTTP requests not allowed
     C: Host: localhost:1025
     *: Closed by the server.`,
    { scope: 'possible' },
  )
  expect(explained({ attempts: [refused] })).toBe(text`
    No message matched within 5 s. An HTTP request came to an SMTP port (421 4.4.2).

      inbox    "reset": mail to any address at t-reset-7k3m9x2p4q.mailsink.test
      wanted   1 message: to ann@t-reset-7k3m9x2p4q.mailsink.test, subject "reset your password"
      arrived  nothing; mailsink holds no mail at all

      refused before naming a recipient, so perhaps another test's (C: the client, S: mailsink)
        An HTTP request came to an SMTP port (421 4.4.2)
        1.4 s ago, from 172.18.0.5 to the smtp listener
          S: 220 mailsink ESMTP
          C: GET / HTTP/1.1
          S: 421 4.4.2 HTTP requests not allowed
          C: Host: localhost:1025
        → The web page and the API are on the HTTP port; this one speaks SMTP.

      view     http://127.0.0.1:8025/messages?q=inbox%3At-reset-7k3m9x2p4q
  `)
})
