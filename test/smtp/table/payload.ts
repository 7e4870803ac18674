/** C36 to C39, C46, C47, SM0 to SM11, E08, U05, M02, X01: the bytes of a mail (RFC 5321, 4.5.2). */
import { expect } from 'vitest'
import { talk } from '../../support/smtp-talk.ts'
import { type After, DATA, RCPT, type Row, SENT } from './row.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

/** One message, and its raw form is this. */
function keeps(raw: string): (after: After) => void {
  return ({ raws }) => {
    expect(raws).toEqual([bytes(raw)])
  }
}

interface Sent extends Pick<Row, 'id' | 'what' | 'lints'> {
  readonly wire: string
  readonly raw: string
  readonly strict?: string
}

/** DATA with these bytes in one segment, escapes and all, the terminator behind them. */
const sends = ({ strict, ...row }: Sent): Row => ({
  ...row,
  talk: talk`${DATA}
    C~ ${row.wire}.\r\n
    S: 250 2.6.0`,
  check: keeps(row.raw),
  ...(strict !== undefined && {
    strict: talk`${DATA}
      C~ ${row.wire}.\r\n
      S: ${strict}`,
  }),
})

/** SM0 to SM8: what others have taken for the end of data. None of it is; all of it is kept. */
const smuggled: readonly [id: string, middle: string, raw: string, strict: string | null][] = [
  ['SM0', '\\n.\\n', '\n.\n', '550 5.6.0'],
  ['SM1', '\\n.\\r\\n', '\n.\r\n', '550 5.6.0'],
  ['SM2', '\\r\\n.\\n', '\r\n\n', '550 5.6.0'],
  ['SM3', '\\r.\\r', '\r.\r', null],
  ['SM4', '\\r\\n.\\r', '\r\n\r', null],
  ['SM5', '\\r.\\r\\n', '\r.\r\n', null],
  ['SM6', '\\r\\r\\n.\\r\\r\\n', '\r\r\n\r\r\n', null],
  ['SM7', '\\r\\n\\0.\\r\\n', '\r\n\0.\r\n', null],
  ['SM8', '\\n\\n.\\r\\n', '\n\n.\r\n', '550 5.6.0'],
]

const allBytes = Array.from({ length: 256 }, (_, i) => `\\x${i.toString(16).padStart(2, '0')}`).join('')

export const payload: readonly Row[] = [
  {
    id: 'C36',
    what: 'takes a mail',
    talk: talk`${RCPT}
      ${SENT}`,
    check: ({ raws, session: { outcome } }) => {
      expect(raws).toEqual([bytes('Subject: hi\r\n\r\nhi\r\n')])
      expect(outcome).toBe('delivered')
    },
  },
  {
    id: 'C37',
    what: 'keeps an empty mail',
    talk: talk`${DATA}
      C: .
      S: 250 2.6.0`,
    check: ({ raws }) => expect(raws).toEqual([bytes('')]),
  },
  ...[false, true].map((bytewise) => ({
    id: bytewise ? 'C39' : 'C38',
    what: `takes exactly one dot off each line${bytewise ? ', also where every byte comes alone' : ''}`,
    bytewise,
    talk: talk`${DATA}
      C: ..
      C: ...
      C: ..x
      C: ....
      C: a.b
      C: .
      S: 250 2.6.0`,
    check: keeps('.\r\n..\r\n.x\r\n...\r\na.b\r\n'),
  })),
  sends({
    id: 'C46',
    what: 'keeps a line of 998 octets',
    wire: `${'x'.repeat(998)}\\r\\n`,
    raw: `${'x'.repeat(998)}\r\n`,
  }),
  sends({
    id: 'C47',
    what: 'lets a line of 100,000 octets pass, unchanged',
    wire: `${'x'.repeat(100_000)}\\r\\n`,
    raw: `${'x'.repeat(100_000)}\r\n`,
    lints: ['long-line'],
    strict: '500 5.6.0',
  }),
  ...smuggled.map(([id, middle, raw, strict]) => ({
    id,
    what: `does not end the data at ${middle}`,
    talk: talk`${DATA}
      C~ one${middle}MAIL FROM:<eve@example.com>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\ntwo\r\n.\r\n
      S: 250 2.6.0`,
    ...(strict !== null && {
      strict: talk`${DATA}
        C~ one${middle}MAIL FROM:<eve@example.com>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\ntwo\r\n.\r\n
        S: ${strict}`,
    }),
    lints: [
      ...(strict === null ? [] : (['bare-lf'] as const)),
      ...(middle.startsWith('\\r\\n.') || middle.startsWith('\\r\\r\\n.') ? (['undoubled-dot'] as const) : []),
    ],
    check: keeps(`one${raw}MAIL FROM:<eve@example.com>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\ntwo\r\n`),
  })),
  sends({
    id: 'SM11',
    what: 'keeps both dots behind a bare LF',
    wire: 'a\\n..b\\r\\n',
    raw: 'a\n..b\r\n',
    lints: ['bare-lf'],
    strict: '550 5.6.0',
  }),
  sends({
    id: 'E08',
    what: 'keeps all 256 byte values',
    wire: `${allBytes}\\r\\n`,
    raw: `${String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i))}\r\n`,
    lints: ['8bit', 'bare-lf'],
    strict: '550 5.6.0',
  }),
  {
    id: 'E08',
    what: 'keeps the bytes from 128 to 255 where 8BITMIME was declared',
    talk: talk`${RCPT}
      C: RSET
      S: 250
      C: MAIL FROM:<shop@example.com> BODY=8BITMIME
      S: 250 2.1.0
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      C: DATA
      S: 354
      C: ${allBytes.slice(4 * 128)}
      C: .
      S: 250 2.6.0`,
    check: ({ raws }) =>
      expect(raws).toEqual([
        Buffer.concat([Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i)), bytes('\r\n')]),
      ]),
  },
  {
    id: 'U05',
    what: 'decodes UTF-8 in headers for show and keeps the bytes',
    talk: talk`${RCPT}
      C: RSET
      S: 250
      C: MAIL FROM:<shop@example.com> SMTPUTF8
      S: 250 2.1.0
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      C: DATA
      S: 354
      C: Subject: Gr\xC3\xBC\xC3\x9Fe
      C: From: J\xC3\xBCrgen <j\xC3\xBCrgen@example.com>
      C:
      C: .
      S: 250 2.6.0`,
    check: ({ messages, raws }) => {
      expect(messages[0]?.subject).toBe('Grüße')
      expect(messages[0]?.from).toEqual([{ name: 'Jürgen', address: 'jürgen@example.com' }])
      expect(raws).toEqual([Buffer.from('Subject: Grüße\r\nFrom: Jürgen <jürgen@example.com>\r\n\r\n')])
    },
  },
  {
    id: 'M02',
    what: 'adds no Date and no Message-ID',
    talk: talk`${DATA}
      C: Subject: bare
      C:
      C: bare
      C: .
      S: 250 2.6.0`,
    check: ({ messages, raws }) => {
      expect(raws).toEqual([bytes('Subject: bare\r\n\r\nbare\r\n')])
      expect(messages[0]?.headers.map(({ name }) => name)).toEqual(['Subject'])
    },
  },
  {
    id: 'X01',
    what: 'adds no Received and no Return-Path',
    talk: talk`${DATA}
      C: Received: from a by b; Thu, 1 Jan 2026 00:00:00 +0000
      C: X-Odd:   three  spaces
      C:
      C: .
      S: 250 2.6.0`,
    check: ({ raws }) =>
      expect(raws).toEqual([
        bytes('Received: from a by b; Thu, 1 Jan 2026 00:00:00 +0000\r\nX-Odd:   three  spaces\r\n\r\n'),
      ]),
  },
]
