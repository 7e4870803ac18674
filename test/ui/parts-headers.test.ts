import { expect, test } from 'vitest'
import type { Header } from '../../contract/message.ts'
import { matchedRecipients, matchedSenders } from '../../ui/state/message/envelope-match.ts'
import { pieces, split, tags } from '../../ui/state/headers/field-text.ts'
import { dateFact, keyFacts } from '../../ui/state/headers/header-facts.ts'
import { filtered, grouped, groupOf } from '../../ui/state/headers/header-groups.ts'
import { warningsOf } from '../../ui/state/headers/header-warnings.ts'
import { unsubscribeOf } from '../../ui/state/headers/list-unsubscribe.ts'
import { mailDate, roughly } from '../../ui/state/headers/mail-date.ts'
import { deliveryPath } from '../../ui/state/headers/received.ts'
import { arcSets, signaturesOf, verdictsOf } from '../../ui/state/headers/signatures.ts'
import { message } from './samples.ts'

/** Fields as `Name: value`, in the order given. */
function fields(...lines: string[]): Header[] {
  return lines.map((raw) => {
    const colon = raw.indexOf(':')
    return { name: raw.slice(0, Math.max(0, colon)), value: raw.slice(colon + 1).trim(), raw }
  })
}

test('a value is cut outside of comments, quotes and angle brackets', () => {
  expect(split('a (x; y); "b;c" ; <d;e>; f\\;g', ';')).toEqual(['a (x; y)', '"b;c"', '<d;e>', 'f\\;g'])
  expect(pieces('one (two (three)) "(four)"')).toEqual([
    { text: 'one ', comment: false },
    { text: 'two (three)', comment: true },
    { text: ' "(four)"', comment: false },
  ])
  expect([...tags('V=1; d = a.test ;h=from:\r\n to; d=b.test')]).toEqual([
    ['v', '1'],
    ['d', 'a.test'],
    ['h', 'from:to'],
  ])
})

test.each([
  ['Sat, 21 Nov 2026 12:00:00 +0100', '2026-11-21T11:00:00.000Z', 60],
  ['21 Nov 26 12:00 EST', '2026-11-21T17:00:00.000Z', -300],
  ['21-Nov-2026 12:00:00', '2026-11-21T12:00:00.000Z', null],
])('%s is a date', (text, iso, offset) => {
  const date = mailDate(text)
  expect([new Date(date?.at ?? 0).toISOString(), date?.offset]).toEqual([iso, offset])
})

test.each(['hello 5', 'yesterday', '41 Nov 2026 12:00:00 +0000', '1 Foo 2026 12:00 +0000', ''])(
  '%j is no date',
  (text) => expect(mailDate(text)).toBe(null),
)

test.each([
  [120, '120 ms'],
  [4000, '4 s'],
  [11_400_000, '3.2 h'],
  [-172_800_000, '2 days'],
])('%d ms are roughly %s', (ms, text) => expect(roughly(ms)).toBe(text))

test('the Date is compared with the arrival', () => {
  const receivedAt = '2026-11-21T09:00:00.000Z'
  expect(dateFact({ date: 'Sat, 21 Nov 2026 12:00:00 +0000', receivedAt })).toMatchObject({ ahead: 3 * 3_600_000 })
  expect(dateFact({ date: 'soon', receivedAt })).toEqual({ kind: 'unreadable' })
  expect(dateFact({ date: null, receivedAt })).toEqual({ kind: 'none' })
})

test('what should be there and is not is among the key facts', () => {
  const facts = keyFacts({ headers: fields('From: a@b', 'From: c@d', 'Subject: Hi') })
  expect(facts.map(({ name, values }) => [name, values.length])).toEqual([
    ['From', 2],
    ['Subject', 1],
    ['Date', 0],
    ['Message-ID', 0],
  ])
})

test('hops are told oldest first, with their delays and what is wrong with them', () => {
  const path = deliveryPath(
    fields(
      'Received: from mx.test (mx.test [192.0.2.1]) by in.test (Postfix) with ESMTPS (using TLSv1.3) for <bob@test>; Sat, 21 Nov 2026 08:00:07 +0000 (UTC)',
      'Received: something else',
      'Received: from app by mx.test with ESMTPS id by; Sat, 21 Nov 2026 03:00:04 -0500',
      'Received: from x by app; Sat, 21 Nov 2026 08:00:05 +0000',
    ),
  )
  expect(path.map(({ from, by, tls, delay, problems }) => [from, by, tls, delay, problems])).toEqual([
    ['x', 'app', null, null, []],
    ['app', 'mx.test', 'TLS', -1000, ['backwards']],
    [null, null, null, null, ['no-date', 'no-by']],
    ['mx.test (mx.test [192.0.2.1])', 'in.test (Postfix)', 'TLS 1.3', 3000, []],
  ])
  expect(path[3]).toMatchObject({ with: 'ESMTPS (using TLSv1.3)', for: 'bob@test' })
})

test('a signature tells what it covers, and which important fields it leaves open', () => {
  const headers = fields(
    'DKIM-Signature: v=1; a=rsa-sha1; d=news.shop.test; s=s1; l=10; x=1; h=From:To:Subject; bh=x; b=y',
    'From: a@shop.test',
    'To: b@test',
    'Subject: x',
    'Date: x',
    'X-Any: x',
  )
  expect(signaturesOf(headers, 'a@shop.test')).toEqual([
    {
      domain: 'news.shop.test',
      selector: 's1',
      algorithm: 'rsa-sha1',
      signed: ['from', 'to', 'subject'],
      unsigned: ['date'],
      length: '10',
      expires: 1000,
      aligned: true,
    },
  ])
  expect(signaturesOf(headers, 'a@eshop.test')[0]?.aligned).toBe(false)
})

test('verdicts of servers on the way are listed, and ARC sets with what they lack', () => {
  const headers = fields(
    'Authentication-Results: mx.test 1; dkim=pass (2048-bit key; ok) header.d=a.test; spf=softfail; none',
    'Received-SPF: Pass (mx.test: fine) client-ip=192.0.2.1; receiver=mx.test',
    'ARC-Seal: i=1; cv=none; d=a.test',
    'ARC-Authentication-Results: i=1; mx.test; dmarc=fail',
  )
  expect(verdictsOf(headers).map(({ server, method, result }) => [server, method, result])).toEqual([
    ['mx.test 1', 'dkim', 'pass'],
    ['mx.test 1', 'spf', 'softfail'],
    ['mx.test', 'spf', 'pass'],
    ['mx.test', 'dmarc', 'fail'],
  ])
  expect(arcSets(headers)).toEqual([
    { instance: 1, domain: 'a.test', chain: 'none', missing: ['arc-message-signature'] },
  ])
})

const LEAVE = 'List-Unsubscribe: <https://a.test/u?a,b>, <mailto:leave@a.test>'
const POST = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'
const SIGNED = 'DKIM-Signature: d=a.test; h=from:list-unsubscribe:list-unsubscribe-post'

test.each([
  [[LEAVE, POST, SIGNED], 'ready'],
  [[LEAVE, POST], 'except-dkim'],
  [[LEAVE], 'not'],
  [[LEAVE, `${POST} `, 'List-Unsubscribe-Post: other'], 'not'],
  [['List-Unsubscribe: https://a.test', POST], 'not'],
  [['List-Unsubscribe: <http://a.test>', POST], 'not'],
])('%j is one-click %s', (lines, verdict) => {
  const headers = fields(...lines)
  expect(unsubscribeOf(headers, signaturesOf(headers, null))?.verdict).toBe(verdict)
})

test('the ways to leave are told by their kind', () => {
  const found = unsubscribeOf(
    fields('List-Unsubscribe: <https://a.test/x>, <mailto:b@a.test>, <javascript:x>, bare'),
    [],
  )
  expect(found?.ways.map(({ kind }) => kind)).toEqual(['https', 'mailto', 'other', 'other'])
  expect(unsubscribeOf(fields('From: a@b'), [])).toBe(null)
})

test.each([
  ['From', 'addressing'],
  ['received', 'path'],
  ['ARC-Seal', 'authentication'],
  ['List-ID', 'list'],
  ['Content-Type', 'mime'],
  ['X-Anything', 'custom'],
  ['Organization', 'other'],
  ['', 'other'],
])('%j belongs to %s', (name, group) => expect(groupOf(name)).toBe(group))

test('a filter looks at names and values, and groups keep the order', () => {
  const headers = fields('X-B: one', 'From: a@b', 'X-A: ONE', 'X-B: two')
  expect(filtered(headers, 'one').map(({ at }) => at)).toEqual([0, 2])
  expect(grouped(filtered(headers, '')).map(([group, own]) => [group, own.map(({ at }) => at)])).toEqual([
    ['addressing', [1]],
    ['custom', [0, 2, 3]],
  ])
})

test('warnings name what is wrong with a field and with the block', () => {
  const headers = fields('From: a@b', 'From: c@d', 'Bcc: e@f', 'Subject: é', `X-Long: ${'x'.repeat(999)}`, 'no field')
  const mail = message(1, { headers })
  const { fields: found, ...block } = warningsOf(mail)
  expect([...found]).toEqual([
    [1, ['duplicate']],
    [2, ['bcc']],
    [3, ['non-ascii']],
    [4, ['long-line']],
    [5, ['no-colon']],
  ])
  expect(block).toEqual({ missing: ['Date', 'Message-ID'], duplicates: ['From'], bcc: true })
  const unicode = { ...mail, envelope: { ...mail.envelope, parameters: { SMTPUTF8: null } } }
  expect(warningsOf(unicode).fields.get(3)).toBe(undefined)
})

test('the envelope is set against the headers', () => {
  const accepted = { parameters: {}, code: 250, text: 'OK', accepted: true }
  const mail = message(1, {
    from: [{ name: '', address: 'news@a.test' }],
    to: [
      { name: '', address: 'Bob@test' },
      { name: '', address: 'only@test' },
    ],
    cc: [{ name: '', address: 'bob@test' }],
    bcc: [{ name: '', address: 'audit@test' }],
    headers: fields('Sender: Desk <desk@a.test>', 'Return-Path: <bounce@a.test>', 'bcc: The boss <Boss@test>'),
    envelope: {
      from: 'bounce@a.test',
      to: ['bob@test', 'audit@test', 'boss@test'],
      parameters: {},
      recipients: [
        { address: 'bob@test', ...accepted },
        { address: 'audit@test', ...accepted },
        { address: 'boss@test', ...accepted },
        { address: 'gone@test', ...accepted, accepted: false },
      ],
    },
  })
  expect(matchedRecipients(mail)).toEqual([
    { address: 'bob@test', wire: true, refused: false, headers: ['To', 'Cc'] },
    { address: 'audit@test', wire: true, refused: false, headers: [] },
    { address: 'boss@test', wire: true, refused: false, headers: ['Bcc'] },
    { address: 'gone@test', wire: true, refused: true, headers: [] },
    { address: 'only@test', wire: false, refused: false, headers: ['To'] },
  ])
  expect(matchedSenders(mail)).toEqual([
    { name: 'From', address: 'news@a.test', same: false },
    { name: 'Sender', address: 'desk@a.test', same: false },
    { name: 'Return-Path', address: 'bounce@a.test', same: true },
  ])
})

test('hostile values are read in no time', () => {
  const long = '('.repeat(100_000)
  const started = performance.now()
  pieces(long)
  split('<'.repeat(100_000), ',')
  deliveryPath(fields(`Received: ${long}`, `Received: from ${'by '.repeat(50_000)}`))
  signaturesOf(fields(`DKIM-Signature: h=${'from:'.repeat(20_000)}`), null)
  unsubscribeOf(fields(`List-Unsubscribe: ${'<https:'.repeat(20_000)}`), [])
  verdictsOf(fields(`Authentication-Results: ${'x'.repeat(50_000)};${'a=b;'.repeat(50_000)}`))
  warningsOf(message(1, { headers: fields(`X: ${'é'.repeat(500_000)}`) }))
  expect(performance.now() - started).toBeLessThan(10_000)
})
