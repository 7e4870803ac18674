import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { linesOf } from '../../ui/state/session/entry.ts'
import { enhancedMeaning, explanations, keyword } from '../../ui/state/session/explain.ts'
import { createHeights, rowAt, shownRows } from '../../ui/state/session/heights.ts'
import { phasesOf, spentIn } from '../../ui/state/session/phases.ts'
import type { Meanings } from '../../ui/state/session/meanings.ts'
import { foldable, lineEnd, payloadFacts, quoted, spoken } from '../../ui/state/session/spoken.ts'
import { hexOf, turnsOf } from '../../ui/state/session/wire.ts'
import { entry } from './samples.ts'

const sentences = new URL('../../ui/strings/explanations.json', import.meta.url)
const meanings = JSON.parse(readFileSync(sentences, 'utf8')) as Meanings

const reply = (n: number, text: string, own = {}) =>
  entry(n, { from: 'server', kind: 'reply', text, code: Number(text.slice(0, 3)), bytes: text.length + 2, ...own })
const bytes = (text: string) => new TextEncoder().encode(text)

test('an explanation is told once, that of a refusal each time', () => {
  const lines = linesOf(
    [
      entry(0, { verb: 'RCPT', text: 'RCPT TO:<a@b>' }),
      reply(1, '550 5.1.1 No such user', { enhanced: '5.1.1' }),
      entry(2, { verb: 'RCPT', text: 'RCPT TO:<c@b>' }),
      reply(3, '550 5.1.1 No such user', { enhanced: '5.1.1' }),
      reply(4, '250 2.0.0 OK', { enhanced: '2.0.0' }),
    ],
    null,
  )
  const told = explanations(meanings, lines)
  expect([...told.keys()]).toEqual([0, 1, 3])
  expect(told.get(1)).toMatchObject({ term: '5.1.1', isRefusal: true, text: /no such mailbox/ })
})

test.each([
  ['5.1.1', /^Bad destination mailbox address.*permanent/],
  ['4.7.99', /policy rule.*temporary/],
  ['9.1.1', /^nothing$/],
])('%s is explained by its figures', (code, meaning) => {
  expect(enhancedMeaning(meanings, code) ?? 'nothing').toMatch(meaning)
})

test('a generic enhanced code says less than the three digits do', () => {
  const told = explanations(meanings, linesOf([reply(0, '530 5.7.0 Login first', { enhanced: '5.7.0' })], null))
  expect(told.get(0)).toMatchObject({ term: '530', text: /login/ })
})

test('what a login asks for is told in plain text', () => {
  const told = explanations(meanings, linesOf([reply(0, '334 VXNlcm5hbWU6')], null))
  expect(told.get(0)?.text).toMatch(/“Username:”$/)
})

test('an offer of EHLO is explained by its keyword', () => {
  expect(keyword(meanings, '250-SIZE 52428800')).toMatch(/largest mail/)
  expect(keyword(meanings, '250 mail.test greets you')).toBeNull()
})

test('a secret is dots of one length, whatever its own', () => {
  expect(spoken(entry(0, { text: 'AUTH PLAIN ***', masked: true }))).toBe('AUTH PLAIN ••••••••')
  expect(spoken(entry(0, { text: '***' }))).toBe('***')
})

test('a conversation is quoted with a letter before each line', () => {
  const close = entry(2, { from: 'sink', kind: 'close', text: 'Closed.' })
  expect(quoted([entry(0, { text: 'EHLO a' }), reply(1, '250-x\n250 y'), close])).toBe(
    'C: EHLO a\nS: 250-x\nS: 250 y\n*: Closed.\n',
  )
})

test('only a long reply is folded, what is no SMTP, and a line that would fill the page', () => {
  expect(foldable(reply(0, '250-a\n250 b'))).toBeNull()
  expect(foldable(reply(0, '250-a\n250-b\n250 c'))).toHaveLength(3)
  expect(foldable(entry(0, { kind: 'garbage', text: 'x'.repeat(200) }))).toHaveLength(1)
  expect(foldable(entry(0, { text: `NOOP ${'x'.repeat(200)}` }))).toBeNull()
  expect(foldable(entry(0, { text: `NOOP ${'x'.repeat(2000)}` }))).toHaveLength(1)
})

test.each([
  [entry(0, { text: 'NOOP', bytes: 6 }), 'CRLF'],
  [entry(0, { text: 'NOOP', bytes: 5 }), 'LF'],
  [reply(0, '250-ä\n250 b', { bytes: 15 }), 'CRLF'],
  [entry(0, { kind: 'payload', text: '1 bytes', bytes: 1 }), ''],
])('the line end is told by the bytes', (one, end) => {
  expect(lineEnd(one)).toBe(end)
})

const facts = (text: string) => payloadFacts(entry(0, { kind: 'payload', text, bytes: 9 }))

test('the facts of a payload are read from its entry', () => {
  expect(facts('9 bytes, 1 line')).toEqual({ bytes: 9, lines: 1, rest: '' })
  expect(facts('9 bytes, 3 lines; the message was deleted')).toMatchObject({
    lines: 3,
    rest: 'the message was deleted',
  })
  expect(facts('9 bytes, 3 lines, and no end of data').rest).toBe('and no end of data')
})

test('time is spent in phases, and all of it', () => {
  const phases = phasesOf(
    linesOf(
      [
        reply(0, '220 hi', { at: 1 }),
        entry(1, { at: 3, verb: 'EHLO' }),
        reply(2, '250 ok', { at: 4 }),
        entry(3, { at: 9, verb: 'DATA' }),
        reply(4, '354 go', { at: 10 }),
        entry(5, { at: 10, kind: 'payload' }),
        reply(6, '250 ok', { at: 20 }),
      ],
      null,
    ),
  )
  expect(phases.map(({ name, spent }) => [name, spent.sink, spent.client, spent.both])).toEqual([
    ['greeting', 1, 0, 0],
    ['EHLO', 1, 2, 0],
    ['DATA', 1, 5, 10],
  ])
  expect(phases.reduce((sum, phase) => sum + spentIn(phase), 0)).toBe(20)
})

test('of very many phases each kind is told once', () => {
  const lines = linesOf(
    Array.from({ length: 60 }, (_, n) => entry(n, { at: n, verb: n % 2 === 0 ? 'MAIL' : 'RCPT' })),
    null,
  )
  expect(phasesOf(lines).map(({ name, times }) => [name, times])).toEqual([
    ['MAIL', 30],
    ['RCPT', 30],
  ])
})

test('bytes of both sides are cut into turns, the dot that ends a mail with it', () => {
  const entries = [reply(0, '354 go'), entry(1, { kind: 'payload', bytes: 3 }), reply(2, '250 ok')]
  const turns = turnsOf(entries, { client: bytes('a\r\n.\r\n'), server: bytes('354 go\r\n250 ok\r\n') })
  expect(turns?.map(({ from, bytes: said }) => [from, said.length])).toEqual([
    ['server', 8],
    ['client', 6],
    ['server', 8],
  ])
})

test('bytes that are no longer kept make no turns', () => {
  expect(turnsOf([reply(0, '354 go')], { client: bytes(''), server: bytes('') })).toBeNull()
})

test('hex stands beside its letters', () => {
  expect(hexOf(bytes('EHLO a\r\n'))).toBe('00000000  45 48 4c 4f 20 61 0d 0a'.padEnd(60) + 'EHLO a..')
})

test('of many rows those in the window are drawn, wherever heights were measured', () => {
  const heights = createHeights(10)
  const keys = Array.from({ length: 100 }, (_, n) => n)
  expect(shownRows(heights.offsets(keys), 200, 300, 2)).toEqual({ first: 18, end: 33 })
  expect(heights.measured(0, 110)).toBe(100)
  expect(shownRows(heights.offsets(keys), 200, 300, 2)).toEqual({ first: 8, end: 23 })
  expect(rowAt(heights.offsets(keys), 109)).toBe(0)
  heights.forget()
  expect(heights.offsets(keys).at(-1)).toBe(1000)
})

test('few rows are all drawn', () => {
  expect(shownRows(createHeights(10).offsets([1, 2, 3]), 0, 5, 2)).toEqual({ first: 0, end: 3 })
})
