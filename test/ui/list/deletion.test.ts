import { expect, test, vi } from 'vitest'
import type { Api } from '../../../client/api.ts'
import { createDeletion } from '../../../ui/state/list/deletion.ts'
import { createList } from '../../../ui/state/list/list.ts'
import { createSelection } from '../../../ui/state/list/selection.ts'
import { removed, summary } from '../samples.ts'
import { aPage } from './an-app.ts'

const newestFirst = (count: number) => Array.from({ length: count }, (_, i) => summary(count - i))

async function loaded(own: Partial<Api> = {}) {
  const asked: (readonly string[])[] = []
  const page = aPage(newestFirst(4), [], {
    async deleteMessages(ids) {
      asked.push(ids)
      return { deleted: ids.length, undo: { token: 't', expiresAt: '' } }
    },
    restore: async () => ({ restored: 1 }),
    ...own,
  })
  const list = page.app.part(createList)
  const selection = page.app.part(createSelection)
  const deletion = page.app.part(createDeletion)
  await page.load()
  const toasts = () => page.app.toasts.shown.value.map(({ text }) => text)
  return { ...page, asked, list, selection, deletion, toasts, rows: () => list.rows.value.map(({ id }) => id) }
}

test('deletes what is chosen rather than what is open', async () => {
  const { selection, deletion, rows, asked, path } = await loaded()
  selection.move(1)
  selection.choose(['m2', 'm1'])
  expect(deletion.targets()).toEqual(['m2', 'm1'])
  await deletion.remove(deletion.targets())
  expect([rows(), asked, path()]).toEqual([['m4', 'm3'], [['m2', 'm1']], 'messages/m4'])
})

test('after the open mail the next one opens, and after the last the one above', async () => {
  const { selection, deletion, path } = await loaded()
  selection.move(2)
  selection.move(1)
  expect(path()).toBe('messages/m3')
  await deletion.remove(deletion.targets())
  expect(path()).toBe('messages/m2')
  await deletion.remove(deletion.targets())
  await deletion.remove(deletion.targets())
  expect(path()).toBe('messages/m4')
})

test('taken back, everything is where it was', async () => {
  const { selection, deletion, rows, path, list, toasts } = await loaded()
  selection.move(1)
  selection.choose(['m4', 'm2'])
  selection.top = 120
  await deletion.remove(deletion.targets())
  expect([rows(), list.kept.value, list.unread.value]).toEqual([['m3', 'm1'], 2, 2])
  deletion.undo()
  await vi.waitFor(() => expect(rows()).toEqual(['m4', 'm3', 'm2', 'm1']))
  expect([...selection.chosen.value]).toEqual(['m4', 'm2'])
  expect(path()).toBe('messages/m4')
  expect(selection.wish.value).toMatchObject({ kind: 'scroll', top: 120 })
  expect(toasts()).toEqual(['1 restored'])
})

test('it is seen before the sink has answered, and taken back when the sink refuses', async () => {
  const { deletion, rows } = await loaded({ deleteMessages: () => Promise.reject(new Error('no')) })
  const deleting = deletion.remove(['m3'])
  expect(rows()).toEqual(['m4', 'm2', 'm1'])
  await expect(deleting).rejects.toThrow('no')
  expect(rows()).toEqual(['m4', 'm3', 'm2', 'm1'])
})

test('what goes elsewhere goes here, and nothing else is opened instead', async () => {
  const { selection, rows, path, tell } = await loaded()
  selection.move(1)
  tell(removed(9, ['m4', 'm2']))
  expect([rows(), path()]).toEqual([['m3', 'm1'], 'messages/m4'])
})

test('offline nothing is deleted, and it says why', async () => {
  const { app, deletion, rows, toasts, asked } = await loaded()
  Object.assign(app.connection.state, { value: { kind: 'offline', attempt: 9 } })
  await deletion.remove(['m3'])
  expect([rows().length, asked, toasts()]).toEqual([4, [], ['Not while mailsink is offline']])
})
