/** Deleting over HTTP, and taking it back; and the list that waits for nothing. */
import { expect, test } from 'vitest'
import { inProcess, onPort, type Room } from './support/app.ts'
import { followSocket } from './support/follow.ts'
import { delivery, scriptedSession } from './support/records.ts'

async function deliverAll({ intake }: Room, ...subjects: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const subject of subjects) {
    const record = scriptedSession()
    intake.opened(record)
    ids.push(await intake.accept(delivery(record, `Subject: ${subject}\r\n\r\nx`), record))
  }
  return ids
}

interface Undone {
  deleted: number
  undo: { token: string; expiresAt: string } | null
}

async function filled() {
  const room = await inProcess()
  const ids = await deliverAll(room, 'one', 'two', 'three')
  return {
    ids,
    remove: async (url: string, payload?: object) =>
      (
        await room.app.inject({ method: 'DELETE', url: `/api/messages${url}`, ...(payload && { payload }) })
      ).json<Undone>(),
    restore: (payload?: object) =>
      room.app.inject({ method: 'POST', url: '/api/messages/restore', ...(payload && { payload }) }),
    subjects: async () => {
      const { messages } = (await room.app.inject('/api/messages?order=asc')).json<{
        messages: { subject: string }[]
      }>()
      return messages.map(({ subject }) => subject)
    },
  }
}

test.each([
  ['one', (ids: string[]) => [`/${ids[1]}?undo=30s`] as const, ['one', 'three']],
  ['some by their ids', (ids: string[]) => ['?undo=30s', { ids: ids.slice(1) }] as const, ['one']],
  ['some by criteria', () => ['?subject=t&undo=30s'] as const, ['one']],
  ['all', () => ['?all=true&undo=30000'] as const, []],
])('a deletion of %s can be taken back', async (_which, request, left) => {
  const { ids, remove, restore, subjects } = await filled()
  const [url, payload] = request(ids)
  const { deleted, undo } = await remove(url, payload)
  expect(await subjects()).toEqual(left)
  expect(new Date(undo?.expiresAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 20_000)
  const answer = await restore({ token: undo?.token })
  expect([answer.statusCode, answer.json()]).toEqual([200, { restored: deleted }])
  expect(await subjects()).toEqual(['one', 'two', 'three'])
})

test('a token that is not known any more says why that may be', async () => {
  const { restore } = await filled()
  const answer = await restore({ token: 'nonsense' })
  expect(answer.statusCode).toBe(410)
  expect(answer.json()).toMatchObject({
    code: 'undo_expired',
    message:
      'This deletion cannot be taken back any more: its time is over, mail that came since needed the room, it was ' +
      'taken back already, or mailsink was started anew.',
  })
})

test.each([
  ['/messages?all=true&undo=2m', 'DELETE', '"undo" is 120000 ms, but has to be at most 60s.'],
  [
    '/messages/x?undo=soon',
    'DELETE',
    '"undo" is "soon", but has to be a time such as 500ms, 5s or 1m, or a number of milliseconds.',
  ],
  ['/messages/restore', 'POST', 'Send {"token": "…"}, with the token that the deletion was answered with.'],
] as const)('%s of %s says what is wrong', async (url, method, message) => {
  const { app } = await inProcess()
  const answer = await app.inject({ method, url: `/api${url}` })
  expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'bad_request', message }])
})

test('undo alone says of no message that it is meant', async () => {
  const { remove, subjects } = await filled()
  expect(await remove('?undo=30s')).toMatchObject({ status: 400 })
  expect(await subjects()).toHaveLength(3)
})

test('a reader of the feed sees mail go and come back', async () => {
  const room = await onPort()
  const [id = ''] = await deliverAll(room, 'one')
  const reader = await followSocket(room.http.url)
  await reader.until('info')
  const gone = await fetch(`${room.http.url}api/messages/${id}?undo=30s`, { method: 'DELETE' })
  const { undo } = (await gone.json()) as Undone
  await reader.until('message.removed')
  await fetch(`${room.http.url}api/messages/restore`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: undo?.token }),
  })
  const restored = await reader.until('message.restored')
  expect(restored.messages).toMatchObject([{ id, subject: 'one' }])
  // Its digest is read again, and told as that of a new mail is.
  await reader.until('message.updated', ({ message }) => message.id === id)
})

test('an inbox has its mail again, in order', async () => {
  const room = await inProcess()
  const { id } = await room.store.createInbox({ isolate: 'header' })
  const [, second = ''] = await deliverAll(
    room,
    ...['one', 'two', 'three'].map((n) => `${n}\r\nX-Mailsink-Inbox: ${id}`),
  )
  const inInbox = async () => {
    const answer = await room.app.inject(`/api/messages?order=asc&inbox=${id}`)
    return answer.json<{ messages: { subject: string }[] }>().messages.map(({ subject }) => subject)
  }
  const { undo } = await room.store.delete({ kind: 'ids', ids: [second] }, null, 30_000)
  expect(await inInbox()).toEqual(['one', 'three'])
  await room.store.restore(undo?.token ?? '')
  expect(await inInbox()).toEqual(['one', 'two', 'three'])
  expect((await room.store.inbox(id))?.messages).toBe(3)
})

test('a list that does not wait has the digests that are known', async () => {
  const room = await inProcess()
  const [id = ''] = await deliverAll(room, 'one', 'two')
  const digests = async (query: string) => {
    const { messages } = (await room.app.inject(`/api/messages?order=asc${query}`)).json<{
      messages: { digest: { snippet: string } | null }[]
    }>()
    return messages.map(({ digest }) => digest?.snippet ?? null)
  }
  await room.store.message(id)
  expect(await digests('&digests=false')).toEqual(['x', null])
  expect(await digests('')).toEqual(['x', 'x'])
  expect(await digests('&digests=false')).toEqual(['x', 'x'])
})
