/** S01 to S10, A01 to A12, M01, H01, H02: TLS, logins, and those who do not mean SMTP. */
import { expect } from 'vitest'
import { talk } from '../../support/smtp-talk.ts'
import { GREETED, HELLO, MAIL, type Row, SENT } from './row.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const plain = base64('\0ann\0secret')
/** A line of so many octets, its CRLF included, that logs in. */
const longLogin = (octets: number) => {
  const password = 'p'.repeat(Math.floor(((octets - 'AUTH PLAIN \r\n'.length) * 3) / 4) - '\0ann\0'.length)
  return `AUTH PLAIN ${base64(`\0ann\0${password}`)}`
}

const UPGRADED = talk`${HELLO}
  C: STARTTLS
  S: 220 2.0.0
  C: <TLS>`
const starttls = { starttls: true }
const submission = { submission: { port: 0 } }
const submissions = { submissions: { port: 0 } }

export const security: readonly Row[] = [
  {
    id: 'S01',
    what: 'upgrades at STARTTLS',
    sink: starttls,
    talk: talk`${UPGRADED}
      C: EHLO app.test
      S: 250`,
    check: ({ session }) => expect(session.tls).toMatchObject({ protocol: 'TLSv1.3' }),
  },
  {
    id: 'S02',
    what: 'refuses STARTTLS with an argument',
    sink: starttls,
    talk: talk`${HELLO}
      C: STARTTLS x
      S: 501 5.5.4`,
  },
  {
    id: 'S03',
    what: 'wants a new EHLO inside TLS',
    sink: starttls,
    talk: talk`${UPGRADED}
      C: MAIL FROM:<a@example.com>
      S: 503 5.5.1`,
  },
  {
    id: 'S03',
    what: 'forgets login, name and transaction of the time before TLS',
    sink: starttls,
    talk: talk`${HELLO}
      C: AUTH PLAIN ${plain}
      S: 235 2.7.0
      C: MAIL FROM:<a@example.com>
      S: 250
      C: RCPT TO:<b@example.com>
      S: 250
      C: STARTTLS
      S: 220
      C: <TLS>
      C: EHLO app.test
      S: 250
      C: DATA
      S: 503 5.5.1
      C: MAIL FROM:<c@example.com>
      S: 250
      C: RCPT TO:<d@example.com>
      S: 250
      ${SENT}`,
    check: ({ messages }) => {
      expect(messages[0]?.envelope).toMatchObject({ from: 'c@example.com', to: ['d@example.com'] })
      expect(messages[0]?.session.user).toBeNull()
    },
  },
  {
    id: 'S04',
    what: 'offers STARTTLS before TLS and not inside it',
    sink: starttls,
    talk: talk`${UPGRADED}
      C: EHLO app.test
      S: 250`,
    check: ({ replies }) => {
      expect(replies[1]?.lines).toContain('STARTTLS')
      expect(replies[3]?.lines).not.toContain('STARTTLS')
    },
  },
  {
    id: 'S05',
    what: 'refuses STARTTLS inside TLS',
    sink: starttls,
    talk: talk`${UPGRADED}
      C: EHLO app.test
      S: 250
      C: STARTTLS
      S: 503 5.5.1`,
  },
  {
    id: 'S06',
    what: 'drops what was sent in plain text behind STARTTLS',
    sink: starttls,
    talk: talk`${HELLO}
      C: STARTTLS
      C: NOOP
      S: 220
      C: <TLS>
      C: EHLO app.test
      S: 250`,
    check: ({ replies }) => expect(replies.at(-2)?.lines.length).toBeGreaterThan(1),
  },
  {
    id: 'S07',
    what: 'does not glue half a line in plain text to the first line inside TLS',
    sink: starttls,
    talk: talk`${HELLO}
      C: STARTTLS
      C~ NOOP PREF
      S: 220
      C: <TLS>
      C: EHLO app.test
      S: 250`,
  },
  {
    id: 'S09',
    what: 'greets inside TLS on the port with TLS from the first byte, and offers no STARTTLS there',
    sink: submissions,
    listener: 'submissions',
    talk: HELLO,
    check: ({ replies, transcript }) => {
      expect(replies[1]?.lines).not.toContain('STARTTLS')
      expect(transcript[0]).toMatchObject({ kind: 'tls', from: 'sink', secure: true })
    },
  },
  {
    id: 'A01',
    what: 'takes AUTH PLAIN in one step',
    talk: talk`${HELLO}
      C: AUTH PLAIN ${plain}
      S: 235 2.7.0`,
    check: ({ session: { auth } }) => expect(auth).toEqual({ mechanism: 'PLAIN', user: 'ann', accepted: true }),
  },
  {
    id: 'A01',
    what: 'takes AUTH PLAIN in two steps',
    talk: talk`${HELLO}
      C: AUTH PLAIN
      S: 334
      C: ${plain}
      S: 235 2.7.0`,
    check: ({ session: { auth } }) => expect(auth).toEqual({ mechanism: 'PLAIN', user: 'ann', accepted: true }),
  },
  {
    id: 'A01',
    what: 'takes AUTH LOGIN',
    talk: talk`${HELLO}
      C: AUTH LOGIN
      S: 334 VXNlcm5hbWU6
      C: ${base64('ann')}
      S: 334 UGFzc3dvcmQ6
      C: ${base64('secret')}
      S: 235 2.7.0`,
    check: ({ session: { auth } }) => expect(auth).toEqual({ mechanism: 'LOGIN', user: 'ann', accepted: true }),
  },
  {
    id: 'A02',
    what: 'lets a client give a login up',
    talk: talk`${HELLO}
      C: AUTH PLAIN
      S: 334
      C: *
      S: 501
      C: AUTH LOGIN
      S: 334
      C: ${base64('ann')}
      S: 334
      C: *
      S: 501
      C: NOOP
      S: 250`,
    check: ({ session: { auth } }) => expect(auth).toBeNull(),
  },
  {
    id: 'A03',
    what: 'does not know an unknown mechanism',
    talk: talk`${HELLO}
      C: AUTH SCRAM-SHA-256 abc
      S: 504 5.5.4`,
  },
  {
    id: 'A04',
    what: 'refuses what is not base64',
    talk: talk`${HELLO}
      C: AUTH PLAIN !!!not-base64!!!
      S: 501 5.5`,
  },
  {
    id: 'A05',
    what: 'refuses a second login',
    talk: talk`${HELLO}
      C: AUTH PLAIN ${plain}
      S: 235
      C: AUTH PLAIN ${plain}
      S: 503 5.5.1`,
  },
  {
    id: 'A06',
    what: 'refuses a login inside a transaction',
    talk: talk`${MAIL}
      C: AUTH PLAIN ${plain}
      S: 503 5.5.1
      C: RCPT TO:<ann@example.com>
      S: 250
      ${SENT}`,
  },
  {
    id: 'A07',
    what: 'takes an AUTH line of 12,288 octets',
    talk: talk`${HELLO}
      C: ${longLogin(12_288)}
      S: 235 2.7.0`,
  },
  {
    id: 'A07',
    what: 'refuses an AUTH line of 17,000 octets and goes on',
    talk: talk`${HELLO}
      C: ${longLogin(17_000)}
      S: 500 5.5.2
      C: AUTH PLAIN ${plain}
      S: 235`,
  },
  {
    id: 'A07',
    what: 'ends a login whose answer is too long, and goes on with commands',
    talk: talk`${HELLO}
      C: AUTH PLAIN
      S: 334
      C: ${'A'.repeat(17_000)}
      S: 500 5.5.2
      C: NOOP
      S: 250 2.0.0`,
  },
  {
    id: 'A08',
    what: 'takes AUTH=<> of MAIL',
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com> AUTH=<>
      S: 250 2.1.0
      C: RCPT TO:<b@example.com>
      S: 250
      ${SENT}`,
    check: ({ messages }) => expect(messages[0]?.envelope.parameters).toEqual({ AUTH: '<>' }),
  },
  {
    id: 'A09',
    what: 'wants a login before MAIL inside TLS',
    sink: submissions,
    listener: 'submissions',
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com>
      S: 530 5.7.0
      C: AUTH PLAIN ${plain}
      S: 235 2.7.0
      C: MAIL FROM:<a@example.com>
      S: 250 2.1.0`,
  },
  {
    id: 'A10',
    what: 'refuses a wrong password where users are named',
    sink: { users: [{ user: 'ann', password: 'right' }] },
    talk: talk`${HELLO}
      C: AUTH PLAIN ${base64('\0ann\0wrong')}
      S: 535 5.7.8
      C: AUTH PLAIN ${base64('\0ann\0right')}
      S: 235 2.7.0`,
  },
  {
    id: 'A11',
    what: 'neither offers nor takes a login before STARTTLS on submission',
    sink: submission,
    listener: 'submission',
    talk: talk`${HELLO}
      C: AUTH PLAIN ${plain}
      S: 538 5.7.11
      C: STARTTLS
      S: 220
      C: <TLS>
      C: EHLO app.test
      S: 250
      C: AUTH PLAIN ${plain}
      S: 235`,
    check: ({ replies }) => {
      expect(replies[1]?.lines.filter((line) => line.startsWith('AUTH'))).toEqual([])
      expect(replies[4]?.lines.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
    },
  },
  {
    id: 'A11',
    what: 'offers and takes it in plain text where that is allowed',
    sink: { ...submission, authPlaintext: true },
    listener: 'submission',
    talk: talk`${HELLO}
      C: AUTH PLAIN ${plain}
      S: 235`,
    check: ({ replies }) => expect(replies[1]?.lines.filter((line) => line.startsWith('AUTH'))).toHaveLength(1),
  },
  {
    id: 'A12',
    what: 'never cuts off a client that has not logged in yet',
    sink: submissions,
    listener: 'submissions',
    talk: talk`${HELLO}
      ${Array.from({ length: 30 }, () => 'C: NOOP\nS: 250').join('\n')}
      ${Array.from({ length: 30 }, () => 'C: MAIL FROM:<a@example.com>\nS: 530').join('\n')}
      C: AUTH PLAIN ${plain}
      S: 235`,
  },
  {
    id: 'M01',
    what: 'wants a login before MAIL on submission',
    sink: submission,
    listener: 'submission',
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com>
      S: 530 5.7.0`,
  },
  {
    id: 'H01',
    what: 'closes at an HTTP request whose body is SMTP',
    talk: talk`${GREETED}
      C: POST / HTTP/1.1
      C: Host: localhost
      C:
      C: EHLO evil
      C: MAIL FROM:<eve@example.com>
      C: RCPT TO:<bob@example.com>
      C: DATA
      C: a mail
      C: .
      S: 421
      S: <closed>`,
    check: ({ messages, session: { recipients } }) => {
      expect(messages).toEqual([])
      expect(recipients).toEqual({ accepted: 0, refused: 0 })
    },
  },
  {
    id: 'H02',
    what: 'ends a session at the tenth unknown command',
    talk: talk`${HELLO}
      ${Array.from({ length: 9 }, () => 'C: FOO\nS: 500').join('\n')}
      C: FOO
      S: 421
      S: <closed>`,
  },
]
