import { describe, expect, test } from 'vitest'
import type { Criteria } from '../../contract/criteria.ts'
import { readCriteria } from '../../criteria/check.ts'
import { CriteriaError } from '../../criteria/error.ts'
import { parseQuery } from '../../criteria/q.ts'
import { seeded } from '../support/smtp-random.ts'

function refusal(text: string): string {
  try {
    parseQuery(text)
  } catch (error) {
    if (error instanceof CriteriaError) return error.message
    throw error
  }
  return 'not refused'
}

/** What a word without a prefix asks for. */
const anywhere = (text: string): Criteria[] => [
  { subject: text },
  { body: text },
  { from: { contains: text } },
  { to: { contains: text } },
]

describe('terms', () => {
  test.each<[string, Criteria]>([
    ['', {}],
    [' \n', {}],
    ['subject:reset', { subject: 'reset' }],
    ['Subject:reset', { subject: 'reset' }],
    ['subject:"reset your"', { subject: 'reset your' }],
    ['subject:"say \\"hi\\" (now): \\\\ \\d"', { subject: 'say "hi" (now): \\ \\d' }],
    ['subject:re:reset', { subject: 're:reset' }],
    ['text:a html:b body:c link:/d/i', { text: 'a', html: 'b', body: 'c', link: { matches: 'd' } }],
    [
      'code:123456 id:01J session:s user:u helo:h inbox:t-1',
      { code: '123456', id: '01J', session: 's', user: 'u', helo: 'h', inbox: 't-1' },
    ],
    ['address:127.0.0.1', { address: '127.0.0.1' }],
    ['ip:10.0.*', { address: '10.0.*' }],
    ['listener:submission', { listener: 'submission' }],
    ['tls:TLSv1.3', { tls: 'TLSv1.3' }],
    ['tls:false', { tls: false }],
    ['tls:no', { tls: false }],
    ['tls:yes', { tls: true }],
    ['is:tls', { tls: true }],
    [
      'has:attachment has:link has:code has:html has:text',
      { attachment: true, link: true, code: true, html: true, text: true },
    ],
    ['header:X-Run', { header: { 'X-Run': true } }],
    ['header:X-Run=7', { header: { 'X-Run': '7' } }],
    ['header:X-Run="a b"', { header: { 'X-Run': 'a b' } }],
    ['header:X-Run=/^7/', { header: { 'X-Run': { matches: '^7', flags: '' } } }],
    ['header:X-Run=a=b', { header: { 'X-Run': 'a=b' } }],
    ['larger:10k smaller:1m', { size: { above: 10_240, below: 1_048_576 } }],
    ['size:>10k size:<1m', { size: { above: 10_240, below: 1_048_576 } }],
    ['size:(>10k OR <5)', { any: [{ size: { above: 10_240 } }, { size: { below: 5 } }] }],
    ['has:file', { attachment: true }],
    ['has:ics filename:*.ics', { attachment: { type: 'text/calendar', filename: '*.ics' } }],
    [
      'after:2026-11-01 before:"2026-11-02 08:30Z"',
      { time: { after: '2026-11-01T00:00:00.000Z', before: '2026-11-02T08:30:00.000Z' } },
    ],
  ])('%s', (text, criteria) => {
    expect(parseQuery(text)).toStrictEqual(criteria)
  })
})

describe('a time may be so long ago, counted from now, which is looked at once', () => {
  const now = new Date('2026-11-21T12:00:00.500Z')
  test.each<[string, Criteria]>([
    ['in:5m', { time: { after: '2026-11-21T11:55:00.500Z' } }],
    ['after:1.5s', { time: { after: '2026-11-21T11:59:59.000Z' } }],
    ['after:2h before:"250ms"', { time: { after: '2026-11-21T10:00:00.500Z', before: '2026-11-21T12:00:00.250Z' } }],
    ['-in:1h', { not: { time: { after: '2026-11-21T11:00:00.500Z' } } }],
    ['in:999999999h', { time: { after: '0000-01-01T00:00:00.000Z' } }],
    ['after:2026-11-20', { time: { after: '2026-11-20T00:00:00.000Z' } }],
  ])('%s', (text, criteria) => {
    expect(parseQuery(text, now)).toStrictEqual(criteria)
  })
})

describe('addresses and names of files are contained, unless they look whole', () => {
  test.each<[string, Criteria]>([
    ['to:ann', { to: { contains: 'ann' } }],
    ['to:ann@example.com', { to: 'ann@example.com' }],
    ['to:*example.com', { to: '*example.com' }],
    ['from:"Ann Smith"', { from: { contains: 'Ann Smith' } }],
    ['cc:a bcc:b rcpt:c', { cc: { contains: 'a' }, bcc: { contains: 'b' }, rcpt: { contains: 'c' } }],
    ['mailFrom:a', { mailFrom: { contains: 'a' } }],
    ['mailfrom:a', { mailFrom: { contains: 'a' } }],
    ['mail-from:<>', { mailFrom: false }],
    ['reply-to:a', { replyTo: { contains: 'a' } }],
    ['replyto:a@x.test', { replyTo: 'a@x.test' }],
    ['filename:invoice', { attachment: { filename: { contains: 'invoice' } } }],
    ['filename:*.pdf', { attachment: { filename: '*.pdf' } }],
    ['filename:*.pdf type:image', { attachment: { filename: '*.pdf', type: { contains: 'image' } } }],
    [
      'filename:a filename:b',
      { attachment: { filename: { contains: 'a' } }, all: [{ attachment: { filename: { contains: 'b' } } }] },
    ],
    [
      'attachment:pdf',
      { any: [{ attachment: { filename: { contains: 'pdf' } } }, { attachment: { type: { contains: 'pdf' } } }] },
    ],
  ])('%s', (text, criteria) => {
    expect(parseQuery(text)).toStrictEqual(criteria)
  })
})

describe('patterns', () => {
  test.each<[string, Criteria]>([
    ['subject:/^re:/i', { subject: { matches: '^re:' } }],
    ['subject:/^Re:/', { subject: { matches: '^Re:', flags: '' } }],
    ['subject:/reset your/im', { subject: { matches: 'reset your', flags: 'im' } }],
    ['link:/a\\/b/i', { link: { matches: 'a/b' } }],
    ['link:/[^/]+\\?x/i', { link: { matches: '[^/]+\\?x' } }],
    ['-to:/x/i', { to: { not: { matches: 'x' } } }],
  ])('%s', (text, criteria) => {
    expect(parseQuery(text)).toStrictEqual(criteria)
  })
})

describe('words without a prefix', () => {
  test.each<[string, Criteria]>([
    ['reset', { any: anywhere('reset') }],
    ['"http://x.test/"', { any: anywhere('http://x.test/') }],
    ['reset password', { any: anywhere('reset'), all: [{ any: anywhere('password') }] }],
    ['and or not', { any: anywhere('and'), all: [{ any: anywhere('or') }, { any: anywhere('not') }] }],
    ['"OR"', { any: anywhere('OR') }],
    ['well-known!', { any: anywhere('well-known!') }],
    ['ann@*', { any: [{ subject: 'ann@*' }, { body: 'ann@*' }, { from: 'ann@*' }, { to: 'ann@*' }] }],
  ])('%s', (text, criteria) => {
    expect(parseQuery(text)).toStrictEqual(criteria)
  })
})

describe('and, or, not', () => {
  const [a, b, c] = [{ subject: 'a' }, { text: 'b' }, { html: 'c' }]
  test.each<[string, Criteria]>([
    ['subject:a text:b', { ...a, ...b }],
    ['subject:a AND text:b', { ...a, ...b }],
    ['subject:a OR text:b', { any: [a, b] }],
    ['subject:a OR text:b OR html:c', { any: [a, b, c] }],
    ['subject:a OR (text:b OR html:c)', { any: [a, b, c] }],
    ['subject:a OR text:b html:c', { any: [a, { ...b, ...c }] }],
    ['(subject:a OR text:b) html:c', { any: [a, b], ...c }],
    ['(subject:a)(text:b)', { ...a, ...b }],
    ['((subject:a))', a],
    ['-subject:a', { subject: { not: 'a' } }],
    ['!subject:a', { subject: { not: 'a' } }],
    ['NOT subject:a', { subject: { not: 'a' } }],
    ['--subject:a', a],
    ['-has:link', { link: false }],
    ['-header:X-Run', { header: { 'X-Run': false } }],
    ['-header:X-Run=7', { header: { 'X-Run': { not: '7' } } }],
    ['-filename:*.exe', { not: { attachment: { filename: '*.exe' } } }],
    ['-larger:1k', { not: { size: { above: 1024 } } }],
    ['-(subject:a OR text:b)', { not: { any: [a, b] } }],
    ['-(subject:a text:b)', { not: { ...a, ...b } }],
    ['-reset', { not: { any: anywhere('reset') } }],
    ['subject:a -subject:b', { subject: 'a', all: [{ subject: { not: 'b' } }] }],
    ['subject:(a OR b)', { any: [a, { subject: 'b' }] }],
    ['subject:(a -b text:c)', { subject: 'a', all: [{ subject: { not: 'b' } }], text: 'c' }],
    ['-has:(link OR code)', { not: { any: [{ link: true }, { code: true }] } }],
  ])('%s', (text, criteria) => {
    expect(parseQuery(text)).toEqual(criteria)
  })
})

const KNOWN =
  'Known: to, from, cc, bcc, rcpt, mailFrom, replyTo, subject, text, html, body, link, code, id, session, listener, ' +
  'inbox, user, helo, address, tls, header, attachment, filename, type, has, is, larger, smaller, size, before, after, in.'

describe('refuses', () => {
  test.each([
    [
      'subjct:x',
      `Unknown criterion "subjct:" at position 1. Did you mean "subject:"? ${KNOWN} Put "subjct:x" in quotes to look for it as it stands.`,
    ],
    [
      'a recipient:x',
      `Unknown criterion "recipient:" at position 3. Did you mean "to:"? ${KNOWN} Put "recipient:x" in quotes to look for it as it stands.`,
    ],
    [
      'size:10k',
      '"size:" at position 1 is "10k". Did you mean ">10k"? Write size:>10k for more bytes, or size:<10k for fewer.',
    ],
    [
      '(http://x.test/a?b)',
      '"http://x.test/a?b" at position 2 has a colon, but what stands before it is no criterion. Put "http://x.test/a?b" in quotes to look for it as it stands.',
    ],
    [
      'at 12:30',
      '"12:30" at position 4 has a colon, but what stands before it is no criterion. Put "12:30" in quotes to look for it as it stands.',
    ],
    [
      ':x',
      '":x" at position 1 has a colon, but what stands before it is no criterion. Put ":x" in quotes to look for it as it stands.',
    ],
    [
      'subject: x',
      '"subject:" at position 1 has no value. Put it right after the colon, in quotes if there is a space in it.',
    ],
    [
      'a -subject:',
      '"subject:" at position 4 has no value. Put it right after the colon, in quotes if there is a space in it.',
    ],
    ['subject:""', '"subject:" at position 1 is empty. Leave it off, or say what is wanted.'],
    ['a " "', 'The text at position 3 is empty. Leave it off, or say what is wanted.'],
    ['subject:"reset', 'The quote at position 9 is not closed.'],
    ['"a\\"', 'The quote at position 1 is not closed.'],
    ['a"b"', 'A space is missing at position 2, or quotes around the whole of "a\\"b\\"".'],
    ['"a"b', 'A space is missing at position 4, or quotes around the whole of "\\"a\\"b".'],
    ['f(x)', 'A space is missing at position 2, or quotes around the whole of "f(x)".'],
    ['/users/42', 'A space is missing at position 8, or quotes around the whole of "/users/42".'],
    [
      'link:/reset',
      'The pattern at position 6 is not closed by a slash. Put "link:/reset" in quotes to look for it as it stands.',
    ],
    [
      'subject:/x/g',
      'What follows the pattern of "subject:" at position 1 is "g", but may hold i, m and s, each once.',
    ],
    ['has:/x/', '"has:" at position 1 takes no pattern.'],
    [
      'has:linkk',
      '"has:" at position 1 is "linkk". Did you mean "link"? Known: attachment, link, code, html, text, file, ics.',
    ],
    [
      'has:tag',
      '"has:" at position 1 is "tag". Did you mean "html"? Known: attachment, link, code, html, text, file, ics.',
    ],
    ['is:tsl', '"is:" at position 1 is "tsl". Did you mean "tls"? Known: tls.'],
    ...['read', 'unread'].map((word) => [
      `is:${word}`,
      `"is:" at position 1 is "${word}". What is read only the browser knows: "unread" above the list of messages shows what is not.`,
    ]),
    ['is:bcc-leak', '"is:" at position 1 is "bcc-leak". Write header:bcc for a mail that tells its Bcc to everybody.'],
    [
      'status:failed',
      'Unknown criterion "status:" at position 1. How a connection ended is on the page Sessions, which can be filtered by it. Put "status:failed" in quotes to look for it as it stands.',
    ],
    [
      'fault:x',
      'Unknown criterion "fault:" at position 1. What a fault has struck is on the page Faults, with links to the sessions. Put "fault:x" in quotes to look for it as it stands.',
    ],
    [
      'host:x.test',
      'Unknown criterion "host:" at position 1. Did you mean "link:"? It finds a host in a link; address: and helo: find the client. Put "host:x.test" in quotes to look for it as it stands.',
    ],
    [
      'a run:7',
      'Unknown criterion "run:" at position 3. Did you mean "header:X-Run="? What marks a run is found by its header field, or by inbox:. Put "run:7" in quotes to look for it as it stands.',
    ],
    [
      'tag:x',
      'Unknown criterion "tag:" at position 1. Did you mean "header:X-Tag="? What marks a mail is found by its header field, or by inbox:. Put "tag:x" in quotes to look for it as it stands.',
    ],
    [
      'size:>=1.5m',
      '"size:" at position 1 is ">=1.5m". Did you mean ">1.5m"? Write size:>1.5m for more bytes, or size:<1.5m for fewer.',
    ],
    ['size:>', '"size:" at position 1 is "", but has to be a size in bytes, such as 10240, 10k or 1.5m.'],
    [
      'in:inbox',
      '"in:" at position 1 is "inbox", but has to be how long ago a mail came at most, such as 30s, 5m or 2h.',
    ],
    ['in:5', '"in:" at position 1 is "5", but has to be how long ago a mail came at most, such as 30s, 5m or 2h.'],
    [
      'after:2026',
      '"after:" at position 1 is "2026", but has to be a date such as 2026-11-01, or a date and time such as 2026-11-01T08:30:00Z.',
    ],
    [
      'listener:587',
      '"listener:" at position 1 is "587", which is no listener. Did you mean "smtp"? Known: smtp, submission, submissions, import.',
    ],
    ['larger:10x', '"larger:" at position 1 is "10x", but has to be a size in bytes, such as 10240, 10k or 1.5m.'],
    ['before:2026-02-31', '"before:" at position 1 is "2026-02-31", but February 2026 has the days 1 to 28.'],
    [
      'x after:soon',
      '"after:" at position 3 is "soon", but has to be a date such as 2026-11-01, or a date and time such as 2026-11-01T08:30:00Z.',
    ],
    ['header:', '"header:" at position 1 needs a name, as in header:X-Run or header:X-Run=7.'],
    ['header:X-Run:7', '"header:" at position 1 is followed by "X-Run:7". Write header:X-Run=7.'],
    [
      'header:X-Run=',
      '"header:" at position 1 has no value. Put it right after the equals sign, in quotes if there is a space in it.',
    ],
    ['(a', 'The parenthesis at position 1 is not closed.'],
    ['a (b (c)', 'The parenthesis at position 3 is not closed.'],
    ['subject:(a', 'The parenthesis at position 1 is not closed.'],
    ['a)', 'The parenthesis at position 2 closes nothing.'],
    [')', 'The parenthesis at position 1 closes nothing.'],
    ['()', 'The parenthesis at position 1 is empty.'],
    ['subject:()', 'The parenthesis at position 1 is empty.'],
    ['a OR', '"OR" at position 3 lacks what it belongs to. Put it in quotes to look for the word.'],
    ['OR a', '"OR" at position 1 lacks what it belongs to. Put it in quotes to look for the word.'],
    ['(a OR ) b', '"OR" at position 4 lacks what it belongs to. Put it in quotes to look for the word.'],
    ['a AND OR b', '"OR" at position 7 lacks what it belongs to. Put it in quotes to look for the word.'],
    ['a AND', '"AND" at position 3 lacks what it belongs to. Put it in quotes to look for the word.'],
    ['NOT', '"NOT" at position 1 lacks what it belongs to. Put it in quotes to look for the word.'],
    ['a - b', '"-" at position 3 stands before nothing. Put it in quotes to look for it.'],
    ['(-)', '"-" at position 2 stands before nothing. Put it in quotes to look for it.'],
    ['larger:10k smaller:5k', '"size" asks for more than 10240 and less than 5120 bytes, which no mail has.'],
  ])('%s', (text, sentence) => {
    expect(refusal(text)).toBe(sentence)
  })
})

describe('limits', () => {
  test('20 parentheses in each other are read, and no more', () => {
    expect(parseQuery(`${'('.repeat(20)}subject:a${')'.repeat(20)}`)).toEqual({ subject: 'a' })
    expect(refusal('('.repeat(9000))).toBe('The parenthesis at position 21 is nested deeper than 20 levels.')
  })

  test('10,000 characters are read, and no more', () => {
    expect(parseQuery('-'.repeat(9991) + 'subject:a')).toEqual({ subject: { not: 'a' } })
    expect(refusal(' '.repeat(10_001))).toBe('The search has 10001 characters, but may have 10000.')
  })

  test('50 words without a prefix are read, and no more: each is four conditions', () => {
    expect(refusal('a '.repeat(50))).toBe('not refused')
    expect(refusal('a '.repeat(51))).toBe('The criteria have more than 200 conditions.')
  })
})

test('20,000 random strings are read or refused in words, and what is read can be sent as JSON', () => {
  const signs = '( ) " / : = - ! \\ * @ [ ] <> \n \u0000 💌 \uD800 "b_c" /d/i'.split(' ')
  const words = 'OR AND NOT a ann __proto__ constructor X-Run link tls 10k 2026-11-01 smtp'.split(' ')
  const prefixes = 'to: subject: header: has: is: larger: size: before: in: listener: filename: attachment:'.split(' ')
  const pieces = [' ', ' ', ' ', ...signs, ...words, ...prefixes]
  const random = seeded(3)
  let read = 0
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: 1 + random.below(9) }, () => random.pick(pieces)).join('')
    try {
      const criteria = parseQuery(text)
      expect(readCriteria(JSON.parse(JSON.stringify(criteria)))).toStrictEqual(criteria)
      read += 1
    } catch (error) {
      if (!(error instanceof CriteriaError)) throw new Error(`${JSON.stringify(text)} fails`, { cause: error })
    }
  }
  // Both ends have been seen.
  expect(read).toBeGreaterThan(1000)
  expect(read).toBeLessThan(19_000)
})
