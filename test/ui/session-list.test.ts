import { expect, test } from 'vitest'
import type { SessionList, SessionQuery } from '../../client/api.ts'
import { createSessions } from '../../ui/state/session/sessions.ts'
import { aPage } from './list/an-app.ts'
import { closed, session } from './samples.ts'

test('a session that opens while the list is read is not lost to an older answer', async () => {
  const answers: ((list: SessionList) => void)[] = []
  const page = aPage([], [], { sessions: () => new Promise((resolve) => answers.push(resolve)) })
  const list = page.app.part(createSessions)
  const loading = page.load()
  page.tell({
    type: 'session.opened',
    seq: 3,
    at: '2026-01-01T10:00:03.000Z',
    session: session(3, { outcome: 'open', closedAt: null, duration: null, ended: null }),
  })
  for (const answer of answers) answer({ sessions: [session(2)], total: 1, cursor: 'e.2' })
  await loading
  expect(list.rows.value.map(({ id }) => id)).toEqual(['s3', 's2'])
  expect(list.total.value).toBe(2)
})

test('one that ended meanwhile, and is in the answer, is counted once', async () => {
  const answers: ((list: SessionList) => void)[] = []
  const page = aPage([], [], { sessions: () => new Promise((resolve) => answers.push(resolve)) })
  const list = page.app.part(createSessions)
  const loading = page.load()
  page.tell(closed(2))
  for (const answer of answers) answer({ sessions: [session(2)], total: 1, cursor: 'e.2' })
  await loading
  expect([list.rows.value.length, list.total.value]).toEqual([1, 1])
})

test('among those that a fault has struck, only such come in', async () => {
  const asked: SessionQuery[] = []
  const page = aPage([], [], {
    async sessions(query = {}) {
      asked.push(query)
      return { sessions: [session(1, { faults: ['f_1'] })], total: 1, cursor: 'e.1' }
    },
  })
  const list = page.app.part(createSessions)
  list.choose('faulted')
  await page.load()
  expect(asked.at(-1)).toMatchObject({ faulted: true })
  page.tell(closed(2), closed(3, { faults: ['f_1'] }))
  expect(list.rows.value.map(({ id }) => id)).toEqual(['s3', 's1'])
})
