import { afterEach, expect, test, vi } from 'vitest'
import { createDeletion } from '../../../ui/state/list/deletion.ts'
import { createList } from '../../../ui/state/list/list.ts'
import { createMarks } from '../../../ui/state/list/marks.ts'
import { createSelection } from '../../../ui/state/list/selection.ts'
import { added, session, summary } from '../samples.ts'
import { aPage } from './an-app.ts'

afterEach(() => void vi.useRealTimers())

/** Five mails, newest first, of which m2 and m4 have been read, and an attempt between them. */
async function loaded() {
  const mails = [5, 4, 3, 2, 1].map((n) => summary(n))
  const page = aPage(mails, [session(6)], {
    deleteMessages: async (ids) => ({ deleted: ids.length, undo: { token: 't', expiresAt: '' } }),
  })
  const list = page.app.part(createList)
  const selection = page.app.part(createSelection)
  const { read } = page.app.part(createMarks)
  read.set(['m4', 'm2'], true)
  await page.load()
  return { ...page, list, selection, read, rows: () => list.rows.value.map(({ id }) => id) }
}

test('only what is unread is listed, as the address says, and what comes is', async () => {
  const { app, list, rows, tell } = await loaded()
  expect(rows()).toEqual(['s6', 'm5', 'm4', 'm3', 'm2', 'm1'])
  list.flipUnread()
  expect(app.navigation.parameters.value).toEqual({ only: 'unread' })
  expect(rows()).toEqual(['m5', 'm3', 'm1'])
  tell(added(7))
  expect([rows(), list.unreadHere.value, list.matching.value]).toEqual([['m7', 'm5', 'm3', 'm1'], 4, 6])
  list.sort()
  expect(rows()).toEqual(['m1', 'm3', 'm5', 'm7'])
  list.flipUnread()
  expect(app.navigation.parameters.value).toEqual({ sort: 'oldest' })
})

test('what is open is not taken away when it has been read, and goes with the step to the next', async () => {
  const { list, selection, rows, path, app } = await loaded()
  list.flipUnread()
  vi.useFakeTimers()
  selection.move(1)
  selection.move(1)
  vi.advanceTimersByTime(300)
  expect([path(), rows(), list.unreadHere.value]).toEqual(['messages/m3', ['m5', 'm3', 'm1'], 2])
  // Behind it stands the list, and the reader where they were.
  app.navigation.go({ kind: 'messages' })
  expect(rows()).toEqual(['m5', 'm3', 'm1'])
  selection.move(1)
  expect([path(), rows()]).toEqual(['messages/m1', ['m5', 'm1']])
})

test('what is chosen stays while it is marked as read', async () => {
  const { list, selection, read, rows } = await loaded()
  list.flipUnread()
  selection.everything()
  expect([...selection.chosen.value]).toEqual(['m5', 'm3', 'm1'])
  read.set(['m5', 'm3', 'm1'], true)
  expect(rows()).toEqual(['m5', 'm3', 'm1'])
  selection.clear()
  expect(rows()).toEqual([])
})

test('after a deletion the next that is listed opens, not one that is hidden', async () => {
  const { app, list, selection, rows, path } = await loaded()
  list.flipUnread()
  selection.move(1)
  await app.part(createDeletion).remove(['m5'])
  expect([path(), rows()]).toEqual(['messages/m3', ['m3', 'm1']])
})

test('what was read and stood on before is not listed', async () => {
  const { app, list, selection, rows } = await loaded()
  selection.active.value = 'm4'
  app.navigation.go({ kind: 'messages' })
  list.flipUnread()
  expect(rows()).toEqual(['m5', 'm3', 'm1'])
})
