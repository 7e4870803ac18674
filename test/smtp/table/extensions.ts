/** P01 to P05, E01 to E07, E09 to E14, U01 to U04, D01 to D07, N01 to N03, Q01 to Q03: the extensions. */
import { expect } from 'vitest'
import { talk } from '../../support/smtp-talk.ts'
import { DATA, GREETED, HELLO, MAIL, RCPT, type Row, SENT } from './row.ts'

const classOf = (code: number, enhanced: string | null | undefined) => [code, enhanced?.[0]]

/** MAIL with these parameters is refused so. */
const mail = (id: string, what: string, parameters: string, reply: string): Row => ({
  id,
  what,
  talk: talk`${HELLO}
    C: MAIL FROM:<a@example.com> ${parameters}
    S: ${reply}`,
})

/** MAIL or RCPT with parameters that stand in the envelope as written. */
const kept = (id: string, what: string, command: 'MAIL' | 'RCPT', written: string, parameters: object): Row => ({
  id,
  what,
  talk:
    command === 'MAIL'
      ? talk`${HELLO}
        C: MAIL FROM:<a@example.com> ${written}
        S: 250 2.1.0
        C: RCPT TO:<b@example.com>
        S: 250 2.1.5
        ${SENT}`
      : talk`${MAIL}
        C: RCPT TO:<b@example.com> ${written}
        S: 250 2.1.5
        ${SENT}`,
  check: ({ messages }) => {
    const envelope = messages[0]?.envelope
    expect({ ...(command === 'MAIL' ? envelope?.parameters : envelope?.recipients[0]?.parameters) }).toEqual(parameters)
  },
})

const rcpt = (id: string, what: string, parameters: string, reply: string): Row => ({
  id,
  what,
  talk: talk`${MAIL}
    C: RCPT TO:<b@example.com> ${parameters}
    S: ${reply}`,
})

export const extensions: readonly Row[] = [
  {
    id: 'P01',
    what: 'answers a group of commands in order',
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com>
      C: RCPT TO:<b@example.com>
      C: RCPT TO:<c@example.com>
      C: DATA
      S: 250 2.1.0
      S: 250 2.1.5
      S: 250 2.1.5
      S: 354
      C: .
      S: 250 2.6.0`,
  },
  {
    id: 'P02',
    what: 'reads QUIT behind a mail in the same segment',
    talk: talk`${DATA}
      C: hi
      C: .
      C: QUIT
      S: 250 2.6.0
      S: 221
      S: <closed>`,
  },
  {
    id: 'P03',
    what: 'reads DATA, its mail and the next MAIL in one segment',
    talk: talk`${RCPT}
      C: DATA
      C: hi
      C: .
      C: MAIL FROM:<next@example.com>
      S: 354
      S: 250 2.6.0
      S: 250 2.1.0`,
    lints: ['early-pipelining'],
    check: ({ raws }) => expect(raws).toEqual([Buffer.from('hi\r\n')]),
  },
  {
    id: 'P04',
    what: 'refuses DATA behind a refused recipient and stays with commands',
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com>
      C: RCPT TO:<>
      C: DATA
      S: 250 2.1.0
      S: 501 5.1.3
      S: 503 5.5.1
      C: NOOP
      S: 250`,
  },
  {
    id: 'E01',
    what: 'announces its limit for SIZE',
    sink: { limits: { messageSize: 12_345 } },
    talk: HELLO,
    check: ({ replies }) => expect(replies[1]?.lines).toContain('SIZE 12345'),
  },
  mail('E02', 'refuses a mail that is declared too large', 'SIZE=99999999', '552 5.3.4'),
  mail('E03', 'refuses a size that is no number', 'SIZE=abc', '501 5.5.4'),
  {
    id: 'E04',
    what: 'refuses a mail that is larger than the limit, and takes the next',
    sink: { limits: { messageSize: 1000 } },
    talk: talk`${DATA}
      C: ${'x'.repeat(990)}
      C: ${'x'.repeat(990)}
      C: .
      S: 552 5.3.4
      C: MAIL FROM:<a@example.com>
      S: 250
      C: RCPT TO:<b@example.com>
      S: 250
      ${SENT}`,
    check: ({ raws, session: { outcome } }) => expect([raws.length, outcome]).toEqual([1, 'partial']),
  },
  {
    id: 'E05',
    what: 'drains a mail of ten times the limit that was declared small',
    sink: { limits: { messageSize: 10_000 } },
    talk: talk`${HELLO}
      C: MAIL FROM:<a@example.com> SIZE=10
      S: 250
      C: RCPT TO:<b@example.com>
      S: 250
      C: DATA
      S: 354
      C: ${Array.from({ length: 1000 }, () => 'x'.repeat(98)).join('\nC: ')}
      C: .
      S: 552 5.3.4
      C: NOOP
      S: 250`,
    check: ({ messages }) => expect(messages).toEqual([]),
  },
  kept('E06', 'takes BODY=8BITMIME', 'MAIL', 'BODY=8BITMIME', { BODY: '8BITMIME' }),
  kept('E06', 'takes BODY=7BIT', 'MAIL', 'BODY=7BIT', { BODY: '7BIT' }),
  mail('E07', 'refuses an unknown BODY', 'BODY=FOO', '501 5.5.4'),
  mail('E07', 'refuses BODY without a value', 'BODY', '501 5.5.4'),
  {
    id: 'E09',
    what: 'does not offer CHUNKING',
    talk: HELLO,
    check: ({ replies }) => expect(replies[1]?.lines.filter((line) => /CHUNKING|BINARYMIME/.test(line))).toEqual([]),
  },
  {
    id: 'E10',
    what: 'refuses BDAT and swallows its bytes',
    talk: talk`${RCPT}
      C: BDAT 14 LAST
      C~ RSET\r\nNOOP\r\n\r\n
      S: 502 5.5.1
      ${SENT}`,
    check: ({ raws }) => expect(raws).toEqual([Buffer.from('Subject: hi\r\n\r\nhi\r\n')]),
  },
  {
    id: 'E11',
    what: 'refuses each BDAT',
    talk: talk`${RCPT}
      C: BDAT 10
      C~ 0123456789BDAT 0 LAST\r\n
      S: 502 5.5.1
      S: 502 5.5.1`,
  },
  {
    id: 'E12',
    what: 'swallows the bytes of a BDAT before RCPT, and behind another',
    talk: talk`${HELLO}
      C: BDAT 6
      C~ QUIT\r\n
      S: 502 5.5.1
      C: BDAT 6 LAST
      C~ RSET\r\n
      S: 502 5.5.1
      C: DATA
      S: 503 5.5.1`,
  },
  mail('E13', 'refuses BODY=BINARYMIME', 'BODY=BINARYMIME', '501 5.5.4'),
  {
    id: 'E14',
    what: 'never runs the bytes of a BDAT as commands, after HELO either',
    talk: talk`${GREETED}
      C: HELO app.test
      S: 250
      C: BDAT 73 LAST
      C: MAIL FROM:<eve@example.com>
      C: RCPT TO:<bob@example.com>
      C: DATA
      C: a mail
      C: .
      S: 502 5.5.1`,
    check: ({ messages, session: { recipients } }) =>
      expect({ messages, recipients }).toEqual({ messages: [], recipients: { accepted: 0, refused: 0 } }),
  },
  {
    id: 'U01',
    what: 'offers SMTPUTF8',
    talk: HELLO,
    check: ({ replies }) => expect(replies[1]?.lines).toContain('SMTPUTF8'),
  },
  {
    id: 'U02',
    what: 'takes UTF-8 addresses where SMTPUTF8 was declared',
    talk: talk`${HELLO}
      C: MAIL FROM:<j\xC3\xBCrgen@b\xC3\xBCcher.example> SMTPUTF8
      S: 250 2.1.0
      C: RCPT TO:<\xE7\x94\xA8@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ messages }) =>
      expect(messages[0]?.envelope).toMatchObject({ from: 'jürgen@bücher.example', to: ['用@example.com'] }),
  },
  {
    id: 'U03',
    what: 'lets a UTF-8 address pass without SMTPUTF8',
    talk: talk`${HELLO}
      C: MAIL FROM:<j\xC3\xBCrgen@example.com>
      S: 250 2.1.0
      C: RCPT TO:<ann@example.com>
      S: 250 2.1.5
      ${SENT}`,
    lints: ['utf8-address'],
    check: ({ messages }) => expect(messages[0]?.envelope.from).toBe('jürgen@example.com'),
    strict: talk`${HELLO}
      C: MAIL FROM:<j\xC3\xBCrgen@example.com>
      S: 553 5.6.7
      C: MAIL FROM:<a@example.com>
      S: 250
      C: RCPT TO:<j\xC3\xBCrgen@example.com>
      S: 553 5.6.7`,
  },
  mail('U04', 'refuses SMTPUTF8 with a value', 'SMTPUTF8=1', '501 5.5.4'),
  kept('D01', 'keeps RET and ENVID', 'MAIL', 'RET=FULL ENVID=QQ314159', { RET: 'FULL', ENVID: 'QQ314159' }),
  mail('D02', 'refuses an unknown RET', 'RET=BAD', '501 5.5.4'),
  mail('D02', 'refuses RET twice', 'RET=FULL RET=FULL', '501 5.5.4'),
  mail('D02', 'refuses RET without a value', 'RET', '501 5.5.4'),
  kept('D03', 'keeps NOTIFY and ORCPT', 'RCPT', 'NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;b@example.com', {
    NOTIFY: 'SUCCESS,FAILURE,DELAY',
    ORCPT: 'rfc822;b@example.com',
  }),
  rcpt('D04', 'refuses NOTIFY=NEVER beside others', 'NOTIFY=NEVER,SUCCESS', '501 5.5.4'),
  rcpt('D04', 'refuses NOTIFY without a value', 'NOTIFY=', '501 5.5.4'),
  rcpt('D05', 'refuses an ORCPT without a type', 'ORCPT=nope', '501 5.5.4'),
  mail('D06', 'refuses an ENVID of 101 characters', `ENVID=${'e'.repeat(101)}`, '501 5.5.4'),
  kept('D06', 'takes an ENVID of 100 characters', 'MAIL', `ENVID=${'e'.repeat(100)}`, { ENVID: 'e'.repeat(100) }),
  kept('D07', 'keeps xtext encoded', 'MAIL', 'ENVID=a+0D+0Ab', { ENVID: 'a+0D+0Ab' }),
  mail('D07', 'refuses an ENVID that is not xtext', 'ENVID=a+0', '501 5.5.4'),
  {
    id: 'N01',
    what: 'gives every reply after EHLO an enhanced code of its class',
    talk: talk`${HELLO}
      C: NOOP
      S: 250 2.
      C: HELP
      S: 214 2.
      C: VRFY bob
      S: 252 2.
      C: RSET
      S: 250 2.
      C: FOOBAR
      S: 500 5.
      C: EXPN list
      S: 502 5.
      C: STARTTLS
      S: 502 5.
      C: DATA
      S: 503 5.
      C: MAIL FROM:<
      S: 501 5.
      C: AUTH FOO
      S: 504 5.
      C: MAIL FROM:<a@example.com>
      S: 250 2.
      C: RCPT TO:<b@example.com>
      S: 250 2.
      ${SENT}
      C: QUIT
      S: 221 2.
      S: <closed>`,
    check: ({ replies, transcript }) => {
      const shown = transcript.filter(({ kind, code }) => kind === 'reply' && code !== 354 && code !== 220).slice(1)
      expect(shown.map((entry) => classOf(entry.code ?? 0, entry.enhanced))).toEqual(
        replies
          .filter(({ code }) => code !== 354 && code !== 220)
          .slice(1)
          .map((r) => classOf(r.code, r.enhanced)),
      )
    },
  },
  {
    id: 'N02',
    what: 'gives the greeting, EHLO and 354 none',
    talk: talk`${DATA}
      C: .
      S: 250`,
    check: ({ replies }) => {
      const bare = replies.filter(({ enhanced }) => enhanced === null).map(({ code }) => code)
      expect(bare).toEqual([220, 250, 354])
      expect(replies[1]?.wire).toMatch(/^250-mailsink greets /)
    },
  },
  {
    id: 'N03',
    what: 'has no reply of many lines but that to EHLO, which bears no enhanced code',
    talk: talk`${HELLO}
      C: HELP
      S: 214 2.0.0
      C: VRFY bob
      S: 252 2
      C: FOOBAR
      S: 500 5.5.2`,
    check: ({ replies }) => expect(replies.filter(({ lines }) => lines.length > 1)).toEqual([replies[1]]),
  },
  {
    id: 'Q01',
    what: 'does not offer REQUIRETLS in plain text',
    talk: HELLO,
    check: ({ replies }) => expect(replies[1]?.lines).not.toContain('REQUIRETLS'),
  },
  mail('Q02', 'refuses REQUIRETLS in plain text', 'REQUIRETLS', '530 5.7.10'),
  {
    id: 'Q03',
    what: 'keeps REQUIRETLS where TLS runs',
    sink: { starttls: true },
    talk: talk`${HELLO}
      C: STARTTLS
      S: 220
      C: <TLS>
      C: EHLO app.test
      S: 250
      C: MAIL FROM:<a@example.com> REQUIRETLS
      S: 250 2.1.0
      C: RCPT TO:<b@example.com>
      S: 250 2.1.5
      ${SENT}`,
    check: ({ replies, messages }) => {
      expect(replies[3]?.lines).toContain('REQUIRETLS')
      expect(messages[0]?.envelope.parameters).toEqual({ REQUIRETLS: null })
    },
  },
]
