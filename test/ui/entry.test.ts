import { expect, test } from 'vitest'
import { decisive, linesOf, refusalIn } from '../../ui/state/session/entry.ts'
import { entry, session } from './samples.ts'

const server = (n: number, at: number, code = 250) =>
  entry(n, { at, from: 'server', kind: 'reply', text: `${code} OK`, code })

test('a line tells how long it waited, and pipelined ones wait for nothing', () => {
  const lines = linesOf([entry(0, { at: 1 }), entry(1, { at: 3.5 }), entry(2, { at: 3 })], null)
  expect(lines.map(({ wait }) => wait)).toEqual([null, 2.5, 0])
})

test('a wait is counted once, however the lines that came together are ordered', () => {
  const lines = linesOf([entry(0, { at: 1 }), server(1, 2), entry(2, { at: 1 }), server(3, 2.5)], null)
  expect(lines.map(({ wait }) => wait)).toEqual([null, 1, 0, 0.5])
})

test('it tells who was waited for', () => {
  const lines = linesOf(
    [
      server(0, 1, 220),
      entry(1, { at: 2 }),
      server(2, 3),
      entry(3, { at: 4, from: 'sink', kind: 'tls' }),
      entry(4, { at: 5, kind: 'payload' }),
      server(5, 6),
    ],
    null,
  )
  expect(lines.map(({ waited }) => waited)).toEqual(['sink', 'client', 'sink', 'both', 'client', 'both'])
})

test('commands that came in one go are bracketed together with their replies', () => {
  const entries = [
    entry(0, { at: 1, verb: 'EHLO' }),
    server(1, 1.2),
    entry(2, { at: 2, verb: 'MAIL' }),
    server(3, 2.3),
    entry(4, { at: 2, verb: 'RCPT' }),
    server(5, 2.4),
    entry(6, { at: 3, verb: 'NOOP' }),
    server(7, 3.1),
  ]
  const lines = linesOf(entries, null)
  expect(lines.map(({ bracket }) => bracket)).toEqual([null, null, 'first', 'inside', 'inside', 'last', null, null])
})

test('what belongs to another transaction is dimmed, what belongs to none is not', () => {
  const lines = linesOf([entry(0), entry(1, { transaction: 1 }), entry(2, { transaction: 2 })], 2)
  expect(lines.map(({ dimmed }) => dimmed)).toEqual([false, true, false])
})

test('a code is good, temporary or final', () => {
  const lines = linesOf(
    [250, 354, 450, 550].map((code, n) => entry(n, { code })),
    null,
  )
  expect(lines.map(({ verdict }) => verdict)).toEqual(['good', 'good', 'temporary', 'permanent'])
})

test('the entry that decided a session is the refusal that is its reason, or what was no SMTP, or the end', () => {
  const reason = { code: 550, enhanced: null, text: 'No', hint: null }
  const refused = [server(0, 1), server(1, 2, 450), server(2, 3, 550)]
  expect(decisive(session(1, { reason }), refused)?.n).toBe(2)
  const unspoken = { ...reason, code: null }
  const hello = [server(0, 1), entry(1, { kind: 'garbage' }), server(2, 3, 421)]
  expect(decisive(session(1, { reason: unspoken }), hello)?.n).toBe(1)
  expect(decisive(session(1, { reason: unspoken }), [server(0, 1), entry(1, { from: 'sink', kind: 'close' })])?.n).toBe(
    1,
  )
  expect(decisive(session(1, { outcome: 'delivered', reason }), refused)).toBeNull()
})

test('the refusal of one transaction is not that of another', () => {
  const entries = [
    { ...server(0, 1, 550), transaction: 1 },
    { ...server(1, 2, 551), transaction: 2 },
  ]
  expect(refusalIn(entries, 2)?.n).toBe(1)
  expect(refusalIn(entries, 3)).toBeNull()
})
