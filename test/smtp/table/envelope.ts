/** C08 to C27, C50: MAIL and RCPT, their paths, unknown parameters (RFC 5321, 4.1.1.2 and 4.1.2). */
import { expect } from 'vitest'
import { talk } from '../../support/smtp-talk.ts'
import { HELLO, MAIL, RCPT, type Row, SENT } from './row.ts'

/** A domain of so many octets, in labels of at most 63. */
function domain(octets: number): string {
  const labels = 'd'.repeat(octets).match(/.{1,62}/g) ?? []
  return (
    labels
      .join('.')
      .slice(0, octets - 4)
      .replace(/\.$/, 'x')
      .padEnd(octets - 4, 'y') + '.com'
  )
}

/** RCPT with an address that stands in the envelope as written. */
const taken = (id: string, what: string, written: string, kept = written): Row => ({
  id,
  what,
  talk: talk`${MAIL}
    C: RCPT TO:<${written}>
    S: 250 2.1.5
    ${SENT}`,
  check: ({ messages }) => expect(messages[0]?.envelope.to).toEqual([kept]),
})

export const envelope: readonly Row[] = [
  { id: 'C08', what: 'takes a sender', talk: MAIL },
  {
    id: 'C09',
    what: 'takes the null sender',
    talk: talk`${HELLO}
      C: MAIL FROM:<>
      S: 250 2.1.0
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ messages }) => expect(messages[0]?.envelope.from).toBe(''),
  },
  {
    id: 'C10',
    what: 'lets a sender without brackets pass',
    talk: talk`${HELLO}
      C: MAIL FROM:a@example.com
      S: 250 2.1.0`,
    lints: ['path-brackets'],
    strict: talk`${HELLO}
      C: MAIL FROM:a@example.com
      S: 501 5.5.4`,
  },
  {
    id: 'C11',
    what: 'lets a space behind the colon pass',
    talk: talk`${HELLO}
      C: MAIL FROM: <a@example.com>
      S: 250 2.1.0`,
    lints: ['path-space'],
    strict: talk`${HELLO}
      C: MAIL FROM: <a@example.com>
      S: 501 5.5.4`,
  },
  {
    id: 'C12',
    what: 'refuses a second MAIL, and the first one stands',
    talk: talk`${MAIL}
      C: MAIL FROM:<b@example.com>
      S: 503 5.5.1
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ messages }) => expect(messages[0]?.envelope.from).toBe('shop@example.com'),
  },
  {
    id: 'C13',
    what: 'refuses RCPT before MAIL',
    talk: talk`${HELLO}
      C: RCPT TO:<ann@example.com>
      S: 503 5.5.1`,
  },
  {
    id: 'C14',
    what: 'refuses DATA before RCPT',
    talk: talk`${MAIL}
      C: DATA
      S: 503 5.5.1`,
  },
  ...['Postmaster', 'postmaster', 'POSTMASTER'].map((name) => taken('C15', `takes ${name} without a domain`, name)),
  taken('C16', 'takes a space in a quoted local part', '"john doe"@example.com'),
  taken('C17', 'takes an @ in a quoted local part', '"a@b"@example.com'),
  taken('C17', 'takes a > in a quoted local part', '"a>b"@example.com'),
  taken('C17', 'takes a quoted quote in a quoted local part', '"a\\"b"@example.com'),
  taken('C18', 'drops a source route', '@x.example,@y.example:b@example.com', 'b@example.com'),
  taken('C19', 'takes an IPv4 literal', 'b@[127.0.0.1]'),
  taken('C19', 'takes an IPv6 literal', 'b@[IPv6:2001:db8::1]'),
  {
    id: 'C20',
    what: 'lets two dots in a row pass',
    talk: talk`${MAIL}
      C: RCPT TO:<a..b@example.com>
      S: 250 2.1.5
      ${SENT}`,
    lints: ['path-syntax'],
    check: ({ messages }) => expect(messages[0]?.envelope.to).toEqual(['a..b@example.com']),
    strict: talk`${MAIL}
      C: RCPT TO:<a..b@example.com>
      S: 501 5.1.3`,
  },
  taken('C21', 'takes a local part of 64 octets', `${'l'.repeat(64)}@example.com`),
  taken('C22', 'takes a path of 256 octets', `b@${domain(252)}`),
  {
    id: 'C22',
    what: 'lets a domain of 255 octets pass, whose path is longer than 256',
    talk: talk`${MAIL}
      C: RCPT TO:<b@${domain(255)}>
      S: 250 2.1.5`,
    lints: ['path-syntax'],
    strict: talk`${MAIL}
      C: RCPT TO:<b@${domain(255)}>
      S: 501 5.1.3`,
  },
  {
    id: 'C22',
    what: 'lets a domain of 256 octets and a local part of 65 pass',
    talk: talk`${MAIL}
      C: RCPT TO:<b@${domain(256)}>
      S: 250 2.1.5
      C: RCPT TO:<${'l'.repeat(65)}@example.com>
      S: 250 2.1.5`,
    lints: ['path-syntax'],
    strict: talk`${MAIL}
      C: RCPT TO:<b@${domain(256)}>
      S: 501 5.1.3
      C: RCPT TO:<${'l'.repeat(65)}@example.com>
      S: 501 5.1.3`,
  },
  {
    id: 'C23',
    what: 'refuses a recipient without an address',
    talk: talk`${MAIL}
      C: RCPT TO:<>
      S: 501 5.1.3`,
  },
  {
    id: 'C24',
    what: 'keeps recipients apart that differ in case',
    talk: talk`${MAIL}
      C: RCPT TO:<B@example.com>
      S: 250 2.1.5
      C: RCPT TO:<b@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ messages }) => expect(messages[0]?.envelope.to).toEqual(['B@example.com', 'b@example.com']),
  },
  {
    id: 'C25',
    what: 'records a recipient as often as it was named',
    talk: talk`${RCPT}
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ messages, session }) => {
      expect(messages[0]?.envelope.to).toEqual(['ann@example.com', 'ann@example.com', 'ann@example.com'])
      expect(messages[0]?.envelope.recipients).toHaveLength(3)
      expect(session.recipients).toEqual({ accepted: 3, refused: 0 })
    },
  },
  {
    id: 'C26',
    what: 'lets an unknown parameter of MAIL pass',
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com> FOO=bar
      S: 250 2.1.0
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      ${SENT}`,
    lints: ['unknown-parameter'],
    check: ({ messages }) => expect(messages[0]?.envelope.parameters).toEqual({ FOO: 'bar' }),
    strict: talk`${HELLO}
      C: MAIL FROM:<a@example.com> FOO=bar
      S: 555 5.5.4`,
  },
  {
    id: 'C27',
    what: 'lets an unknown parameter of RCPT pass',
    talk: talk`${MAIL}
      C: RCPT TO:<b@example.com> FOO=bar
      S: 250 2.1.5
      ${SENT}`,
    lints: ['unknown-parameter'],
    check: ({ messages }) => expect(messages[0]?.envelope.recipients[0]?.parameters).toEqual({ FOO: 'bar' }),
    strict: talk`${MAIL}
      C: RCPT TO:<b@example.com> FOO=bar
      S: 555 5.5.4`,
  },
  {
    id: 'C50',
    what: 'lets bytes that are not even UTF-8 pass in an address, and keeps each as one character',
    talk: talk`${MAIL}
      C: RCPT TO:<b\xFF\xFE@example.com>
      S: 250 2.1.5
      ${SENT}`,
    lints: ['utf8-address'],
    check: ({ messages, transcript }) => {
      expect(messages[0]?.envelope.to).toEqual(['b\u00FF\u00FE@example.com'])
      expect(transcript.map(({ text }) => text)).toContain('RCPT TO:<b\\xFF\\xFE@example.com>')
    },
    strict: talk`${MAIL}
      C: RCPT TO:<b\xFF\xFE@example.com>
      S: 553 5.6.7`,
  },
]
