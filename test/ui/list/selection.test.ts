import { afterEach, expect, test, vi } from 'vitest'
import { createList } from '../../../ui/state/list/list.ts'
import { createMarks } from '../../../ui/state/list/marks.ts'
import { createSelection } from '../../../ui/state/list/selection.ts'
import { added, closed, removed, session, summary } from '../samples.ts'
import { aPage } from './an-app.ts'

afterEach(() => void vi.useRealTimers())

const newestFirst = (count: number) => Array.from({ length: count }, (_, i) => summary(count - i))

async function loaded(...given: Parameters<typeof aPage>) {
  const page = aPage(...given)
  const list = page.app.part(createList)
  const selection = page.app.part(createSelection)
  await page.load()
  return { ...page, list, selection, rows: () => list.rows.value.map(({ id }) => id) }
}

test('steps open mails, and stop at either end', async () => {
  const { selection, path } = await loaded(newestFirst(3))
  selection.move(1)
  expect(path()).toBe('messages/m3')
  selection.move(1)
  selection.move(5)
  expect(path()).toBe('messages/m1')
  selection.move(-Infinity)
  expect(path()).toBe('messages/m3')
})

test('a step onto an attempt opens no other place: what is known of it stands beside the list', async () => {
  const { selection, path, rows } = await loaded([summary(3), summary(1)], [session(2)])
  expect(rows()).toEqual(['m3', 's2', 'm1'])
  selection.move(1)
  selection.move(1)
  expect([path(), selection.active.value]).toEqual(['messages', 's2'])
  selection.move(1)
  expect(path()).toBe('messages/m1')
  const attempt = selection.row()
  selection.move(-1)
  selection.open(selection.row() ?? attempt!)
  expect(path()).toBe('sessions/s2')
})

test('where only one of both fits, steps move in the list and open nothing', async () => {
  const { selection, path } = await loaded(newestFirst(3))
  selection.narrow.value = true
  selection.move(1)
  selection.move(1)
  expect([path(), selection.active.value]).toEqual(['messages', 'm2'])
})

test('what comes changes neither what is chosen nor what is open', async () => {
  const { selection, path, tell, rows } = await loaded(newestFirst(3))
  selection.move(1)
  selection.toggle(selection.row()!)
  tell(added(4), closed(5))
  expect(rows()).toEqual(['s5', 'm4', 'm3', 'm2', 'm1'])
  expect([path(), selection.active.value, [...selection.chosen.value]]).toEqual(['messages/m3', 'm3', ['m3']])
})

test('a stretch is chosen from where it began, attempts left out', async () => {
  const { selection } = await loaded([summary(9), summary(7), summary(5)], [session(8)])
  selection.move(1)
  selection.move(1, 'extend')
  selection.move(1, 'extend')
  selection.move(1, 'extend')
  expect([...selection.chosen.value]).toEqual(['m9', 'm7', 'm5'])
})

test('a mail is read when it has been open for a moment, not when one steps past it', async () => {
  const { selection, list, app } = await loaded(newestFirst(3))
  vi.useFakeTimers()
  selection.move(1)
  vi.advanceTimersByTime(100)
  selection.move(1)
  vi.advanceTimersByTime(300)
  expect(list.unread.value).toBe(2)
  expect(app.part(createMarks).read.has('m2')).toBe(true)
})

test('what is deleted elsewhere is not selected any more', async () => {
  const { selection, tell } = await loaded(newestFirst(3))
  selection.choose(['m3', 'm2'])
  tell(removed(4, ['m3']))
  expect([...selection.chosen.value]).toEqual(['m2'])
})

test('a held key opens nothing that it passes, and what it stops at', async () => {
  const { selection, path } = await loaded(newestFirst(4))
  selection.move(1)
  selection.move(1, 'pass')
  selection.move(1, 'pass')
  expect([path(), selection.active.value]).toEqual(['messages/m4', 'm2'])
  selection.stop()
  expect(path()).toBe('messages/m2')
})

test('a held key that nobody saw let go opens what it rests at', async () => {
  vi.useFakeTimers()
  const { selection, path } = await loaded(newestFirst(4))
  selection.move(2, 'pass')
  selection.move(1, 'pass')
  expect(path()).toBe('messages')
  vi.advanceTimersByTime(1000)
  expect(path()).toBe('messages/m3')
})
