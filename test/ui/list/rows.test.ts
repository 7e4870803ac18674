import { expect, test } from 'vitest'
import { attemptOf, mailRow, type Row } from '../../../ui/state/list/row.ts'
import { folded, keyOf, mergeRows } from '../../../ui/state/list/rows.ts'
import { at, session, summary } from '../samples.ts'

const none = new Set<string>()
const mails = (...seqs: number[]) => seqs.map((seq) => mailRow(summary(seq)))
const failure = (seq: number, text: string) =>
  attemptOf(session(seq, { reason: { code: 535, enhanced: '5.7.8', text, hint: null } }))
const shown = (rows: readonly Row[]) => rows.map((row) => (row.kind === 'mail' ? row.id : `${row.id}×${row.times}`))

test('mails and attempts stand in one list, newest first', () => {
  const attempts = folded([failure(3, 'a'), failure(2, 'b')], none)
  expect(shown(mergeRows(mails(4, 1), attempts, false))).toEqual(['m4', 's3×1', 's2×1', 'm1'])
})

test('an attempt stands where its session ended, not where it began', () => {
  const late = attemptOf(session(2, { closedAt: at(7) }))
  expect(shown(mergeRows(mails(5), folded([late], none), false))).toEqual(['s2×1', 'm5'])
})

test('attempts older than the last mail are held back while there are more mails', () => {
  const attempts = folded([failure(5, 'a')], none)
  expect(shown(mergeRows(mails(9, 8), attempts, true))).toEqual(['m9', 'm8'])
  expect(shown(mergeRows(mails(9, 8, 3), attempts, true))).toEqual(['m9', 'm8', 's5×1', 'm3'])
})

test('attempts that repeat each other are one row, where the newest stands', () => {
  const attempts = [failure(9, 'same'), failure(7, 'other'), failure(5, 'same'), failure(1, 'same')]
  expect(shown(folded(attempts, none))).toEqual(['s9×3', 's7×1'])
  expect(folded(attempts, none)[0]).toMatchObject({ place: 'folded', since: at(1) })
})

test('opened out, the single ones follow their row wherever they belong by time', () => {
  const attempts = [failure(9, 'same'), failure(5, 'same')]
  const open = folded(attempts, new Set([attempts[0]?.sameAs ?? '']))
  expect(shown(mergeRows(mails(8, 7), open, true))).toEqual(['s9×2', 's9×1', 's5×1', 'm8', 'm7'])
  expect(new Set(open.map(keyOf)).size).toBe(3)
})

test('the same words of another client are another failure', () => {
  const elsewhere = attemptOf(session(2, { remote: { address: '10.0.0.9', port: 1 } }))
  expect(folded([attemptOf(session(3)), elsewhere], none)).toHaveLength(2)
})

test('a row tells who failed, in words', () => {
  const auth = { mechanism: 'LOGIN', user: 'billing', accepted: false }
  expect(attemptOf(session(1, { auth })).caller).toBe('127.0.0.1 (app) "billing" LOGIN → SMTP')
})

test('a row of a mail keeps little of a long header', () => {
  expect(mailRow(summary(1, { subject: 'x'.repeat(100_000) })).subject.length).toBeLessThan(1000)
  const plain = { ...summary(1).session, user: 'ann' }
  expect(mailRow(summary(1, { session: plain, refused: 2, from: [] }))).toMatchObject({
    who: '<ann@example.test>',
    login: 'plain',
    refused: 2,
  })
})
