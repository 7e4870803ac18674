/** C01 to C07, C28 to C35, C40 to C45, C48, C49, C52: opening, commands, their lines, the end (RFC 5321). */
import { expect } from 'vitest'
import { talk } from '../../support/smtp-talk.ts'
import { DATA, GREETED, HELLO, MAIL, RCPT, type Row, SENT } from './row.ts'

const recipients = (count: number) =>
  Array.from({ length: count }, (_, i) => `C: RCPT TO:<r${i}@example.com>\nS: 250 2.1.5`).join('\n')

export const session: readonly Row[] = [
  {
    id: 'C01',
    what: 'greets with 220, a name and ESMTP',
    talk: GREETED,
    check: ({ replies }) => expect(replies[0]?.wire).toBe('220 mailsink ESMTP\r\n'),
  },
  {
    id: 'C02',
    what: 'answers EHLO with many lines, its name first',
    talk: HELLO,
    check: ({ replies, session: { helo } }) => {
      expect(replies[1]?.lines[0]).toMatch(/^mailsink /)
      expect(replies[1]?.lines.slice(1).toSorted()).toEqual([
        '8BITMIME',
        'AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2',
        'DSN',
        'ENHANCEDSTATUSCODES',
        'PIPELINING',
        'SIZE 52428800',
        'SMTPUTF8',
      ])
      expect(helo).toBe('app.test')
    },
  },
  {
    id: 'C03',
    what: 'answers HELO with one line and no list',
    talk: talk`${GREETED}
      C: HELO client.test
      S: 250 mailsink`,
    check: ({ replies }) => expect(replies[1]?.lines).toHaveLength(1),
  },
  {
    id: 'C04',
    what: 'refuses EHLO without a name',
    talk: talk`${GREETED}
      C: EHLO
      S: 501`,
  },
  {
    id: 'C05',
    what: 'takes an address literal for a name',
    talk: talk`${GREETED}
      C: EHLO [127.0.0.1]
      S: 250
      C: EHLO [IPv6:::1]
      S: 250`,
    check: ({ session: { helo } }) => expect(helo).toBe('[IPv6:::1]'),
  },
  {
    id: 'C06',
    what: 'reads commands in any case',
    talk: talk`${GREETED}
      C: ehlo app.test
      S: 250
      C: mail from:<a@example.com>
      S: 250 2.1.0
      C: rCpT tO:<b@example.com>
      S: 250 2.1.5
      C: dAtA
      S: 354
      C: .
      S: 250 2.6.0
      C: NoOp
      S: 250 2.0.0`,
  },
  {
    id: 'C07',
    what: 'refuses MAIL before EHLO',
    talk: talk`${GREETED}
      C: MAIL FROM:<a@example.com>
      S: 503 5.5.1`,
  },
  {
    id: 'C28',
    what: 'does not know an unknown command',
    talk: talk`${HELLO}
      C: FOOBAR
      S: 500 5.5.2`,
  },
  {
    id: 'C28',
    what: 'does not take an unknown command for an enhanced code',
    talk: talk`${HELLO}
      C: 2.0.0-all-is-well
      S: 500 5.5.2
      C: 2.0.0
      S: 500 5.5.2
      C: 5.7.1
      S: 500 5.5.2
      C: MAILBOX_FULL
      S: 500 5.5.2`,
  },
  {
    id: 'C29',
    what: 'does not offer EXPN',
    talk: talk`${HELLO}
      C: EXPN list
      S: 502 5.5.1`,
  },
  {
    id: 'C30',
    what: 'says neither yes nor no to VRFY',
    talk: talk`${HELLO}
      C: VRFY bob
      S: 252 2`,
  },
  {
    id: 'C31',
    what: 'answers HELP',
    talk: talk`${HELLO}
      C: HELP
      S: 214 2.0.0`,
  },
  {
    id: 'C32',
    what: 'ignores what stands behind NOOP',
    talk: talk`${HELLO}
      C: NOOP anything
      S: 250 2.0.0`,
  },
  {
    id: 'C33',
    what: 'forgets the transaction at RSET',
    talk: talk`${RCPT}
      C: RSET
      S: 250 2.0.0
      C: DATA
      S: 503 5.5.1`,
  },
  {
    id: 'C34',
    what: 'forgets the transaction at EHLO',
    talk: talk`${RCPT}
      C: EHLO app.test
      S: 250
      C: DATA
      S: 503 5.5.1`,
  },
  {
    id: 'C35',
    what: 'says goodbye to QUIT and closes',
    talk: talk`${HELLO}
      C: QUIT
      S: 221 2.0.0
      S: <closed>`,
    check: ({ session: { ended, outcome } }) => expect([ended, outcome]).toEqual(['quit', 'nothing']),
  },
  {
    id: 'C40',
    what: 'begins a second transaction with an empty envelope',
    talk: talk`${RCPT}
      ${SENT}
      C: MAIL FROM:<bob@example.com> BODY=8BITMIME
      S: 250 2.1.0
      C: RCPT TO:<eve@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ messages }) =>
      expect(messages.map(({ envelope, session: { transaction } }) => ({ ...envelope, transaction }))).toMatchObject([
        { from: 'shop@example.com', to: ['ann@example.com'], parameters: {}, transaction: 1 },
        { from: 'bob@example.com', to: ['eve@example.com'], parameters: { BODY: '8BITMIME' }, transaction: 2 },
      ]),
  },
  {
    id: 'C41',
    what: 'refuses RCPT right after a mail',
    talk: talk`${RCPT}
      ${SENT}
      C: RCPT TO:<bob@example.com>
      S: 503 5.5.1`,
  },
  {
    id: 'C42',
    what: 'takes 100 recipients',
    talk: talk`${MAIL}
      ${recipients(100)}
      ${SENT}`,
    check: ({ messages }) => expect(messages[0]?.envelope.to).toHaveLength(100),
  },
  {
    id: 'C43',
    what: 'takes 1,000 recipients and no more',
    talk: talk`${MAIL}
      ${recipients(1000)}
      C: RCPT TO:<late@example.com>
      S: 452 4.5.3
      ${SENT}`,
    check: ({ messages, session: { recipients: sums } }) => {
      expect(messages[0]?.envelope.to).toHaveLength(1000)
      expect(messages[0]?.envelope.recipients[1000]).toMatchObject({ address: 'late@example.com', accepted: false })
      expect(sums).toEqual({ accepted: 1000, refused: 1 })
    },
  },
  {
    id: 'C44',
    what: 'takes a command of 600 octets',
    talk: talk`${HELLO}
      C: NOOP ${'x'.repeat(593)}
      S: 250 2.0.0`,
  },
  {
    id: 'C45',
    what: 'refuses a command of 17,000 octets and goes on',
    talk: talk`${RCPT}
      C: NOOP ${'x'.repeat(16_993)}
      S: 500 5.5.2
      ${SENT}`,
  },
  {
    id: 'C48',
    what: 'lets a command end in a bare LF',
    talk: talk`${HELLO}
      C~ NOOP\n
      S: 250 2.0.0`,
    lints: ['bare-lf'],
    strict: talk`${HELLO}
      C~ NOOP\n
      S: 500 5.5.2`,
  },
  ...[
    'EHLO a\\0b',
    'EHLO a\\rb',
    'NOOP a\\0b',
    'NOOP a\\rb',
    'RSET\\0',
    'VRFY a\\rb',
    'MAIL FROM:<a\\0b@example.com>',
  ].map((line) => ({
    id: 'C49',
    what: `refuses ${line}`,
    talk: talk`${HELLO}
        C: ${line}
        S: 50`,
  })),
  ...['RCPT TO:<a\\0b@example.com>', 'RCPT TO:<b@example.com> NOTIFY=\\rNEVER', 'DATA\\0', 'DATA\\r\\rx'].map(
    (line) => ({
      id: 'C49',
      what: `refuses ${line}`,
      talk: talk`${RCPT}
      C: ${line}
      S: 50`,
    }),
  ),
  {
    id: 'C52',
    what: 'ends an idle session with 421',
    sink: { limits: { idle: 150 } },
    talk: talk`${HELLO}
      S: 421 4.4.2
      S: <closed>`,
    check: ({ session: { ended } }) => expect(ended).toBe('timeout'),
  },
  {
    id: 'C54',
    what: 'keeps nothing of a mail that a closed connection cuts off',
    talk: talk`${DATA}
      C: Subject: half
      C~ half a l
      C: <FIN>`,
    lints: ['no-quit'],
    check: ({ session: { ended, outcome }, messages }) =>
      expect({ ended, outcome, messages }).toEqual({ ended: 'client', outcome: 'nothing', messages: [] }),
  },
  {
    id: 'C54',
    what: 'keeps nothing of a mail that a reset cuts off',
    talk: talk`${DATA}
      C: Subject: half
      C: <RST>`,
    lints: ['no-quit'],
    check: ({ session: { outcome }, messages }) =>
      expect({ outcome, messages }).toEqual({ outcome: 'nothing', messages: [] }),
  },
]
