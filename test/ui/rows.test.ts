import { expect, test } from 'vitest'
import type { Route } from '../../ui/state/route.ts'
import { mergeRows, openRow, routeOf, step } from '../../ui/state/rows.ts'
import { session, summary } from './samples.ts'

const rows = mergeRows([summary(3), summary(1)], [session(2)], false)
const list: Route = { kind: 'list' }
const reading = (id: string): Route => ({ kind: 'message', id, tab: 'raw' })

test('steps down and up through mails and attempts alike', () => {
  expect(step(rows, reading('m3'), 1)?.id).toBe('s2')
  expect(step(rows, { kind: 'session', id: 's2' }, 1)?.id).toBe('m1')
  expect(step(rows, { kind: 'session', id: 's2' }, -1)?.id).toBe('m3')
})

test('the first step opens the newest row', () => {
  expect(step(rows, list, 1)?.id).toBe('m3')
})

test('stays at either end', () => {
  expect(step(rows, reading('m1'), 1)).toBeNull()
  expect(step(rows, reading('m3'), -1)).toBeNull()
  expect(step([], list, 1)).toBeNull()
})

test('the next mail opens with the tab that is being read', () => {
  expect(rows.map((row) => routeOf(row, reading('m3')))).toEqual([
    { kind: 'message', id: 'm3', tab: 'raw' },
    { kind: 'session', id: 's2' },
    { kind: 'message', id: 'm1', tab: 'raw' },
  ])
})

test('a session that delivered is no row, so none is marked as open', () => {
  expect(openRow(rows, { kind: 'session', id: 's9' })).toBe(-1)
  expect(openRow(rows, { kind: 'session', id: 's2' })).toBe(1)
})
